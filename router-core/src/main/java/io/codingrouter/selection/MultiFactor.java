package io.codingrouter.selection;

import io.codingrouter.model.ModelRef;
import java.util.List;
import java.util.Objects;

/**
 * Orders models by a weighted sum of what speaks for each: high quality, low cost, low latency, low
 * load. A factor goes from 0, the worst of the candidates, to 1, the best. A model whose figure is
 * unknown has 0.5, and so have all where they do not differ. Sums that are equal, but for what
 * rounding does to them, keep the order as written. Draws nothing.
 *
 * @param weights how much each factor counts
 * @param ceilings what a candidate must keep within
 * @param fallback what to do if the ceilings leave no model
 */
public record MultiFactor(Weights weights, Ceilings ceilings, Fallback fallback)
    implements ModelSelector {
  private static final double NEUTRAL = 0.5;
  private static final double PROMPT_TOKENS_PER_COMPLETION_TOKEN = 3;

  /**
   * How much each factor counts, 0 or more and finite.
   *
   * @param quality of quality
   * @param cost of the price of a million tokens, see {@link MultiFactor#blend}
   * @param ttft of the time to the first token
   * @param tpot of the time per output token
   * @param load of calls in flight
   */
  public record Weights(double quality, double cost, double ttft, double tpot, double load) {
    /**
     * Quality, cost, latency and load alike, as the format's origin has it where no weights are
     * written; each of the two times is half of latency.
     */
    public static final Weights EVEN = new Weights(0.25, 0.25, 0.125, 0.125, 0.25);

    public Weights {
      check("quality", quality);
      check("cost", cost);
      check("ttft", ttft);
      check("tpot", tpot);
      check("load", load);
    }

    double sum() {
      return quality + cost + ttft + tpot + load;
    }

    private static void check(String name, double weight) {
      if (!(weight >= 0) || weight == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "the weight of " + name + " must be finite and at least 0 but was " + weight);
      }
    }
  }

  /**
   * What a candidate must keep within, 0 or more; infinite for no ceiling. A model of unknown cost
   * does not keep within a ceiling of cost: a price does not become known by trying. One that was
   * not measured yet keeps within all others.
   *
   * @param costPer1m the highest price of a million tokens
   * @param ttftMillis the longest time to the first token, in milliseconds
   * @param tpotMillis the longest time per output token, in milliseconds
   * @param inFlight the most calls in flight, this request's among them
   */
  public record Ceilings(double costPer1m, double ttftMillis, double tpotMillis, double inFlight) {
    /** No ceiling at all. */
    public static final Ceilings NONE =
        new Ceilings(
            Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY);

    public Ceilings {
      check("costPer1m", costPer1m);
      check("ttftMillis", ttftMillis);
      check("tpotMillis", tpotMillis);
      check("inFlight", inFlight);
    }

    private static void check(String name, double ceiling) {
      if (!(ceiling >= 0)) {
        throw new IllegalArgumentException(
            "the ceiling " + name + " must be at least 0 but was " + ceiling);
      }
    }

    boolean admit(ModelFigures figures) {
      return (costPer1m == Double.POSITIVE_INFINITY || figures.costPer1m() <= costPer1m)
          && !(figures.ttftMillis() > ttftMillis) // an unknown time is above no ceiling
          && !(figures.tpotMillis() > tpotMillis)
          && figures.inFlight() + 1 <= inFlight;
    }
  }

  public MultiFactor {
    Objects.requireNonNull(weights, "weights");
    Objects.requireNonNull(ceilings, "ceilings");
    Objects.requireNonNull(fallback, "fallback");
  }

  /**
   * Blends the prices of a model into one: three tokens of prompt to one of completion, which is
   * how published comparisons of prices reckon.
   *
   * @param promptPer1m the price of a million tokens of prompt
   * @param completionPer1m the price of a million tokens of completion
   * @return the price of a million tokens
   */
  public static double blend(double promptPer1m, double completionPer1m) {
    return (PROMPT_TOKENS_PER_COMPLETION_TOKEN * promptPer1m + completionPer1m)
        / (PROMPT_TOKENS_PER_COMPLETION_TOKEN + 1);
  }

  @Override
  public List<ModelRef> order(List<ModelRef> models, SelectionContext context) {
    List<ModelFigures> figures = context.figures();
    Sums sums = new Sums(weights);
    for (int i = 0; i < models.size(); i++) {
      if (ceilings.admit(figures.get(i))) {
        sums.include(figures.get(i));
      }
    }
    Order order = new Order(models);
    for (int i = 0; i < models.size(); i++) {
      if (ceilings.admit(figures.get(i))) {
        order.insert(i, sums.rank(figures.get(i)));
      }
    }
    return order.isEmpty() ? fallback.order(models, figures) : order;
  }

  /**
   * The sums of some candidates, each factor compared among these. Fields of its own for each
   * factor rather than five objects: these the compiler would not do without.
   */
  private static final class Sums {
    private final Weights weights;
    private double lowestQuality = Double.POSITIVE_INFINITY;
    private double highestQuality = Double.NEGATIVE_INFINITY;
    private double lowestCost = Double.POSITIVE_INFINITY;
    private double highestCost = Double.NEGATIVE_INFINITY;
    private double lowestTtft = Double.POSITIVE_INFINITY;
    private double highestTtft = Double.NEGATIVE_INFINITY;
    private double lowestTpot = Double.POSITIVE_INFINITY;
    private double highestTpot = Double.NEGATIVE_INFINITY;
    private double lowestLoad = Double.POSITIVE_INFINITY;
    private double highestLoad = Double.NEGATIVE_INFINITY;

    Sums(Weights weights) {
      this.weights = weights;
    }

    void include(ModelFigures candidate) {
      lowestQuality = lower(candidate.quality(), lowestQuality);
      highestQuality = higher(candidate.quality(), highestQuality);
      lowestCost = lower(candidate.costPer1m(), lowestCost);
      highestCost = higher(candidate.costPer1m(), highestCost);
      lowestTtft = lower(candidate.ttftMillis(), lowestTtft);
      highestTtft = higher(candidate.ttftMillis(), highestTtft);
      lowestTpot = lower(candidate.tpotMillis(), lowestTpot);
      highestTpot = higher(candidate.tpotMillis(), highestTpot);
      lowestLoad = lower(candidate.inFlight(), lowestLoad);
      highestLoad = higher(candidate.inFlight(), highestLoad);
    }

    /** From 0, the best sum there can be, to the greatest integer: to about a billionth. */
    int rank(ModelFigures candidate) {
      double lost =
          weights.quality() * (1 - place(candidate.quality(), lowestQuality, highestQuality))
              + weights.cost() * place(candidate.costPer1m(), lowestCost, highestCost)
              + weights.ttft() * place(candidate.ttftMillis(), lowestTtft, highestTtft)
              + weights.tpot() * place(candidate.tpotMillis(), lowestTpot, highestTpot)
              + weights.load() * place(candidate.inFlight(), lowestLoad, highestLoad);
      return (int) (lost / weights.sum() * Integer.MAX_VALUE); // 0 where nothing weighs
    }

    private static double lower(double value, double than) {
      return value < than ? value : than; // NaN is neither lower nor higher
    }

    private static double higher(double value, double than) {
      return value > than ? value : than;
    }

    /** From 0, the lowest, to 1, the highest. */
    private static double place(double value, double lowest, double highest) {
      return highest > lowest && !Double.isNaN(value)
          ? (value - lowest) / (highest - lowest)
          : NEUTRAL;
    }
  }
}
