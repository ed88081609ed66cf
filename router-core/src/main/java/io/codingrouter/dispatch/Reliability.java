package io.codingrouter.dispatch;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How much is done to get an answer from a model. Immutable.
 *
 * @param timeouts how long one attempt may take
 * @param retries after which failures it is asked again
 * @param ejection when an endpoint that fails is left alone
 * @param load how many calls an endpoint is given at once
 */
public record Reliability(Timeouts timeouts, Retries retries, Ejection ejection, Load load) {
  /** What holds where nothing is configured. */
  public static final Reliability DEFAULT =
      new Reliability(Timeouts.DEFAULT, Retries.DEFAULT, Ejection.DEFAULT, Load.DEFAULT);

  public Reliability {
    Objects.requireNonNull(timeouts, "timeouts");
    Objects.requireNonNull(retries, "retries");
    Objects.requireNonNull(ejection, "ejection");
    Objects.requireNonNull(load, "load");
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

  /**
   * After which failures an endpoint is asked again, once all others have been asked, and when.
   * What is wrong with the request or the key is never asked again.
   *
   * @param count how often, at least 0
   * @param on after which failures
   * @param backOffBase before the n-th retry a time is waited that is drawn from zero up to this,
   *     doubled n - 1 times
   * @param backOffMax the most that a drawn time can be
   * @param retryAfterMax how long a request waits at most while all that it could ask want to be
   *     left alone; zero for not at all
   * @param afterContentPolicy whether another candidate is asked when one refuses the request by
   *     its content policy
   */
  public record Retries(
      int count,
      Set<RetryOn> on,
      Duration backOffBase,
      Duration backOffMax,
      Duration retryAfterMax,
      boolean afterContentPolicy) {
    /** Two retries, half a second at first, as the OpenAI clients do. */
    public static final Retries DEFAULT =
        new Retries(
            2,
            EnumSet.complementOf(EnumSet.of(RetryOn.GATEWAY_ERROR)),
            Duration.ofMillis(500),
            Duration.ofSeconds(8),
            Duration.ofSeconds(10),
            false);

    public Retries {
      if (count < 0) {
        throw new IllegalArgumentException("count must be at least 0 but was " + count);
      }
      on = Set.copyOf(on);
      Objects.requireNonNull(backOffBase, "backOffBase");
      Objects.requireNonNull(backOffMax, "backOffMax");
      Objects.requireNonNull(retryAfterMax, "retryAfterMax");
    }
  }

  /** A class of failures. The names are those of Envoy where it has one. */
  public enum RetryOn {
    /** The endpoint could not be reached. */
    CONNECT_FAILURE("connect-failure"),
    /** A time limit ran out, or status 408. */
    REQUEST_TIMEOUT("request-timeout"),
    /** Status 409. */
    RETRIABLE_4XX("retriable-4xx"),
    /** Status 429. */
    RATE_LIMITED("rate-limited"),
    /** Status 500 and above, an error in the place of an answer, or no whole answer at all. */
    SERVER_ERROR("5xx"),
    /** Status 502, 503 or 504. */
    GATEWAY_ERROR("gateway-error"),
    /** An answer that was cut off before anybody saw it, or is malformed. */
    RESET("reset");

    private final String configName;

    RetryOn(String configName) {
      this.configName = configName;
    }

    /**
     * Returns the name in the configuration.
     *
     * @return such as {@code connect-failure}
     */
    public String configName() {
      return configName;
    }

    /** Whether a failure is of this class. */
    boolean holds(ModelException e) {
      return switch (this) {
        case CONNECT_FAILURE -> e.kind().equals(ModelException.CONNECT);
        case REQUEST_TIMEOUT -> e.kind().equals(ModelException.TIMEOUT);
        case RETRIABLE_4XX -> e.kind().equals(ModelException.BAD_REQUEST);
        case RATE_LIMITED -> e.kind().equals(ModelException.RATE_LIMITED);
        case SERVER_ERROR ->
            e.kind().equals(ModelException.SERVER_ERROR)
                || CONNECT_FAILURE.holds(e)
                || REQUEST_TIMEOUT.holds(e)
                || RESET.holds(e);
        case GATEWAY_ERROR ->
            e.kind().equals(ModelException.SERVER_ERROR)
                && e.status().orElse(0) >= 502
                && e.status().orElse(0) <= 504;
        case RESET ->
            e.kind().equals(ModelException.TRUNCATED) || e.kind().equals(ModelException.MALFORMED);
      };
    }
  }

  /**
   * When an endpoint that fails is left alone: passed over for a while, then tried by one request.
   * The words are those of Envoy's outlier detection.
   *
   * @param consecutive after how many failures in a row, 0 for never
   * @param failurePercent from which share of failures on among its last 20 calls within a minute,
   *     if they are at least 10; 0 for never
   * @param base how long the first time; once more each further time, up to ten times
   * @param maxPercent how many of a request's candidates may be passed over; those beyond are asked
   *     after the others
   */
  public record Ejection(int consecutive, int failurePercent, Duration base, int maxPercent) {
    /** Five failures in a row or half of all, for half a minute, half of the candidates. */
    public static final Ejection DEFAULT = new Ejection(5, 50, Duration.ofSeconds(30), 50);

    public Ejection {
      if (consecutive < 0 || failurePercent < 0 || failurePercent > 100) {
        throw new IllegalArgumentException(
            "consecutive must be at least 0 and failurePercent within [0, 100]");
      }
      Objects.requireNonNull(base, "base");
      if (maxPercent < 0 || maxPercent > 100) {
        throw new IllegalArgumentException(
            "maxPercent must be within [0, 100] but was " + maxPercent);
      }
    }
  }

  /**
   * How many calls an endpoint is given at once.
   *
   * @param maxInFlight the most calls on their way to one endpoint; empty for no limit
   * @param maxPending how many requests wait at most, in the order of their coming
   * @param waits whether a request waits for a full endpoint rather than to ask the next candidate;
   *     where no other is left, it waits in any case
   * @param leastRequest whether of two endpoints that are drawn for a request the one with fewer
   *     calls on their way is asked first
   */
  public record Load(OptionalInt maxInFlight, int maxPending, boolean waits, boolean leastRequest) {
    /** No limit. */
    public static final Load DEFAULT = new Load(OptionalInt.empty(), 100, true, false);

    public Load {
      if (maxInFlight.orElse(1) < 1) {
        throw new IllegalArgumentException(
            "maxInFlight must be at least 1 but was " + maxInFlight.getAsInt());
      }
      if (maxPending < 0) {
        throw new IllegalArgumentException("maxPending must be at least 0 but was " + maxPending);
      }
    }
  }
}
