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

/** Counts what happens and tells the listeners, whose exceptions are their own affair. */
final class Telemetry {
  private final StatsRecorder stats = new StatsRecorder();
  private final List<RouterListener> listeners;
  private final LongSupplier nanoTime;

  Telemetry(List<RouterListener> listeners, LongSupplier nanoTime) {
    this.listeners = List.copyOf(listeners);
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

  void configured(RouterConfig config) {
    tell(to -> to.configured(config));
  }

  void routed(RouteTrace trace) {
    stats.routed(trace);
    tell(to -> to.routed(trace));
    switch (trace.outcome()) {
      case "replied" -> tell(to -> to.replied(trace));
      case "blocked" -> tell(to -> to.blocked(trace, trace.reason()));
      default -> {} // how it ends is still to come
    }
  }

  /** No candidate may receive a request that was routed. */
  void blocked(RouteTrace trace, String reason) {
    stats.blocked();
    tell(to -> to.blocked(trace, reason));
  }

  void completed(
      RouteTrace trace,
      String tenant,
      ModelCard card,
      Optional<ModelCard> reference,
      Usage usage,
      List<Attempt> attempts) {
    count(trace, tenant, card, reference, usage, attempts);
    tell(to -> to.completed(trace, usage, attempts));
    charge(trace, card, usage);
  }

  /** Its reader has left a reply that a model was giving. */
  void cancelled(
      RouteTrace trace,
      String tenant,
      ModelCard card,
      Optional<ModelCard> reference,
      Usage usage,
      List<Attempt> attempts) {
    count(trace, tenant, card, reference, usage, attempts);
    tell(to -> to.cancelled(trace, usage, attempts));
    charge(trace, card, usage);
  }

  private void count(
      RouteTrace trace,
      String tenant,
      ModelCard card,
      Optional<ModelCard> reference,
      Usage usage,
      List<Attempt> attempts) {
    stats.completed(trace.decision(), tenant, card, reference, usage);
    countFailures(attempts);
  }

  private void charge(RouteTrace trace, ModelCard card, Usage usage) {
    Price.picos(card, usage)
        .ifPresent(
            picos ->
                tell(to -> to.charged(trace, card.name(), Price.money(picos), currency(card))));
  }

  private static String currency(ModelCard card) {
    return card.pricing().map(Pricing::currency).orElse("");
  }

  /** No model answered, or an answer broke of which this was counted. */
  void failed(
      RouteTrace trace,
      String tenant,
      ModelCard card,
      Optional<ModelCard> reference,
      Throwable cause,
      Usage usage,
      List<Attempt> attempts) {
    if (!usage.equals(Usage.UNKNOWN)) {
      stats.broke(trace.decision(), tenant, card, reference, usage);
    }
    countFailures(attempts);
    if (kind(cause).equals(ModelException.CANCELLED)) {
      tell(to -> to.cancelled(trace, usage, attempts));
    } else {
      tell(to -> to.failed(trace, kind(cause), attempts));
    }
    charge(trace, card, usage);
  }

  /** A model failed that was asked, and no attempt tells of it. */
  void failed(String model) {
    stats.failed(model);
  }

  /** What went wrong, in a word. */
  static String kind(Throwable cause) {
    if (cause instanceof BlockedException blocked) {
      return blocked.reason();
    }
    return cause instanceof ModelException e ? e.kind() : cause.getClass().getSimpleName();
  }

  /**
   * Passes on what becomes of the attempts of one request.
   *
   * @param givenUp run if its reply is given up, because nobody comes for it
   */
  AttemptListener attempts(RouteTrace trace, Runnable givenUp) {
    return new AttemptListener() {
      @Override
      public void givenUp(Candidate candidate) {
        givenUp.run();
      }

      @Override
      public void started(Candidate candidate) {
        tell(to -> to.attemptStarted(trace, candidate.model().name(), candidate.endpoint()));
      }

      @Override
      public void firstToken(Candidate candidate, Duration waited) {
        tell(to -> to.firstToken(trace, candidate.model().name(), candidate.endpoint(), waited));
      }

      @Override
      public void ended(Candidate candidate, Attempt attempt) {
        tell(to -> to.attemptEnded(trace, attempt));
      }

      @Override
      public void ejected(Candidate candidate, Duration time) {
        tell(to -> to.ejected(candidate.model().name(), candidate.endpoint(), time));
      }

      @Override
      public void readmitted(Candidate candidate) {
        tell(to -> to.readmitted(candidate.model().name(), candidate.endpoint()));
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
    for (int i = 0; i < listeners.size(); i++) { // an iterator would be garbage at each event
      try {
        event.accept(listeners.get(i));
      } catch (VirtualMachineError e) {
        throw e;
      } catch (Throwable ignored) {
        // a listener must not throw, and must not be able to break a request
      }
    }
  }
}
