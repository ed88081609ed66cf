package io.codingrouter.dispatch;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one request, all under one deadline. They go in {@linkplain Round rounds}; in
 * between, those that failed are given time. Used by one thread at a time.
 */
final class Attempts {
  // Durations beyond this, 146 years, would overflow when clock readings are compared.
  static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

  private final Traffic traffic;
  private final Dispatch dispatch;
  private final Duration timeout;
  private final long start;
  private long now; // as of the last thing that took time
  private final List<Turn> turns = new ArrayList<>();
  private final List<Attempt> tried = new ArrayList<>();
  private final Refusal refusal = new Refusal();
  private @Nullable ModelException telling;

  /** Makes one attempt. */
  @FunctionalInterface
  interface Try<T> {
    /**
     * Gets an answer, and tells the admission when it is whole.
     *
     * @throws ModelException if there is none
     */
    T answer(ModelCall call, Admission admission);
  }

  Attempts(Traffic traffic, Dispatch dispatch) {
    this.traffic = traffic;
    this.dispatch = dispatch;
    Duration given = dispatch.timeout();
    this.timeout = given.compareTo(LONGEST) < 0 ? given : LONGEST;
    this.now = traffic.now();
    this.start = dispatch.since().orElse(now);
    for (Candidate candidate : dispatch.candidates()) {
      turns.add(
          new Turn(
              candidate,
              dispatch.reliability(candidate),
              traffic.endpoint(candidate),
              dispatch.contextWindow(candidate)));
    }
    balance();
  }

  /** Of two endpoints that were drawn for the first model, the one with fewer calls goes first. */
  private void balance() {
    if (turns.size() > 1 && turns.get(0).reliability().load().leastRequest()) {
      Turn first = turns.get(0);
      Turn second = turns.get(1);
      if (first.isSiblingOf(second)
          && second.endpoint().slots().taken() < first.endpoint().slots().taken()) {
        turns.set(0, second);
        turns.set(1, first);
      }
    }
  }

  /**
   * Asks candidates until one answers.
   *
   * @throws ModelException if none does, with all attempts: the last failure, or the last that a
   *     retry could cure where there is one
   */
  <T> Dispatcher.Reply<T> first(Try<T> attempt) {
    for (int rounds = 1; ; rounds++) {
      Dispatcher.Reply<T> reply = new Round<>(this, traffic, turns, attempt).ask();
      if (reply != null) {
        return reply;
      }
      rest(rounds);
    }
  }

  /** Makes one attempt at a candidate that has let it in; null if it fails and others may help. */
  <T> Dispatcher.@Nullable Reply<T> make(
      Turn turn, Breaker.Pass pass, boolean last, Try<T> attempt) {
    Admission admission = new Admission(turn, pass, traffic, dispatch.listener());
    try {
      T answer = attempt.answer(call(turn, last), admission);
      tried.add(admission.attempt(Attempt.OK));
      return new Dispatcher.Reply<>(turn.candidate(), answer, tried());
    } catch (ModelException e) {
      admission.failed(e);
      tried.add(admission.attempt(e.kind()));
      now = traffic.now();
      failed(turn, e);
      return null;
    } catch (RuntimeException | Error e) {
      admission.abandoned();
      throw e;
    }
  }

  private ModelCall call(Turn turn, boolean last) {
    Candidate candidate = turn.candidate();
    turn.tried();
    dispatch.listener().started(candidate); // first, for whatever comes of it is told as well
    ChatRequest request = turn.request(dispatch);
    Reliability.Timeouts timeouts = turn.reliability().timeouts();
    return new ModelCall(
        candidate, request, Patience.limits(timeouts, candidate, request, left(), last));
  }

  private void failed(Turn turn, ModelException e) {
    turn.failed(e);
    telling = telling == null || e.retryable() || !telling.retryable() ? e : telling;
    if (!turn.mayHelpElsewhere(e)) {
      throw listed(e);
    }
    if (e.kind().equals(ModelException.CONTEXT_LENGTH)) {
      turns.stream().filter(other -> !other.mayTakeMoreThan(turn)).forEach(Turn::end);
    }
  }

  /** Waits until somebody can be asked again. */
  private void rest(int rounds) {
    Duration wait = LONGEST;
    for (Turn turn : turns) {
      boolean failed = turn.takeFailed();
      if (turn.isOver()) {
        continue;
      }
      Reliability.Retries retries = turn.reliability().retries();
      Duration cools = traffic.cooling().left(turn.candidate(), traffic.now());
      refusal.cools(cools);
      if (cools.compareTo(retries.retryAfterMax()) > 0) {
        turn.end();
      } else if (failed || !cools.isZero()) {
        Duration backOff = failed ? backOff(retries, rounds) : Duration.ZERO;
        Duration ready = cools.compareTo(backOff) > 0 ? cools : backOff;
        wait = ready.compareTo(wait) < 0 ? ready : wait;
      }
    }
    if (wait.compareTo(left()) >= 0) {
      throw nobody();
    }
    long nanos = wait.toNanos();
    waiting(() -> traffic.pause(nanos));
  }

  /** A random time: all that failed together shall not come back together. */
  private Duration backOff(Reliability.Retries retries, int rounds) {
    long most = retries.backOffMax().toNanos();
    long base = Math.min(retries.backOffBase().toNanos(), most);
    for (int i = 1; i < rounds && base < most; i++) {
      base = Math.min(2 * base, most);
    }
    return Duration.ofNanos(dispatch.random().nextLong(base + 1));
  }

  /** Something that waits. */
  @FunctionalInterface
  interface Waiting {
    void run() throws InterruptedException;
  }

  void waiting(Waiting waiting) {
    try {
      waiting.run();
      now = traffic.now();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw listed(
          ModelException.builder(ModelException.CANCELLED, "the thread that waited was interrupted")
              .build());
    }
  }

  /** The time until the deadline. */
  Duration left() {
    return timeout.minusNanos(now - start);
  }

  boolean hasTime() {
    Duration left = left();
    return !left.isZero() && !left.isNegative();
  }

  /** Throws if no time is left. */
  void checkTime() {
    if (!hasTime()) {
      throw listed(
          ModelException.builder(
                  ModelException.TIMEOUT,
                  "no model answered within "
                      + timeout
                      + "; "
                      + turns.stream().filter(Turn::wasTried).count()
                      + " of "
                      + turns.size()
                      + " candidates were asked")
              .retryable(true)
              .build());
    }
  }

  Refusal refusal() {
    return refusal;
  }

  /** What was tried so far. */
  List<Attempt> tried() {
    return List.copyOf(tried);
  }

  /** The answer of the last candidate broke after it had begun: its attempt failed after all. */
  ModelException broke(Admission admission, ModelException e) {
    tried.set(tried.size() - 1, admission.attempt(e.kind()));
    return listed(e);
  }

  private ModelException nobody() {
    return listed(telling == null ? refusal.exception() : telling);
  }

  private ModelException listed(ModelException e) {
    ModelException listed = e.toBuilder().attempts(tried).build();
    listed.setStackTrace(e.getStackTrace());
    return listed;
  }
}
