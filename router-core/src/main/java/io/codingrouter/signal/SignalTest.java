package io.codingrouter.signal;

import java.util.Objects;

/**
 * What a condition asks of a signal beyond that it fires.
 *
 * @param label what the signal must have found, {@code ""} for anything
 * @param score where its score must lie; {@link Bounds#NONE} to go by whether it fires
 * @param firesOnError whether the condition holds when the signal could not be asked
 */
public record SignalTest(String label, Bounds score, boolean firesOnError) {
  /** Asks nothing beyond that the signal fires; one that could not be asked does not. */
  public static final SignalTest NONE = new SignalTest("", Bounds.NONE, false);

  public SignalTest {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(score, "score");
  }
}
