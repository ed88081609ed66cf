package io.codingrouter;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import io.codingrouter.telemetry.RouteTrace;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What shall happen to a request: it is forwarded to a model, answered from the cache, answered
 * with a fixed text, or blocked. No {@code toString} here shows a prompt, a reply or a key.
 */
public sealed interface Route {

  /**
   * Returns how this was decided.
   *
   * @return the trace
   */
  RouteTrace trace();

  /**
   * Returns the decision that was taken.
   *
   * @return its name, {@code ""} if none was
   */
  default String decision() {
    return trace().decision();
  }

  /**
   * A model shall answer. {@link Router} makes the call; or the caller makes it, with any client:
   * send {@link #request()} to the first of {@link #candidates()}, and tell the outcome with
   * exactly one of {@link #complete(ChatResponse)}, {@link #complete(ChatStream)} and {@link
   * #fail}. A request is in the protocol that its candidate speaks, and the reply may be told as it
   * came: {@code complete} gives it back in OpenAI's. The time from the route to the outcome counts
   * as the first candidate's, so a call that waits elsewhere first makes that model look slow. Safe
   * for concurrent use.
   */
  final class Forward implements Route {
    private final Exchange exchange;
    private final RouteTrace trace;

    Forward(Exchange exchange, RouteTrace trace) {
      this.exchange = exchange;
      this.trace = trace;
    }

    @Override
    public RouteTrace trace() {
      return trace;
    }

    /**
     * Returns the model to ask first.
     *
     * @return the model as the decision names it
     */
    public ModelRef model() {
      return candidates().get(0).model();
    }

    /**
     * Returns where to send the request.
     *
     * @return endpoints in the order of failover, at least one
     */
    public List<Candidate> candidates() {
      return exchange.candidates();
    }

    /**
     * Returns the request as the first candidate shall receive it.
     *
     * @return the request
     */
    public ChatRequest request() {
      return request(candidates().get(0));
    }

    /**
     * Returns the request as a candidate shall receive it: with the model's own name, told whether
     * to reason in the words that the model understands.
     *
     * @param candidate one of {@link #candidates()}
     * @return the request
     * @throws IllegalArgumentException if the candidate is not one of this route's
     */
    public ChatRequest request(Candidate candidate) {
      return exchange.adapt(candidate).request();
    }

    /**
     * Returns what is different in the request that a candidate receives.
     *
     * @param candidate one of {@link #candidates()}
     * @return one phrase each, without any of the request's text
     * @throws IllegalArgumentException if the candidate is not one of this route's
     */
    public List<String> changes(Candidate candidate) {
      return exchange.adapt(candidate).changes();
    }

    /**
     * Tells that a model answered.
     *
     * @param response what the model answered
     * @return the reply as its user shall see it
     * @throws IllegalStateException if the outcome of this route was told before
     */
    public ChatResponse complete(ChatResponse response) {
      Objects.requireNonNull(response, "response");
      exchange.claim();
      return exchange.answered(trace, response);
    }

    /**
     * Tells that a model is answering. The outcome is counted when the returned stream ends.
     *
     * @param stream what the model answers; closed with the returned stream
     * @return the reply as its user shall see it
     * @throws IllegalStateException if the outcome of this route was told before
     */
    public ChatStream complete(ChatStream stream) {
      Objects.requireNonNull(stream, "stream");
      exchange.claim();
      return exchange.answered(trace, stream);
    }

    /**
     * Tells that no model answered.
     *
     * @param cause what went wrong
     * @throws IllegalStateException if the outcome of this route was told before
     */
    public void fail(Throwable cause) {
      Objects.requireNonNull(cause, "cause");
      exchange.claim();
      exchange.unanswered(trace, cause);
    }

    Exchange exchange() {
      return exchange;
    }

    @Override
    public String toString() {
      return "Forward" + trace;
    }
  }

  /**
   * The cache answered.
   *
   * @param response the reply as its user shall see it
   * @param similarity how near the cached question is, up to 1
   * @param trace how this was decided
   */
  record Cached(ChatResponse response, double similarity, RouteTrace trace) implements Route {
    public Cached {
      Objects.requireNonNull(response, "response");
      Objects.requireNonNull(trace, "trace");
    }
  }

  /**
   * A fixed text answers; no model is asked.
   *
   * @param response the reply
   * @param trace how this was decided
   */
  record Replied(ChatResponse response, RouteTrace trace) implements Route {
    public Replied {
      Objects.requireNonNull(response, "response");
      Objects.requireNonNull(trace, "trace");
    }
  }

  /**
   * The request goes nowhere.
   *
   * @param reason one of the constants here, or another word: the set is open
   * @param message one sentence for the caller: why, and what to do
   * @param trace how this was decided
   * @param retryAfter after what time it is worth to ask again; empty if waiting does not help
   */
  record Blocked(String reason, String message, RouteTrace trace, Optional<Duration> retryAfter)
      implements Route {
    /** The text looks like an attack. */
    public static final String ATTACK = "attack";

    /** Personal data must not leave. */
    public static final String PII = "pii";

    /** The caller may not ask this, or nobody said who asks where that matters. */
    public static final String UNAUTHORIZED = "unauthorized";

    /** A limit or budget is used up: {@link #retryAfter()} says until when. */
    public static final String LIMIT = "limit";

    /** A detector that guards did not work. */
    public static final String DETECTOR_FAILED = "detector_failed";

    /** No model can serve the request. */
    public static final String NO_CANDIDATE = "no_candidate";

    /** The request names a model that nobody knows. */
    public static final String UNKNOWN_MODEL = "unknown_model";

    public Blocked {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(trace, "trace");
      Objects.requireNonNull(retryAfter, "retryAfter");
    }

    /**
     * Creates a refusal that no waiting cures.
     *
     * @param reason one of the constants here, or another word
     * @param message one sentence for the caller: why, and what to do
     * @param trace how this was decided
     */
    public Blocked(String reason, String message, RouteTrace trace) {
      this(reason, message, trace, Optional.empty());
    }
  }
}
