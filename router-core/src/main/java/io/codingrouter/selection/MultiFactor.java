package io.codingrouter.selection;

import io.codingrouter.model.ModelRef;
import java.util.List;
import java.util.Objects;

/**
 * Orders models by a weighted sum of what speaks for each: high quality, low cost, low latency, low
 * load. A factor goes from 0, the worst of the candidates, to 1, the best. A model whose figure is
 * unknown has 0.5, and so have all where they do not differ. Equal sums keep the order as written.
 * Draws nothing.
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
   * @param latency of latency: half of it the time to the first token, half the time per output
   *     token
   * @param load of calls in flight
   */
  public record Weights(double quality, double cost, double latency, double load) {
    /** All factors alike, as the format's origin has it where no weights are written. */
    public static final Weights EVEN = new Weights(0.25, 0.25, 0.25, 0.25);

    public Weights {
      check("quality", quality);
      check("cost", cost);
      check("latency", latency);
      check("load", load);
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
    Sums sums = new Sums(weights, figures);
    for (int i = 0; i < models.size(); i++) {
      if (ceilings.admit(figures.get(i))) {
        sums.compareWith(figures.get(i));
      }
    }
    Order order = new Order(models);
    for (int i = 0; i < models.size(); i++) {
      if (ceilings.admit(figures.get(i))) {
        order.insert(i, sums);
      }
    }
    return order.isEmpty() ? fallback.order(models, figures) : order;
  }

  /**
   * The sums by which candidates are ordered. They are reckoned anew for each comparison: to keep
   * them would take an array, and a handful of multiplications costs less.
   */
  private static final class Sums implements Order.Preference {
    private final Weights weights;
    private final List<ModelFigures> figures;
    private final Range quality = new Range();
    private final Range cost = new Range();
    private final Range ttft = new Range();
    private final Range tpot = new Range();
    private final Range load = new Range();

    Sums(Weights weights, List<ModelFigures> figures) {
      this.weights = weights;
      this.figures = figures;
    }

    void compareWith(ModelFigures candidate) {
      quality.include(candidate.quality());
      cost.include(candidate.costPer1m());
      ttft.include(candidate.ttftMillis());
      tpot.include(candidate.tpotMillis());
      load.include(candidate.inFlight());
    }

    @Override
    public int compare(int a, int b) {
      return Double.compare(of(figures.get(b)), of(figures.get(a)));
    }

    private double of(ModelFigures candidate) {
      return weights.quality() * quality.place(candidate.quality())
          + weights.cost() * (1 - cost.place(candidate.costPer1m()))
          + weights.latency()
              * (1 - (ttft.place(candidate.ttftMillis()) + tpot.place(candidate.tpotMillis())) / 2)
          + weights.load() * (1 - load.place(candidate.inFlight()));
    }
  }

  /** The values of one factor. */
  private static final class Range {
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;

    void include(double value) {
      lowest = value < lowest ? value : lowest; // NaN is neither lower nor higher
      highest = value > highest ? value : highest;
    }

    /** From 0, the lowest, to 1, the highest. */
    double place(double value) {
      return highest > lowest && !Double.isNaN(value)
          ? (value - lowest) / (highest - lowest)
          : NEUTRAL;
    }
  }
}
