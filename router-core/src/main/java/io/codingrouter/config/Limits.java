package io.codingrouter.config;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How much one model may be asked, or one tenant may ask, within a time. Each is a sliding window.
 * Immutable.
 *
 * @param requestsPerMinute how many requests
 * @param tokensPerMinute how many tokens, read and written together
 * @param budget how much money
 */
public record Limits(
    OptionalInt requestsPerMinute, OptionalInt tokensPerMinute, Optional<Budget> budget) {

  /** No limits. */
  public static final Limits NONE =
      new Limits(OptionalInt.empty(), OptionalInt.empty(), Optional.empty());

  public Limits {
    Objects.requireNonNull(requestsPerMinute, "requestsPerMinute");
    Objects.requireNonNull(tokensPerMinute, "tokensPerMinute");
    Objects.requireNonNull(budget, "budget");
  }

  /**
   * Tells whether these limit nothing.
   *
   * @return whether none is set
   */
  public boolean isEmpty() {
    return equals(NONE);
  }
}
