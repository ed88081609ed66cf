package io.codingrouter;

import io.codingrouter.config.ModelCard;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.Usage;
import io.codingrouter.model.Location;
import io.codingrouter.model.ModelRef;
import io.codingrouter.model.Pricing;
import io.codingrouter.signal.SignalRule;
import io.codingrouter.telemetry.FeedbackStats;
import io.codingrouter.telemetry.ModelStats;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.RouterStats;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * Counts what a router does. Survives a reload: counts are kept by the names of models and
 * decisions, and a call is priced when it completes. Bounded by the names that configurations gave.
 * Safe for concurrent use.
 */
final class StatsRecorder {
  // Money is counted in whole 10⁻¹² units of its currency, so that sums are exact and free of
  // locks.
  private static final BigDecimal PICO_PER_UNIT = BigDecimal.TEN.pow(12);

  private final LatencyHistogram latency = new LatencyHistogram();
  private final LongAdder requests = new LongAdder();
  private final LongAdder blocked = new LongAdder();
  private final LongAdder allCloudPicos = new LongAdder();
  private final Map<String, LongAdder> decisions = new ConcurrentHashMap<>();
  private final Map<String, Scores> feedback = new ConcurrentHashMap<>(); // by decision
  private final Map<String, ModelCounts> models = new ConcurrentHashMap<>();

  private static final class ModelCounts {
    final LongAdder routed = new LongAdder();
    final LongAdder answered = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder unmetered = new LongAdder();
    final LongAdder promptTokens = new LongAdder();
    final LongAdder completionTokens = new LongAdder();
    final LongAdder picos = new LongAdder();
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

  void completed(ModelCard card, Optional<ModelCard> reference, Usage usage) {
    ModelCounts counts = counts(card.name());
    counts.answered.increment();
    if (!usage.isKnown()) {
      counts.unmetered.increment();
      return;
    }
    counts.promptTokens.add(usage.promptTokens().orElse(0));
    counts.completionTokens.add(usage.completionTokens().orElse(0));
    card.pricing().ifPresent(pricing -> counts.picos.add(picos(pricing, usage)));
    reference
        .flatMap(ModelCard::pricing)
        .ifPresent(pricing -> allCloudPicos.add(picos(pricing, usage)));
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

  void failed(String model) {
    counts(model).failed.increment();
  }

  /** What a reply of a model costs; empty if its price or the usage is not known. */
  static Optional<BigDecimal> cost(ModelCard card, Usage usage) {
    return usage.isKnown()
        ? card.pricing().map(pricing -> money(picos(pricing, usage)))
        : Optional.empty();
  }

  private static long picos(Pricing pricing, Usage usage) {
    return pricing
        .cost(
            usage.promptTokens().orElse(0),
            usage.cachedTokens().orElse(0),
            usage.completionTokens().orElse(0))
        .multiply(PICO_PER_UNIT)
        .setScale(0, RoundingMode.HALF_EVEN)
        .longValue();
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
        perModel.stream().map(ModelStats::cost).reduce(BigDecimal.ZERO, BigDecimal::add),
        money(allCloudPicos.sum()),
        reference.flatMap(ModelCard::pricing).map(Pricing::currency).orElse("USD"),
        reference.map(ModelCard::name));
  }

  private ModelStats snapshot(ModelCard card, long now) {
    ModelCounts counts = counts(card.name());
    return new ModelStats(
        card.name(),
        card.location(),
        counts.routed.sum(),
        counts.answered.sum(),
        counts.failed.sum(),
        counts.unmetered.sum(),
        counts.promptTokens.sum(),
        counts.completionTokens.sum(),
        money(counts.picos.sum()),
        counts.live.at(now, Targets.configured(ModelRef.of(card.name()), card)),
        counts.feedback.snapshot());
  }

  private static BigDecimal money(long picos) {
    return BigDecimal.valueOf(picos).divide(PICO_PER_UNIT).stripTrailingZeros();
  }
}
