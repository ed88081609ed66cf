package io.codingrouter.dispatch;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How much is done to get an answer from a model. Immutable.
 *
 * @param timeouts how long one attempt may take
 */
public record Reliability(Timeouts timeouts) {
  /** What holds where nothing is configured. */
  public static final Reliability DEFAULT = new Reliability(Timeouts.DEFAULT);

  public Reliability {
    Objects.requireNonNull(timeouts, "timeouts");
  }

  /**
   * How long one attempt may take. The deadline of the request is the limit of them all.
   *
   * @param connect to reach the endpoint, TLS included
   * @param firstToken until the model begins to answer. Empty: as long as the prompt lets expect,
   *     and at most half of the time that is left while there are others to ask
   * @param stall until more of the answer comes
   * @param total for everything; of a stream, until its first content. Empty: the time that is left
   */
  public record Timeouts(
      Duration connect, Optional<Duration> firstToken, Duration stall, Optional<Duration> total) {
    /** Ten seconds to connect, two minutes of silence within an answer. */
    public static final Timeouts DEFAULT =
        new Timeouts(
            Duration.ofSeconds(10), Optional.empty(), Duration.ofMinutes(2), Optional.empty());

    public Timeouts {
      check("connect", connect);
      firstToken.ifPresent(limit -> check("firstToken", limit));
      check("stall", stall);
      total.ifPresent(limit -> check("total", limit));
    }

    private static void check(String name, Duration limit) {
      if (limit.isZero() || limit.isNegative()) {
        throw new IllegalArgumentException(name + " must be more than zero but was " + limit);
      }
    }
  }
}
