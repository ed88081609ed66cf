package io.codingrouter.telemetry;

import java.util.Objects;

/**
 * What became of one decision.
 *
 * @param name its name
 * @param outcome what became of it
 * @param confidence the confidence of its rule, 0 if it does not hold
 * @param reason why, in one phrase
 */
public record DecisionTrace(String name, Outcome outcome, double confidence, String reason) {
  public DecisionTrace {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(reason, "reason");
  }

  /** What can become of a decision. */
  public enum Outcome {
    /** It was taken. */
    TAKEN,
    /** It holds, but another one came first. */
    LOST,
    /** Its rule does not hold. */
    NOT_MATCHED,
    /** It was not looked at: it could no longer matter. */
    SKIPPED
  }
}
