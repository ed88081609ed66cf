package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.dispatch.Attempt;
import io.codingrouter.message.Usage;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.RouterListener;
import io.codingrouter.telemetry.RouterMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Books what each request begins and ends, beside the metrics of the product, which must agree. */
final class Ledger implements RouterListener {
  private static final Set<String> ENDS =
      Set.of("replied", "blocked", "completed", "failed", "cancelled");

  private final IdentityHashMap<RouteTrace, List<String>> requests =
      new IdentityHashMap<>(); // guarded by this
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final RouterListener metrics = RouterMetrics.of(registry);

  RouterListener metrics() {
    return metrics;
  }

  private synchronized void book(RouteTrace trace, String event) {
    requests.computeIfAbsent(trace, key -> new ArrayList<>()).add(event);
  }

  @Override
  public void routed(RouteTrace trace) {
    book(trace, "routed");
  }

  @Override
  public void attemptStarted(RouteTrace trace, String model, String endpoint) {
    book(trace, "started");
  }

  @Override
  public void attemptEnded(RouteTrace trace, Attempt attempt) {
    book(trace, "ended");
  }

  @Override
  public void replied(RouteTrace trace) {
    book(trace, "replied");
  }

  @Override
  public void blocked(RouteTrace trace, String reason) {
    book(trace, "blocked");
  }

  @Override
  public void completed(RouteTrace trace, Usage usage, List<Attempt> attempts) {
    book(trace, "completed");
  }

  @Override
  public void failed(RouteTrace trace, String kind, List<Attempt> attempts) {
    book(trace, "failed");
  }

  @Override
  public void cancelled(RouteTrace trace, Usage usage, List<Attempt> attempts) {
    book(trace, "cancelled");
  }

  @Override
  public void charged(RouteTrace trace, String model, BigDecimal cost, String currency) {
    book(trace, "charged");
  }

  /**
   * How each request ended, in no order. Each began once and ended once, after all its attempts, as
   * the metrics say.
   */
  synchronized List<String> ends() {
    for (List<String> events : requests.values()) {
      int last = events.size() - 1 - Collections.frequency(events, "charged");
      assertThat(ENDS).as("%s: nothing but money behind it", events).contains(events.get(last));
    }
    return endsOfRaces();
  }

  /** As above, but two threads that end a request may be heard at the same time. */
  synchronized List<String> endsOfRaces() {
    List<String> ends = new ArrayList<>();
    for (List<String> events : requests.values()) {
      assertThat(events).as("begins once").startsWith("routed").containsOnlyOnce("routed");
      List<String> all = events.stream().filter(ENDS::contains).toList();
      assertThat(all).as("ends of %s", events).hasSize(1);
      assertThat(Collections.frequency(events, "ended"))
          .as("attempts of %s", events)
          .isEqualTo(Collections.frequency(events, "started"));
      ends.addAll(all);
    }
    assertMetricsAgree(ends);
    return ends;
  }

  private void assertMetricsAgree(List<String> ends) {
    Collection<Timer> routed = registry.find("router.decision.duration").timers();
    assertThat(routed.stream().mapToLong(Timer::count).sum()).isEqualTo(ends.size());
    for (String end : ENDS) {
      assertThat(counted("router.requests", end))
          .as("requests that were %s", end)
          .isEqualTo(Collections.frequency(ends, end));
    }
    assertThat(counters("router.refusals").mapToDouble(Counter::count).sum())
        .isEqualTo(Collections.frequency(ends, "blocked"));
    int attempts =
        requests.values().stream().mapToInt(all -> Collections.frequency(all, "ended")).sum();
    assertThat(counters("router.attempts").mapToDouble(Counter::count).sum()).isEqualTo(attempts);
    Collection<Gauge> inFlight = registry.find("router.attempts.in_flight").gauges();
    assertThat(inFlight).isNotEmpty().allMatch(gauge -> gauge.value() == 0);
  }

  private double counted(String name, String outcome) {
    return registry.find(name).tag("outcome", outcome).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private Stream<Counter> counters(String name) {
    return registry.find(name).counters().stream();
  }
}
