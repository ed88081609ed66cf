package io.codingrouter.message;

import java.util.Locale;

/**
 * How the recent calls of a model went, at one moment. A figure that nobody knows is NaN.
 * Immutable.
 *
 * @param ttftMillis the time to the first token of recent streams, in milliseconds, averaged; NaN
 *     if there were none
 * @param tpotMillis the time per output token of recent calls, in milliseconds, averaged; NaN if
 *     there were none whose tokens are known
 * @param inFlight calls that the router is making right now; those that its host makes are not
 *     among them
 * @param failureRate the share of recent calls that failed, from 0 to less than 1: one success is
 *     always counted along, so that a single failure is not all and is forgotten with time
 */
public record CallFigures(double ttftMillis, double tpotMillis, int inFlight, double failureRate) {
  /** A model that was not called yet. */
  public static final CallFigures NONE = new CallFigures(Double.NaN, Double.NaN, 0, 0);

  public CallFigures {
    if (ttftMillis < 0 || tpotMillis < 0) {
      throw new IllegalArgumentException(
          "times must be at least 0 but were " + ttftMillis + " and " + tpotMillis);
    }
    if (inFlight < 0) {
      throw new IllegalArgumentException("inFlight must be at least 0 but was " + inFlight);
    }
    if (!(failureRate >= 0 && failureRate < 1)) {
      throw new IllegalArgumentException(
          "failureRate must be at least 0 and less than 1 but was " + failureRate);
    }
  }

  /**
   * Tells the figures in one phrase.
   *
   * @return such as {@code first token 120 ms, 8.5 ms per token, 3 in flight}
   */
  public String describe() {
    return "first token "
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
