package io.codingrouter.config;

/**
 * Whether a conversation stays where it is when a turn of it says nothing to the contrary.
 * Immutable.
 *
 * @param enabled whether it does; by default yes
 * @param weight how much losing a provider's prompt cache counts against what a switch would save:
 *     1, the default, counts it at its price, 0 not at all
 */
public record Stickiness(boolean enabled, double weight) {
  /** What holds where nothing is said. */
  public static final Stickiness DEFAULT = new Stickiness(true, 1);

  /** Each turn is routed by itself. */
  public static final Stickiness OFF = new Stickiness(false, 1);
}
