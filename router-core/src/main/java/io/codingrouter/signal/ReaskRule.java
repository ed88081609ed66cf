package io.codingrouter.signal;

import java.util.Objects;

/**
 * A signal that fires when the human asks the same again, as those do whom the answer did not help:
 * the ask is close in meaning to each of the asks right before it. Of several such signals that
 * would fire, only those do that look back furthest.
 *
 * @param name the name that conditions use
 * @param threshold how similar the ask must be to each, 0 to 1; {@link #DEFAULT_THRESHOLD} fits the
 *     built-in model
 * @param lookbackTurns how many asks before it are compared, 1 to {@link #MOST_TURNS}; with fewer
 *     it does not fire
 */
public record ReaskRule(String name, double threshold, int lookbackTurns) implements SignalRule {
  /** As in vLLM Semantic Router; docs/embedding.md has what the built-in model makes of it. */
  public static final double DEFAULT_THRESHOLD = 0.8;

  /** The most asks that can be looked back on. */
  public static final int MOST_TURNS = 16;

  public ReaskRule {
    Objects.requireNonNull(name, "name");
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException("threshold must be within [0, 1] but was " + threshold);
    }
    if (lookbackTurns < 1 || lookbackTurns > MOST_TURNS) {
      throw new IllegalArgumentException(
          "lookbackTurns must be from 1 to " + MOST_TURNS + " but was " + lookbackTurns);
    }
  }

  @Override
  public String type() {
    return "reask";
  }
}
