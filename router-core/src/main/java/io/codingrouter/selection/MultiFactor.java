package io.codingrouter.selection;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.ModelRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Orders models by a weighted sum of what speaks for each: high quality and low cost. A factor goes
 * from 0, the worst of the candidates, to 1, the best. A model whose figure is unknown has 0.5, and
 * so have all where they do not differ. Equal sums keep the order as written. Draws nothing.
 *
 * @param qualityWeight the weight of quality, 0 or more
 * @param costWeight the weight of cost, 0 or more
 * @param maxCostPer1m models that cost more are left out, and those of unknown cost with them;
 *     infinite for no ceiling
 * @param fallback what to do if the ceiling leaves no model
 * @param quality a model's quality, higher is better; NaN if unknown
 * @param costPer1m a model's price of a million tokens, see {@link #blend}; NaN if unknown
 */
public record MultiFactor(
    double qualityWeight,
    double costWeight,
    double maxCostPer1m,
    Fallback fallback,
    ToDoubleFunction<ModelRef> quality,
    ToDoubleFunction<ModelRef> costPer1m)
    implements ModelSelector {

  /** The weight of a factor that is given none, as the format's origin has it. */
  public static final double DEFAULT_WEIGHT = 0.25;

  private static final double NEUTRAL = 0.5;
  private static final double PROMPT_TOKENS_PER_COMPLETION_TOKEN = 3;

  /** What to do if no model keeps within the ceiling. */
  public enum Fallback {
    /** All models, the cheapest first, those of unknown cost last. */
    CHEAPEST,
    /** All models, in the order written. */
    FIRST,
    /** No model: the request is refused. */
    FAIL
  }

  public MultiFactor {
    if (!(qualityWeight >= 0) || !(costWeight >= 0) || !(maxCostPer1m >= 0)) {
      throw new IllegalArgumentException("weights and ceilings must be 0 or more");
    }
    Objects.requireNonNull(fallback, "fallback");
    Objects.requireNonNull(quality, "quality");
    Objects.requireNonNull(costPer1m, "costPer1m");
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
  public List<ModelRef> order(List<ModelRef> models, ChatRequest request, RandomGenerator random) {
    double[] qualities = new double[models.size()];
    double[] costs = new double[models.size()];
    List<ModelRef> order = new ArrayList<>(models.size());
    for (ModelRef model : models) {
      double cost = costPer1m.applyAsDouble(model);
      if (maxCostPer1m == Double.POSITIVE_INFINITY || cost <= maxCostPer1m) {
        costs[order.size()] = -cost;
        qualities[order.size()] = quality.applyAsDouble(model);
        order.add(model);
      }
    }
    if (order.isEmpty()) {
      return fallback(models);
    }

    int size = order.size();
    normalise(qualities, size);
    normalise(costs, size);
    for (int i = 0; i < size; i++) {
      qualities[i] = qualityWeight * qualities[i] + costWeight * costs[i];
    }
    sort(order, qualities);
    return order;
  }

  /** Brings figures, of which higher is better, to 0..1. */
  private static void normalise(double[] figures, int size) {
    double worst = Double.POSITIVE_INFINITY;
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      if (!Double.isNaN(figures[i])) {
        worst = Math.min(worst, figures[i]);
        best = Math.max(best, figures[i]);
      }
    }
    for (int i = 0; i < size; i++) {
      boolean tells = !Double.isNaN(figures[i]) && best > worst;
      figures[i] = tells ? (figures[i] - worst) / (best - worst) : NEUTRAL;
    }
  }

  private List<ModelRef> fallback(List<ModelRef> models) {
    if (fallback != Fallback.CHEAPEST) {
      return fallback == Fallback.FAIL ? List.of() : models;
    }
    List<ModelRef> order = new ArrayList<>(models);
    double[] scores = new double[models.size()];
    Arrays.setAll(scores, i -> cheapness(models.get(i)));
    sort(order, scores);
    return order;
  }

  private double cheapness(ModelRef model) {
    double cost = costPer1m.applyAsDouble(model);
    return Double.isNaN(cost) ? Double.NEGATIVE_INFINITY : -cost;
  }

  /** Sorts by score, best first, in place: the lists are short, and equals keep their order. */
  private static void sort(List<ModelRef> models, double[] scores) {
    for (int i = 1; i < models.size(); i++) {
      for (int j = i; j > 0 && scores[j] > scores[j - 1]; j--) {
        double score = scores[j];
        scores[j] = scores[j - 1];
        scores[j - 1] = score;
        Collections.swap(models, j, j - 1);
      }
    }
  }
}
