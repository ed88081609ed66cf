package io.codingrouter.signal;

import java.util.Objects;

/**
 * What a signal found.
 *
 * @param matched whether it fires
 * @param score how strongly, 0 to 1; a decision's confidence is made of these
 * @param label what exactly was found, {@code ""} where a signal has one answer only
 */
public record SignalResult(boolean matched, double score, String label) {
  /** The signal does not fire. */
  public static final SignalResult MISS = new SignalResult(false, 0, "");

  /** The signal fires with certainty. */
  public static final SignalResult HIT = new SignalResult(true, 1, "");

  public SignalResult {
    Objects.requireNonNull(label, "label");
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score must be within [0, 1] but was " + score);
    }
  }

  /**
   * The signal fires.
   *
   * @param score how strongly, 0 to 1
   * @return the result
   */
  public static SignalResult hit(double score) {
    return new SignalResult(true, score, "");
  }
}
