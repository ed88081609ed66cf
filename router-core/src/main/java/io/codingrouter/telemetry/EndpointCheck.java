package io.codingrouter.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What came of asking one endpoint of one model whether it would answer. Immutable.
 *
 * @param model the model's name
 * @param endpoint the endpoint's name
 * @param at when it was asked
 * @param outcome {@link #OK}, {@link #UNPROVEN}, or what went wrong, as in {@link
 *     io.codingrouter.dispatch.ModelException#kind}
 * @param reason one sentence, with what to do; {@code ""} if all is well
 * @param duration how long it took
 * @param listed the models that the endpoint lists, the first thousand of them; empty if it lists
 *     none
 * @param contextWindow how many tokens it says the model reads and writes together
 * @param warnings what the configuration says and the endpoint does not bear out
 */
public record EndpointCheck(
    String model,
    String endpoint,
    Instant at,
    String outcome,
    String reason,
    Duration duration,
    List<String> listed,
    OptionalInt contextWindow,
    List<String> warnings) {

  /** The model is there, or has answered if it was asked to. */
  public static final String OK = "ok";

  /** The endpoint is there and does not say what it serves: only an answer can tell. */
  public static final String UNPROVEN = "unproven";

  /** How far a check goes. */
  public enum Depth {
    /** Asks what the endpoint serves, which costs nothing. */
    LISTING,

    /** Then has the model answer with about one token, which costs next to nothing. */
    ANSWER
  }

  private static final int MOST_LISTED = 1_000;

  public EndpointCheck {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(duration, "duration");
    Objects.requireNonNull(contextWindow, "contextWindow");
    listed = listed.stream().limit(MOST_LISTED).toList();
    warnings = List.copyOf(warnings);
  }

  /**
   * Tells whether all is well.
   *
   * @return whether the outcome is {@link #OK}
   */
  public boolean ok() {
    return outcome.equals(OK);
  }
}
