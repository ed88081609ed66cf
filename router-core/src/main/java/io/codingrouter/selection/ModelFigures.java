package io.codingrouter.selection;

import io.codingrouter.model.ModelRef;
import java.util.Locale;
import java.util.Objects;

/**
 * What is known of one model at one moment: what the configuration says of it, and how its recent
 * calls went. A figure that nobody knows is NaN. Immutable.
 *
 * @param model the model
 * @param quality its {@code quality_score}, from 0 to 1, higher is better; NaN if it has none
 * @param costPer1m the price of a million tokens, see {@link MultiFactor#blend}; NaN if it has none
 * @param ttftMillis the time to the first token of recent streams, in milliseconds, averaged; NaN
 *     if there were none
 * @param tpotMillis the time per output token of recent calls, in milliseconds, averaged; NaN if
 *     there were none whose tokens are known
 * @param inFlight calls that the router is making right now; those that its host makes are not
 *     among them
 * @param failureRate the share of recent calls that failed, from 0 to less than 1: one success is
 *     always counted along, so that a single failure is not all and is forgotten with time
 */
public record ModelFigures(
    ModelRef model,
    double quality,
    double costPer1m,
    double ttftMillis,
    double tpotMillis,
    int inFlight,
    double failureRate) {
  public ModelFigures {
    Objects.requireNonNull(model, "model");
    if (inFlight < 0) {
      throw new IllegalArgumentException("inFlight must be at least 0 but was " + inFlight);
    }
    if (!(failureRate >= 0 && failureRate < 1)) {
      throw new IllegalArgumentException(
          "failureRate must be at least 0 and less than 1 but was " + failureRate);
    }
  }

  /**
   * Creates the figures of a model that was not called yet.
   *
   * @param model the model
   * @param quality its quality, NaN if unknown
   * @param costPer1m the price of a million tokens, NaN if unknown
   * @return the figures
   */
  public static ModelFigures uncalled(ModelRef model, double quality, double costPer1m) {
    return new ModelFigures(model, quality, costPer1m, Double.NaN, Double.NaN, 0, 0);
  }

  /**
   * Tells the live figures in one phrase, for a trace.
   *
   * @return such as {@code acme/coder: first token 120 ms, 8.5 ms per token, 3 in flight}
   */
  public String describe() {
    return model.name()
        + ": first token "
        + millis(ttftMillis)
        + ", "
        + millis(tpotMillis)
        + " per token, "
        + inFlight
        + " in flight"
        + (failureRate == 0
            ? ""
            : String.format(Locale.ROOT, ", %.0f %% failed", failureRate * 100));
  }

  private static String millis(double millis) {
    return Double.isNaN(millis)
        ? "unknown"
        : String.format(Locale.ROOT, millis < 100 ? "%.1f ms" : "%.0f ms", millis);
  }
}
