package io.codingrouter.dispatch;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one request: candidates in order, each at most once, all under one deadline. Used
 * by one thread at a time.
 */
final class Attempts {
  // Durations beyond this, 146 years, would overflow when clock readings are compared.
  static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

  private final LongSupplier nanoTime;
  private final Dispatch dispatch;
  private final Duration timeout;
  private final List<Attempt> tried = new ArrayList<>();
  private long begun;

  /** Makes one attempt. */
  @FunctionalInterface
  interface Try<T> {
    /**
     * Gets an answer.
     *
     * @throws ModelException if there is none
     */
    T answer(ModelCall call);
  }

  Attempts(LongSupplier nanoTime, Dispatch dispatch) {
    this.nanoTime = nanoTime;
    this.dispatch = dispatch;
    Duration given = dispatch.timeout();
    this.timeout = given.compareTo(LONGEST) < 0 ? given : LONGEST;
  }

  /**
   * Asks the candidates in order until one answers.
   *
   * @throws ModelException if none does, with all attempts: the failure of the last candidate, or
   *     of the last that a retry could cure where there is one
   */
  <T> Dispatcher.Reply<T> first(Try<T> attempt) {
    List<Candidate> candidates = dispatch.candidates();
    long start = nanoTime.getAsLong();
    begun = start;
    ModelException telling = null;
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      Duration left = timeout.minusNanos(begun - start);
      if (left.isZero() || left.isNegative()) {
        throw outOfTime(candidates.size());
      }
      try {
        T answer = attempt.answer(call(candidate, left, i == candidates.size() - 1));
        add(candidate, Attempt.OK);
        return new Dispatcher.Reply<>(candidate, answer, tried());
      } catch (ModelException e) {
        add(candidate, e.kind());
        if (!mayHelpElsewhere(e)) {
          throw listed(e);
        }
        telling = moreTelling(telling, e);
      }
      begun = nanoTime.getAsLong();
    }
    throw listed(Objects.requireNonNull(telling)); // there is a candidate
  }

  private ModelCall call(Candidate candidate, Duration left, boolean last) {
    ChatRequest request = dispatch.request(candidate);
    Reliability.Timeouts timeouts = dispatch.reliability(candidate).timeouts();
    return new ModelCall(
        candidate, request, Patience.limits(timeouts, candidate, request, left, last));
  }

  /** What was tried so far. */
  List<Attempt> tried() {
    return List.copyOf(tried);
  }

  /** The answer of the last candidate broke after it had begun: its attempt failed after all. */
  ModelException broke(Candidate candidate, ModelException e) {
    tried.remove(tried.size() - 1);
    add(candidate, e.kind());
    return listed(e);
  }

  // What is wrong with the request is wrong everywhere, and who cancels wants no answer. A refused
  // key, an unknown path and a setting that forbids the call are wrong with one candidate: asking
  // it
  // again is no use, asking another is.
  private static boolean mayHelpElsewhere(ModelException e) {
    return switch (e.kind()) {
      case ModelException.CANCELLED -> false;
      case ModelException.CONFIGURATION,
          ModelException.CONNECT,
          ModelException.TIMEOUT,
          ModelException.UNAUTHORIZED,
          ModelException.NOT_FOUND,
          ModelException.RATE_LIMITED,
          ModelException.SERVER_ERROR,
          ModelException.TRUNCATED,
          ModelException.MALFORMED ->
          true;
      default -> e.retryable();
    };
  }

  private static ModelException moreTelling(@Nullable ModelException before, ModelException e) {
    return before == null || e.retryable() || !before.retryable() ? e : before;
  }

  private ModelException outOfTime(int candidates) {
    return ModelException.builder(
            ModelException.TIMEOUT,
            "no model answered within "
                + timeout
                + "; "
                + tried.size()
                + " of "
                + candidates
                + " candidates were asked")
        .retryable(true)
        .attempts(tried)
        .build();
  }

  private ModelException listed(ModelException e) {
    ModelException listed = e.toBuilder().attempts(tried).build();
    listed.setStackTrace(e.getStackTrace());
    return listed;
  }

  private void add(Candidate candidate, String outcome) {
    tried.add(
        new Attempt(
            candidate.model().name(),
            candidate.endpoint(),
            outcome,
            Duration.ofNanos(nanoTime.getAsLong() - begun)));
  }
}
