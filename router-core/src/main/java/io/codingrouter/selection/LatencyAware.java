package io.codingrouter.selection;

import io.codingrouter.model.ModelRef;
import java.util.List;
import java.util.random.RandomGenerator;

/** Takes the faster and less busy of two models that are drawn, then likewise from the rest. */
record LatencyAware(boolean ttft, boolean tpot) implements ModelSelector {
  // A time below a microsecond is the clock's noise: models that fast do not differ.
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
    return millis < than ? Math.max(millis, SHORTEST_MILLIS) : than; // NaN is never shorter
  }

  private double load(ModelFigures figures, double shortestTtft, double shortestTpot) {
    double latency =
        (ttft ? multiple(figures.ttftMillis(), shortestTtft) : 0)
            + (tpot ? multiple(figures.tpotMillis(), shortestTpot) : 0);
    return Math.max(1, latency) * (figures.inFlight() + 1) / (1 - figures.failureRate());
  }

  /** At least 1; 0 for a time that is known of no model: it must not blur the other. */
  private static double multiple(double millis, double shortest) {
    if (shortest == Double.POSITIVE_INFINITY) {
      return 0;
    }
    return millis > shortest ? millis / shortest : 1;
  }
}
