package io.codingrouter.dispatch;

import java.time.Duration;
import java.util.Objects;

/**
 * One try to get an answer.
 *
 * @param model the model's name
 * @param endpoint the endpoint's name
 * @param outcome {@code ok}, or the kind of the {@link ModelException}
 * @param duration how long it took
 */
public record Attempt(String model, String endpoint, String outcome, Duration duration) {
  public Attempt {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(duration, "duration");
  }
}
