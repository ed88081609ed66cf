package io.codingrouter.telemetry;

import io.codingrouter.config.Endpoint;
import io.codingrouter.config.ModelCard;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.Attempt;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;

/**
 * Keeps a Micrometer registry up to date with what a router does. Needs {@code micrometer-core} on
 * the class path, which this library does not bring; no other class of it does.
 *
 * <pre>{@code
 * Router.builder(config).listener(RouterMetrics.of(registry)).build();
 * }</pre>
 *
 * <p>What one call of a model is like follows OpenTelemetry's conventions for generative AI (as of
 * 1.42): {@code gen_ai.client.operation.duration}, {@code
 * gen_ai.client.operation.time_to_first_chunk} and {@code gen_ai.client.token.usage}, with their
 * attributes as tags and their buckets. Each attempt is one operation. What the router does with
 * requests is under {@code router.}: see docs/calls.md.
 *
 * <p>Tags are names of the configuration, and words of this library: their number is bounded by
 * both. No prompt, key, tenant or user is among them. A value that is not known is {@code none},
 * since a meter has the same tags each time. Safe for concurrent use; for one router.
 */
public final class RouterMetrics implements RouterListener {
  private static final String IN_FLIGHT = "router.attempts.in_flight";
  private static final String EJECTED = "router.endpoint.ejected";
  private static final String NONE = "none";

  /** What an error is called whose kind is a word of somebody else's. */
  private static final String OTHER = "_OTHER";

  private static final Set<String> KINDS =
      Set.of(
          ModelException.CANCELLED,
          ModelException.CONFIGURATION,
          ModelException.CONNECT,
          ModelException.TIMEOUT,
          ModelException.UNAUTHORIZED,
          ModelException.NOT_FOUND,
          ModelException.CONTEXT_LENGTH,
          ModelException.CONTENT_POLICY,
          ModelException.BUSY,
          ModelException.UNAVAILABLE,
          ModelException.BAD_REQUEST,
          ModelException.RATE_LIMITED,
          ModelException.SERVER_ERROR,
          ModelException.TRUNCATED,
          ModelException.MALFORMED);

  // The conventions ask for these: powers of two from 10 ms on, and of four from one token on.
  private static final Duration[] SECONDS =
      DoubleStream.iterate(0.01, bound -> bound < 100, bound -> 2 * bound)
          .mapToObj(bound -> Duration.ofMillis(Math.round(1000 * bound)))
          .toArray(Duration[]::new);
  private static final double[] TOKENS =
      DoubleStream.iterate(1, bound -> bound < 1e8, bound -> 4 * bound).toArray();

  private final MeterRegistry registry;
  private final Meter.MeterProvider<Timer> operations;
  private final Meter.MeterProvider<Timer> firstChunks;
  private final Meter.MeterProvider<DistributionSummary> usage;
  private final Meter.MeterProvider<Timer> decisions;
  private final Meter.MeterProvider<Counter> refusals;
  private final Meter.MeterProvider<Counter> requests;
  private final Meter.MeterProvider<Counter> attempts;
  private final Meter.MeterProvider<Counter> ejections;
  private final Meter.MeterProvider<Counter> tokens;
  private final Meter.MeterProvider<Counter> cost;
  private final Counter warnings;
  private final Counter configurations;
  private final Map<Place, Live> live = new ConcurrentHashMap<>(); // of endpoints in force
  private volatile Map<Place, Tags> servers = Map.of();

  /** An endpoint by its names. */
  private record Place(String model, String endpoint) {
    Tags tags() {
      return Tags.of("model", named(model), "endpoint", named(endpoint));
    }
  }

  /** What gauges show of an endpoint. */
  private record Live(AtomicInteger inFlight, AtomicInteger ejected) {}

  private RouterMetrics(MeterRegistry registry) {
    this.registry = Objects.requireNonNull(registry, "registry");
    this.operations =
        Timer.builder("gen_ai.client.operation.duration")
            .description("How long a call of a model took")
            .serviceLevelObjectives(SECONDS)
            .withRegistry(registry);
    this.firstChunks =
        Timer.builder("gen_ai.client.operation.time_to_first_chunk")
            .description("How long the first content of a streamed reply took")
            .serviceLevelObjectives(SECONDS)
            .withRegistry(registry);
    this.usage =
        DistributionSummary.builder("gen_ai.client.token.usage")
            .description("Tokens that a call read and wrote")
            .serviceLevelObjectives(TOKENS)
            .withRegistry(registry);
    this.decisions =
        Timer.builder("router.decision.duration")
            .description("How long routing a request took, without any call")
            .withRegistry(registry);
    this.refusals = counter("router.refusals", "Requests that were blocked");
    this.requests = counter("router.requests", "Requests by how they ended");
    this.attempts = counter("router.attempts", "Calls of endpoints by their outcome");
    this.ejections = counter("router.ejections", "How often an endpoint failed too often");
    this.tokens =
        counter("router.tokens", "Tokens that were cached, written to a cache, reasoning");
    this.cost = counter("router.cost", "What answers cost, in units of the currency");
    this.warnings = registry.counter("router.warnings");
    this.configurations = registry.counter("router.configurations");
  }

  private Meter.MeterProvider<Counter> counter(String name, String description) {
    return Counter.builder(name).description(description).withRegistry(registry);
  }

  /**
   * Makes a listener of one router.
   *
   * @param registry what is measured goes here; stays the caller's
   * @return the listener
   */
  public static RouterMetrics of(MeterRegistry registry) {
    return new RouterMetrics(registry);
  }

  @Override
  public void configured(RouterConfig config) {
    Map<Place, Tags> known = new HashMap<>();
    for (ModelCard card : config.models()) {
      for (Endpoint endpoint : card.endpoints()) {
        known.put(new Place(card.name(), endpoint.name()), server(card, endpoint.baseUri()));
      }
    }
    servers = Map.copyOf(known);
    known.keySet().forEach(this::show);
    live.keySet().stream().filter(place -> !known.containsKey(place)).forEach(this::forget);
    configurations.increment();
  }

  private static Tags server(ModelCard card, URI uri) {
    String host = named(String.valueOf(uri.getHost()));
    int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
    return operation(
        card.name(), Provider.name(uri.getHost(), card.apiFormat()), host, String.valueOf(port));
  }

  private static Tags operation(String model, String provider, String address, String port) {
    return Tags.of(
        "gen_ai.operation.name", "chat",
        "gen_ai.provider.name", provider,
        "gen_ai.request.model", model,
        "server.address", address,
        "server.port", port);
  }

  private void show(Place place) {
    Live shown = new Live(new AtomicInteger(), new AtomicInteger());
    if (live.putIfAbsent(place, shown) != null) {
      return; // since an earlier configuration
    }
    Gauge.builder(IN_FLIGHT, shown.inFlight(), AtomicInteger::get)
        .description("Calls of an endpoint that are on their way")
        .tags(place.tags())
        .register(registry);
    Gauge.builder(EJECTED, shown.ejected(), AtomicInteger::get)
        .description("1 from when an endpoint failed too often until it answers again")
        .tags(place.tags())
        .register(registry);
  }

  private void forget(Place place) {
    live.remove(place);
    for (String gauge : List.of(IN_FLIGHT, EJECTED)) {
      registry.find(gauge).tags(place.tags()).gauges().forEach(registry::remove);
    }
  }

  @Override
  public void routed(RouteTrace trace) {
    decisions
        .withTags(
            "decision", named(trace.decision()),
            "outcome", trace.outcome(),
            "model", named(trace.model()))
        .record(trace.duration());
  }

  @Override
  public void replied(RouteTrace trace) {
    request(trace, "replied", NONE);
  }

  @Override
  public void blocked(RouteTrace trace, String reason) {
    refusals.withTags("decision", named(trace.decision()), "reason", reason).increment();
    request(trace, "blocked", NONE);
  }

  @Override
  public void attemptStarted(RouteTrace trace, String model, String endpoint) {
    inFlight(model, endpoint, 1);
  }

  private void inFlight(String model, String endpoint, int change) {
    Live shown = live.get(new Place(model, endpoint));
    if (shown != null) { // else a reload has taken it away meanwhile
      shown.inFlight().updateAndGet(number -> Math.max(0, number + change));
    }
  }

  @Override
  public void firstToken(RouteTrace trace, String model, String endpoint, Duration waited) {
    firstChunks.withTags(server(model, endpoint)).record(waited);
  }

  @Override
  public void attemptEnded(RouteTrace trace, Attempt attempt) {
    inFlight(attempt.model(), attempt.endpoint(), -1);
    String error = error(attempt.outcome());
    operations
        .withTags(server(attempt.model(), attempt.endpoint()).and("error.type", error))
        .record(attempt.duration());
    attempts
        .withTags(
            new Place(attempt.model(), attempt.endpoint())
                .tags()
                .and("outcome", error.equals(NONE) ? Attempt.OK : error))
        .increment();
  }

  @Override
  public void completed(RouteTrace trace, Usage counted, List<Attempt> tried) {
    request(trace, "completed", NONE);
    used(trace, counted, tried);
  }

  private void used(RouteTrace trace, Usage counted, List<Attempt> tried) {
    String model = tried.isEmpty() ? trace.model() : tried.get(tried.size() - 1).model();
    String endpoint = tried.isEmpty() ? "" : tried.get(tried.size() - 1).endpoint();
    Tags server = server(model, endpoint);
    used(server, "input", counted.promptTokens());
    used(server, "output", counted.completionTokens());
    count(model, "cached", counted.cachedTokens());
    count(model, "cache_write", counted.cacheWriteTokens());
    count(model, "reasoning", counted.reasoningTokens());
  }

  private void used(Tags server, String type, OptionalLong count) {
    if (count.isPresent()) {
      usage.withTags(server.and("gen_ai.token.type", type)).record((double) count.getAsLong());
    }
  }

  private void count(String model, String type, OptionalLong count) {
    if (count.orElse(0) > 0) {
      tokens.withTags("model", model, "type", type).increment((double) count.getAsLong());
    }
  }

  @Override
  public void failed(RouteTrace trace, String kind, List<Attempt> tried) {
    request(trace, "failed", error(kind));
  }

  @Override
  public void cancelled(RouteTrace trace, Usage counted, List<Attempt> tried) {
    request(trace, "cancelled", NONE);
    used(trace, counted, tried);
  }

  private void request(RouteTrace trace, String outcome, String error) {
    requests
        .withTags("decision", named(trace.decision()), "outcome", outcome, "error.type", error)
        .increment();
  }

  @Override
  public void charged(RouteTrace trace, String model, BigDecimal amount, String currency) {
    cost.withTags("decision", named(trace.decision()), "model", model, "currency", currency)
        .increment(amount.doubleValue());
  }

  @Override
  public void ejected(String model, String endpoint, Duration time) {
    Place place = new Place(model, endpoint);
    ejections.withTags(place.tags()).increment();
    shown(place, 1);
  }

  @Override
  public void readmitted(String model, String endpoint) {
    shown(new Place(model, endpoint), 0);
  }

  private void shown(Place place, int ejected) {
    Live shown = live.get(place);
    if (shown != null) {
      shown.ejected().set(ejected);
    }
  }

  @Override
  public void warned(String message) {
    warnings.increment();
  }

  private Tags server(String model, String endpoint) {
    Tags known = servers.get(new Place(model, endpoint));
    return known == null ? operation(model, NONE, NONE, NONE) : known;
  }

  private static String error(String kind) {
    if (kind.equals(Attempt.OK)) {
      return NONE;
    }
    return KINDS.contains(kind) ? kind : OTHER;
  }

  private static String named(String name) {
    return name.isEmpty() ? NONE : name;
  }
}
