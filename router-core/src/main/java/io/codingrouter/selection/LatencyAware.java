package io.codingrouter.selection;

import io.codingrouter.model.ModelRef;
import java.util.List;
import java.util.random.RandomGenerator;

/** Takes the faster and less busy of two models that are drawn, then likewise from the rest. */
record LatencyAware(boolean ttft, boolean tpot) implements ModelSelector {
  // What an answer has on average in LMSYS-Chat-1M (L. Zheng et al., 2023), rounded.
  private static final double TOKENS_OF_AN_ANSWER = 200;

  // Where no time is known, or the clock stands still, calls in flight shall count none the less.
  private static final double SHORTEST_MILLIS = 0.001;

  LatencyAware {
    if (!ttft && !tpot) {
      throw new IllegalArgumentException("ttft, tpot or both must count");
    }
  }

  @Override
  public List<ModelRef> order(List<ModelRef> models, SelectionContext context) {
    List<ModelFigures> figures = context.figures();
    double shortestTtft = Double.POSITIVE_INFINITY;
    double shortestTpot = Double.POSITIVE_INFINITY;
    Order order = new Order(models);
    for (int i = 0; i < models.size(); i++) {
      shortestTtft = shorter(figures.get(i).ttftMillis(), shortestTtft);
      shortestTpot = shorter(figures.get(i).tpotMillis(), shortestTpot);
      order.add(i);
    }
    RandomGenerator random = context.random();
    for (int next = 0; next < models.size() - 1; next++) {
      int one = next + random.nextInt(models.size() - next);
      int other = next + random.nextInt(models.size() - next - 1);
      if (other >= one) {
        other++;
      }
      double ofOne = load(figures.get(order.place(one)), shortestTtft, shortestTpot);
      double ofOther = load(figures.get(order.place(other)), shortestTtft, shortestTpot);
      order.swap(next, ofOther < ofOne ? other : one);
    }
    return order;
  }

  private static double shorter(double millis, double than) {
    return millis < than ? millis : than; // NaN is never shorter
  }

  private double load(ModelFigures figures, double shortestTtft, double shortestTpot) {
    double millis =
        (ttft ? known(figures.ttftMillis(), shortestTtft) : 0)
            + (tpot ? known(figures.tpotMillis(), shortestTpot) * TOKENS_OF_AN_ANSWER : 0);
    return Math.max(millis, SHORTEST_MILLIS)
        * (figures.inFlight() + 1)
        / (1 - figures.failureRate());
  }

  /** The time, or the shortest if it is unknown, or nothing if it is unknown of every model. */
  private static double known(double millis, double shortest) {
    return shortest == Double.POSITIVE_INFINITY ? 0 : Double.isNaN(millis) ? shortest : millis;
  }
}
