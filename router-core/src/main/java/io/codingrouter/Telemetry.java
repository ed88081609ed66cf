package io.codingrouter;

import io.codingrouter.config.ModelCard;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.Attempt;
import io.codingrouter.dispatch.AttemptListener;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.Usage;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.Pricing;
import io.codingrouter.telemetry.EndpointCheck;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.RouterListener;
import io.codingrouter.telemetry.RouterStats;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Counts what happens and tells the listener, whose exceptions are its own affair. */
final class Telemetry {
  private final StatsRecorder stats = new StatsRecorder();
  private final RouterListener listener;
  private final LongSupplier nanoTime;

  Telemetry(RouterListener listener, LongSupplier nanoTime) {
    this.listener = listener;
    this.nanoTime = nanoTime;
  }

  long nanoTime() {
    return nanoTime.getAsLong();
  }

  /** Measures a call that the host makes, of a route that it got at a moment. */
  CallTiming timingOfHost(String model, long routed) {
    return CallTiming.ofHost(stats.live(model), nanoTime, routed);
  }

  RouterStats snapshot(RouterConfig config) {
    return stats.snapshot(config, nanoTime());
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
      String tenant,
      ModelCard card,
      Optional<ModelCard> reference,
      Usage usage,
      List<Attempt> attempts) {
    stats.completed(trace.decision(), tenant, card, reference, usage);
    countFailures(attempts);
    tell(to -> to.completed(trace, usage, attempts));
    Price.picos(card, usage)
        .ifPresent(
            picos ->
                tell(to -> to.charged(trace, card.name(), Price.money(picos), currency(card))));
  }

  private static String currency(ModelCard card) {
    return card.pricing().map(Pricing::currency).orElse("");
  }

  void failed(RouteTrace trace, ModelCard card, Throwable cause, List<Attempt> attempts) {
    if (attempts.isEmpty()) {
      if (!kind(cause).equals(ModelException.CANCELLED)) {
        stats.failed(card.name());
      }
    } else {
      countFailures(attempts);
    }
    tell(to -> to.failed(trace, kind(cause), attempts));
  }

  /** What went wrong, in a word. */
  static String kind(Throwable cause) {
    return cause instanceof ModelException e ? e.kind() : cause.getClass().getSimpleName();
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

  // Who leaves says nothing of the model.
  private void countFailures(List<Attempt> attempts) {
    for (Attempt attempt : attempts) {
      String outcome = attempt.outcome();
      if (!outcome.equals(Attempt.OK) && !outcome.equals(ModelException.CANCELLED)) {
        stats.failed(attempt.model());
      }
    }
  }

  /** Counts what a user thought of an answer. */
  void feedback(Route route, double score) {
    String model =
        route instanceof Route.Forward forward ? forward.exchange().answering().name() : "";
    stats.feedback(route.decision(), model, score);
  }

  /** Keeps what endpoints said, and tells what does not agree with the configuration. */
  void verified(List<EndpointCheck> checks) {
    stats.verified(checks);
    checks.stream().flatMap(check -> check.warnings().stream()).forEach(this::warned);
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
