package io.codingrouter.dispatch;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A candidate of one request, and whether it is still to be asked. Used by one thread. */
final class Turn {
  private final Candidate candidate;
  private final Reliability reliability;
  private final Traffic.Endpoint endpoint;
  private final OptionalInt contextWindow;
  private @Nullable ChatRequest request;
  private int tries;
  private boolean failed; // since the last rest
  private boolean over;

  Turn(
      Candidate candidate,
      Reliability reliability,
      Traffic.Endpoint endpoint,
      OptionalInt contextWindow) {
    this.candidate = candidate;
    this.reliability = reliability;
    this.endpoint = endpoint;
    this.contextWindow = contextWindow;
  }

  Candidate candidate() {
    return candidate;
  }

  /** The request as this candidate receives it, the same each time. */
  ChatRequest request(Dispatch dispatch) {
    ChatRequest made = request == null ? dispatch.request(candidate) : request;
    request = made;
    return made;
  }

  Reliability reliability() {
    return reliability;
  }

  Traffic.Endpoint endpoint() {
    return endpoint;
  }

  boolean wasTried() {
    return tries > 0;
  }

  boolean isOver() {
    return over;
  }

  /** It is not asked any more. */
  void end() {
    over = true;
  }

  void tried() {
    tries++;
  }

  /** It failed, and is asked again only if that may help. */
  void failed(ModelException e) {
    failed = true;
    Reliability.Retries retries = reliability.retries();
    over = tries > retries.count() || !isRetried(e, retries);
  }

  /** Whether it failed since this was last asked. */
  boolean takeFailed() {
    boolean was = failed;
    failed = false;
    return was;
  }

  private static boolean isRetried(ModelException e, Reliability.Retries retries) {
    boolean classed = false;
    for (Reliability.RetryOn on : Reliability.RetryOn.values()) {
      if (on.holds(e)) {
        classed = true;
        if (retries.on().contains(on)) {
          return e.retryable();
        }
      }
    }
    return !classed && e.retryable(); // a word of the client's own
  }

  boolean isSiblingOf(Turn other) {
    return candidate.model().name().equals(other.candidate.model().name());
  }

  // What is wrong with the request is wrong everywhere, and who cancels wants no answer. A refused
  // key, an unknown path and a setting that forbids the call are wrong with one candidate: asking
  // it again is no use, asking another is.
  boolean mayHelpElsewhere(ModelException e) {
    return switch (e.kind()) {
      case ModelException.CANCELLED -> false;
      case ModelException.CONTENT_POLICY -> reliability.retries().afterContentPolicy();
      case ModelException.CONFIGURATION,
          ModelException.CONNECT,
          ModelException.TIMEOUT,
          ModelException.UNAUTHORIZED,
          ModelException.NOT_FOUND,
          ModelException.RATE_LIMITED,
          ModelException.SERVER_ERROR,
          ModelException.TRUNCATED,
          ModelException.MALFORMED,
          ModelException.CONTEXT_LENGTH ->
          true;
      default -> e.retryable();
    };
  }

  /** Whether it may take a request that was too long for another. */
  boolean mayTakeMoreThan(Turn other) {
    boolean smaller =
        contextWindow.isPresent()
            && other.contextWindow.isPresent()
            && contextWindow.getAsInt() <= other.contextWindow.getAsInt();
    return !smaller && !isSiblingOf(other);
  }
}
