package io.codingrouter.dispatch;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.Location;
import java.time.Duration;

/**
 * How long an attempt is waited for. A candidate that says nothing must leave time for those after
 * it, and one that reads a long prompt must be given time to read it.
 */
final class Patience {
  /** A server that has not begun to stream by then, and has little to read, will hardly begin. */
  private static final Duration TO_BEGIN = Duration.ofSeconds(60);

  // Prompts are read at some hundred tokens a second by the slowest machine that one would call
  // local, a laptop with a model of 30 billion parameters; at some thousands by a hosted one.
  private static final int LOCAL_TOKENS_PER_SECOND = 100;
  private static final int CLOUD_TOKENS_PER_SECOND = 1_000;
  private static final int CHARACTERS_PER_TOKEN = 4;

  private Patience() {}

  /**
   * The limits of an attempt.
   *
   * @param left the time until the deadline, more than zero
   * @param last whether nobody else is left to ask
   */
  static CallLimits limits(
      Reliability.Timeouts timeouts,
      Candidate candidate,
      ChatRequest request,
      Duration left,
      boolean last) {
    Duration total = timeouts.total().map(limit -> shorter(limit, left)).orElse(left);
    Duration firstToken =
        timeouts
            .firstToken()
            .orElseGet(() -> last ? left : shorter(expected(candidate, request), share(left)));
    return new CallLimits(
        shorter(timeouts.connect(), total), shorter(firstToken, total), timeouts.stall(), total);
  }

  /** What may be spent on one candidate while others are left: half of what remains. */
  static Duration share(Duration left) {
    Duration half = left.dividedBy(2);
    return half.isZero() ? left : half;
  }

  /** How long a model may take to begin. Whole replies and reasoning have no such time. */
  private static Duration expected(Candidate candidate, ChatRequest request) {
    if (!request.stream()
        || candidate.model().useReasoning()
        || request.json("/reasoning_effort").isPresent()) {
      return Attempts.LONGEST;
    }
    boolean local = candidate.location() == Location.LOCAL;
    int tokens = request.toJson().length() / CHARACTERS_PER_TOKEN;
    return TO_BEGIN.plusSeconds(
        tokens / (local ? LOCAL_TOKENS_PER_SECOND : CLOUD_TOKENS_PER_SECOND));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
