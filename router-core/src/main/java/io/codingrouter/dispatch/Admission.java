package io.codingrouter.dispatch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that was let in. It holds a place at its endpoint until its outcome is told; the first
 * outcome counts. Safe for concurrent use.
 */
final class Admission {
  private final Turn turn;
  private final Traffic traffic;
  private final AttemptListener listener;
  private final long begun;
  private final AtomicBoolean told = new AtomicBoolean();
  private volatile Optional<String> requestId = Optional.empty(); // of a failure
  private volatile Breaker.Pass pass;
  private volatile @Nullable CommittedStream answer;

  Admission(Turn turn, Breaker.Pass pass, Traffic traffic, AttemptListener listener) {
    this.turn = turn;
    this.pass = pass;
    this.traffic = traffic;
    this.listener = listener;
    this.begun = traffic.now();
  }

  /** The attempt as it stands. */
  Attempt attempt(String outcome) {
    return new Attempt(
        turn.candidate().model().name(),
        turn.candidate().endpoint(),
        outcome,
        elapsed(),
        requestId);
  }

  /** The first content of a stream is here; its end is still to be told. */
  void answers(CommittedStream stream) {
    if (turn.reliability().load().maxInFlight().isPresent()) {
      answer = stream;
      turn.endpoint().answers().add(stream);
    }
    boolean readmits = turn.endpoint().breaker().answers(pass, traffic.now());
    pass = Breaker.Pass.FREE;
    listener.firstToken(turn.candidate(), elapsed());
    if (readmits) {
      listener.readmitted(turn.candidate());
    }
  }

  void succeeded() {
    if (told.compareAndSet(false, true)) {
      boolean readmits = turn.endpoint().breaker().succeeded(pass, traffic.now());
      end(Attempt.OK);
      if (readmits) {
        listener.readmitted(turn.candidate());
      }
    }
  }

  void failed(ModelException e) {
    requestId = e.requestId();
    if (told.compareAndSet(false, true)) {
      long now = traffic.now();
      e.retryAfter().ifPresent(time -> traffic.cooling().heed(turn.candidate(), time, now));
      Breaker breaker = turn.endpoint().breaker();
      boolean ejects = false;
      if (isEndpointsFault(e)) {
        ejects = breaker.failed(pass, turn.reliability().ejection(), now);
      } else {
        breaker.abandoned(pass);
      }
      end(e.kind());
      if (ejects) {
        listener.ejected(turn.candidate(), breaker.openFor(now));
      }
    }
  }

  /** Nobody waits for the answer any more. */
  void abandoned() {
    if (told.compareAndSet(false, true)) {
      turn.endpoint().breaker().abandoned(pass);
      end(ModelException.CANCELLED);
    }
  }

  /** Nobody comes for the answer any more. */
  void givenUp() {
    abandoned();
    listener.givenUp(turn.candidate());
  }

  private void end(String outcome) {
    CommittedStream stream = answer;
    if (stream != null) {
      turn.endpoint().answers().remove(stream);
    }
    turn.endpoint().slots().release();
    listener.ended(turn.candidate(), attempt(outcome));
  }

  long now() {
    return traffic.now();
  }

  /** How long it has taken so far. */
  Duration elapsed() {
    return Duration.ofNanos(traffic.now() - begun);
  }

  // What is wrong with the request, the key or the quota says nothing of the endpoint.
  private static boolean isEndpointsFault(ModelException e) {
    return switch (e.kind()) {
      case ModelException.CONNECT,
          ModelException.TIMEOUT,
          ModelException.SERVER_ERROR,
          ModelException.TRUNCATED,
          ModelException.MALFORMED ->
          true;
      default -> false;
    };
  }
}
