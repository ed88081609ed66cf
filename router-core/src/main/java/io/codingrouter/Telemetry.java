package io.codingrouter;

import io.codingrouter.config.ModelCard;
import io.codingrouter.dispatch.Attempt;
import io.codingrouter.dispatch.AttemptListener;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.Usage;
import io.codingrouter.model.Candidate;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.RouterListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Counts what happens and tells the listener, whose exceptions are its own affair. */
final class Telemetry {
  private final StatsRecorder stats = new StatsRecorder();
  private final RouterListener listener;

  Telemetry(RouterListener listener) {
    this.listener = listener;
  }

  StatsRecorder stats() {
    return stats;
  }

  void routed(RouteTrace trace) {
    stats.routed(trace);
    tell(to -> to.routed(trace));
  }

  void completed(
      RouteTrace trace,
      ModelCard card,
      Optional<ModelCard> reference,
      Usage usage,
      List<Attempt> attempts) {
    stats.completed(card, reference, usage);
    countFailures(attempts);
    tell(to -> to.completed(trace, usage, attempts));
  }

  void failed(RouteTrace trace, ModelCard card, Throwable cause, List<Attempt> attempts) {
    if (attempts.isEmpty()) {
      stats.failed(card.name());
    } else {
      countFailures(attempts);
    }
    String kind = cause instanceof ModelException e ? e.kind() : cause.getClass().getSimpleName();
    tell(to -> to.failed(trace, kind, attempts));
  }

  /** Passes on what becomes of the attempts of one request. */
  AttemptListener attempts(RouteTrace trace) {
    return listener == RouterListener.NONE
        ? AttemptListener.NONE
        : new AttemptListener() {
          @Override
          public void started(Candidate candidate) {
            tell(to -> to.attemptStarted(trace, candidate.model().name(), candidate.endpoint()));
          }

          @Override
          public void firstToken(Candidate candidate, Duration waited) {
            tell(
                to -> to.firstToken(trace, candidate.model().name(), candidate.endpoint(), waited));
          }

          @Override
          public void ended(Candidate candidate, Attempt attempt) {
            tell(to -> to.attemptEnded(trace, attempt));
          }
        };
  }

  private void countFailures(List<Attempt> attempts) {
    for (Attempt attempt : attempts) {
      if (!attempt.outcome().equals(Attempt.OK)) {
        stats.failed(attempt.model());
      }
    }
  }

  void warned(String message) {
    tell(to -> to.warned(message));
  }

  private void tell(Consumer<RouterListener> event) {
    if (listener == RouterListener.NONE) {
      return;
    }
    try {
      event.accept(listener);
    } catch (RuntimeException ignored) {
      // a listener must not throw, and must not be able to break a request
    }
  }
}
