package io.codingrouter;

import io.codingrouter.config.ModelCard;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.Usage;
import io.codingrouter.model.Location;
import io.codingrouter.model.ModelRef;
import io.codingrouter.model.Pricing;
import io.codingrouter.signal.SignalRule;
import io.codingrouter.telemetry.EndpointCheck;
import io.codingrouter.telemetry.FeedbackStats;
import io.codingrouter.telemetry.ModelStats;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.RouterStats;
import io.codingrouter.telemetry.Spend;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts what a router does. Survives a reload: counts are kept by the names of models and
 * decisions, and a call is priced when it completes. Bounded by the names that configurations gave.
 * Safe for concurrent use.
 */
final class StatsRecorder {
  private final LatencyHistogram latency = new LatencyHistogram();
  private final LongAdder requests = new LongAdder();
  private final LongAdder blocked = new LongAdder();
  private final LongAdder allCloudPicos = new LongAdder();
  private final Map<String, LongAdder> decisions = new ConcurrentHashMap<>();
  private final Map<String, Scores> feedback = new ConcurrentHashMap<>(); // by decision
  private final Map<String, ModelCounts> models = new ConcurrentHashMap<>();
  private final Spending spending = new Spending();
  private final Map<Place, EndpointCheck> checks = new ConcurrentHashMap<>();

  private record Place(String model, String endpoint) {}

  private static final class ModelCounts {
    final LongAdder routed = new LongAdder();
    final LongAdder failed = new LongAdder();
    final Tally tally = new Tally();
    final Scores feedback = new Scores();
    final LiveFigures live = new LiveFigures();
  }

  private static final class Scores {
    final LongAdder count = new LongAdder();
    final DoubleAdder sum = new DoubleAdder();

    void add(double score) {
      count.increment();
      sum.add(score);
    }

    FeedbackStats snapshot() {
      return new FeedbackStats(count.sum(), sum.sum());
    }
  }

  void routed(RouteTrace trace) {
    latency.record(trace.nanos());
    requests.increment();
    if (trace.outcome().equals("blocked")) {
      blocked.increment();
    } else {
      count(decisions, trace.decision());
      if (!trace.model().isEmpty()) { // a fixed answer has none
        counts(trace.model()).routed.increment();
      }
    }
  }

  private static void count(Map<String, LongAdder> counts, String name) {
    LongAdder count = counts.get(name); // computeIfAbsent allocates its lambda even on a hit
    if (count == null) {
      count = counts.computeIfAbsent(name, n -> new LongAdder());
    }
    count.increment();
  }

  private ModelCounts counts(String model) {
    ModelCounts counts = models.get(model);
    return counts == null ? models.computeIfAbsent(model, m -> new ModelCounts()) : counts;
  }

  /** Counts an answer to a decision's request of a tenant; {@code ""} is none of either. */
  void completed(
      String decision, String tenant, ModelCard card, Optional<ModelCard> reference, Usage usage) {
    counts(card.name()).tally.add(card, usage);
    spending.add(decision, tenant, card, usage);
    reference.ifPresent(cloud -> allCloudPicos.add(Price.picos(cloud, usage).orElse(0)));
  }

  /** Counts what is known of the tokens of an answer that broke. */
  void broke(
      String decision, String tenant, ModelCard card, Optional<ModelCard> reference, Usage usage) {
    counts(card.name()).tally.addTokens(card, usage);
    spending.addTokens(decision, tenant, card, usage);
    reference.ifPresent(cloud -> allCloudPicos.add(Price.picos(cloud, usage).orElse(0)));
  }

  /** Counts a request that was routed, and that nobody may receive. */
  void blocked() {
    blocked.increment();
  }

  /** How the calls of a model go. */
  LiveFigures live(String model) {
    return counts(model).live;
  }

  /** Counts a score for a decision, and for the model that answered unless it is {@code ""}. */
  void feedback(String decision, String model, double score) {
    feedback.computeIfAbsent(decision, d -> new Scores()).add(score);
    if (!model.isEmpty()) {
      counts(model).feedback.add(score);
    }
  }

  /** Keeps the latest check of each endpoint. */
  void verified(List<EndpointCheck> made) {
    made.forEach(check -> checks.put(new Place(check.model(), check.endpoint()), check));
  }

  private List<EndpointCheck> checks(RouterConfig config) {
    return config.models().stream()
        .flatMap(
            card ->
                card.endpoints().stream()
                    .map(endpoint -> checks.get(new Place(card.name(), endpoint.name()))))
        .filter(Objects::nonNull)
        .toList();
  }

  void failed(String model) {
    counts(model).failed.increment();
  }

  /** The cloud model of the highest quality score that has a price: what all-cloud would cost. */
  static Optional<ModelCard> reference(RouterConfig config) {
    return config.models().stream()
        .filter(card -> card.location() == Location.CLOUD && card.pricing().isPresent())
        .max(Comparator.comparingDouble(card -> card.qualityScore().orElse(0)));
  }

  RouterStats snapshot(RouterConfig config, long now) {
    List<ModelStats> perModel = config.models().stream().map(card -> snapshot(card, now)).toList();
    Map<String, Long> perDecision = new LinkedHashMap<>();
    config.decisions().forEach(decision -> perDecision.put(decision.name(), 0L));
    decisions.forEach((name, count) -> perDecision.put(name, count.sum()));
    Map<String, Integer> signals =
        config.signals().stream()
            .collect(Collectors.toUnmodifiableMap(SignalRule::type, signal -> 1, Integer::sum));
    Optional<ModelCard> reference = reference(config);
    String currency = currency(config, reference);
    return new RouterStats(
        perModel,
        signals,
        Collections.unmodifiableMap(perDecision),
        feedback.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, each -> each.getValue().snapshot())),
        requests.sum(),
        blocked.sum(),
        0,
        0,
        latency.quantile(0.5),
        latency.quantile(0.99),
        perModel.stream()
            .map(model -> model.spend().cost(currency))
            .reduce(BigDecimal.ZERO, BigDecimal::add),
        Price.money(allCloudPicos.sum()),
        currency,
        reference.map(ModelCard::name),
        spending.byDecision(),
        spending.byTenant(),
        checks(config));
  }

  private static String currency(RouterConfig config, Optional<ModelCard> reference) {
    return Stream.concat(reference.stream(), config.models().stream())
        .flatMap(card -> card.pricing().stream())
        .findFirst()
        .map(Pricing::currency)
        .orElse("USD");
  }

  private ModelStats snapshot(ModelCard card, long now) {
    ModelCounts counts = counts(card.name());
    Spend spend = counts.tally.snapshot();
    return new ModelStats(
        card.name(),
        card.location(),
        counts.routed.sum(),
        counts.failed.sum(),
        spend,
        card.pricing().map(Pricing::currency).map(spend::cost).orElse(BigDecimal.ZERO),
        Target.configured(ModelRef.of(card.name()), card).withCalls(counts.live.at(now)),
        counts.feedback.snapshot());
  }
}
