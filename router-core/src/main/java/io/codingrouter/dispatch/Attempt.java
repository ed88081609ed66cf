package io.codingrouter.dispatch;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * One try to get an answer.
 *
 * @param model the model's name
 * @param endpoint the endpoint's name
 * @param outcome {@link #OK}, or the kind of the {@link ModelException}
 * @param duration how long it took; of a stream, until its first content or its failure
 * @param requestId of a failure, the {@linkplain ModelException#requestId() name of the request} in
 *     the provider's logs
 */
public record Attempt(
    String model, String endpoint, String outcome, Duration duration, Optional<String> requestId) {
  /** The outcome of an attempt that got an answer. */
  public static final String OK = "ok";

  public Attempt {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(duration, "duration");
    Objects.requireNonNull(requestId, "requestId");
  }

  /**
   * Creates a try of which no name is known.
   *
   * @param model the model's name
   * @param endpoint the endpoint's name
   * @param outcome {@link #OK}, or the kind of the {@link ModelException}
   * @param duration how long it took
   */
  public Attempt(String model, String endpoint, String outcome, Duration duration) {
    this(model, endpoint, outcome, duration, Optional.empty());
  }
}
