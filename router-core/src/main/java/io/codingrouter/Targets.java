package io.codingrouter;

import io.codingrouter.config.Endpoint;
import io.codingrouter.config.ModelCard;
import io.codingrouter.config.Secret;
import io.codingrouter.message.CallFigures;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import io.codingrouter.selection.ModelFigures;
import io.codingrouter.selection.ModelSelector;
import io.codingrouter.selection.SelectionContext;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Where a decision sends requests: the endpoints of its models. A {@link ModelSelector} orders the
 * models; of a model's endpoints one is drawn by weight, and the others follow for failover, each
 * drawn by its share of the weights that are left. Immutable.
 */
final class Targets {
  /** The version of Anthropic's protocol that we write; its header is wanted in every request. */
  private static final String ANTHROPIC_VERSION = "2023-06-01";

  private final List<Model> models;
  private final List<ModelRef> refs; // of the models
  private final ModelSelector selector;
  private final List<Candidate> fixed; // the order if chance has no say, else empty
  private final boolean selective;
  private final boolean limited;

  private record Model(
      ModelRef ref,
      ModelCard card,
      ModelFigures configured,
      List<Candidate> endpoints,
      List<Integer> weights,
      long totalWeight) {}

  private Targets(List<Model> models, ModelSelector selector) {
    this.models = models;
    this.refs = models.stream().map(Model::ref).toList();
    this.selector = selector;
    this.fixed =
        selector == Selectors.AS_WRITTEN
                && models.stream().allMatch(model -> model.endpoints().size() == 1)
            ? models.stream().map(model -> model.endpoints().get(0)).toList()
            : List.of();
    this.selective = models.stream().anyMatch(model -> Needs.mayExclude(model.card()));
    this.limited = models.stream().anyMatch(model -> !model.card().limits().isEmpty());
  }

  /** Compiles models whose order stays as written. */
  static Targets of(List<ModelRef> refs, Map<String, ModelCard> cards) {
    return of(refs, cards, Selectors.AS_WRITTEN);
  }

  /** Compiles the models of a decision; endpoints of weight 0 are drained: they are left out. */
  static Targets of(List<ModelRef> refs, Map<String, ModelCard> cards, ModelSelector selector) {
    List<Model> models = new ArrayList<>();
    for (ModelRef ref : refs) {
      ModelCard card = cards.get(ref.name());
      if (card == null) {
        continue;
      }
      List<Endpoint> serving = card.endpoints().stream().filter(e -> e.weight() > 0).toList();
      if (!serving.isEmpty()) {
        List<Integer> weights = serving.stream().map(Endpoint::weight).toList();
        models.add(
            new Model(
                ref,
                card,
                configured(ref, card),
                serving.stream().map(endpoint -> candidate(ref, card, endpoint)).toList(),
                weights,
                weights.stream().mapToLong(Integer::longValue).sum()));
      }
    }
    return new Targets(List.copyOf(models), selector);
  }

  /** What the configuration says of a model. */
  static ModelFigures configured(ModelRef ref, ModelCard card) {
    return ModelFigures.uncalled(
        ref, card.qualityScore().orElse(Double.NaN), Selectors.costPer1m(card));
  }

  /** How an endpoint of a model is asked. */
  static Candidate candidate(ModelRef ref, ModelCard card, Endpoint endpoint) {
    return Candidate.builder(ref, address(card, endpoint))
        .endpoint(endpoint.name())
        .wireName(ref.lora().orElse(card.wireName()))
        .chatPath(endpoint.chatPath())
        .apiFormat(card.apiFormat())
        .location(card.location())
        .headers(() -> headers(card, endpoint))
        .build();
  }

  // A secret that cannot be used leaves its parameter out here, and makes headers() throw.
  private static URI address(ModelCard card, Endpoint endpoint) {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    Map<String, Secret> parameters = new LinkedHashMap<>(card.query());
    parameters.putAll(endpoint.query());
    parameters.forEach(
        (name, value) -> {
          if (value.isUsable()) {
            query.add(encode(name) + "=" + encode(value.reveal()));
          }
        });
    return URI.create(endpoint.baseUri() + query.toString());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Map<String, String> headers(ModelCard card, Endpoint endpoint) {
    card.query().values().forEach(Secret::reveal);
    endpoint.query().values().forEach(Secret::reveal);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (card.apiFormat().equals(Candidate.ANTHROPIC)) {
      headers.put("anthropic-version", ANTHROPIC_VERSION);
    }
    String prefix = endpoint.authPrefix().isEmpty() ? "" : endpoint.authPrefix() + " ";
    endpoint
        .accessKey()
        .or(card::accessKey)
        .ifPresent(key -> headers.put(endpoint.authHeader(), prefix + key.reveal()));
    card.headers().forEach((name, value) -> headers.put(name, value.reveal()));
    endpoint.headers().forEach((name, value) -> headers.put(name, value.reveal()));
    return Map.copyOf(headers);
  }

  /** The same endpoints, asked with headers that went through a change. */
  Targets withHeaders(UnaryOperator<Map<String, String>> change) {
    return new Targets(
        models.stream()
            .map(
                model ->
                    new Model(
                        model.ref(),
                        model.card(),
                        model.configured(),
                        model.endpoints().stream().map(each -> changed(each, change)).toList(),
                        model.weights(),
                        model.totalWeight()))
            .toList(),
        selector);
  }

  private static Candidate changed(Candidate from, UnaryOperator<Map<String, String>> change) {
    return from.toBuilder().headers(() -> change.apply(from.headers())).build();
  }

  boolean isEmpty() {
    return models.isEmpty();
  }

  /** Tells whether {@link #order} draws at all. */
  boolean isFixed() {
    return !fixed.isEmpty();
  }

  /** Tells whether an algorithm orders the models, so that none is preferred as such. */
  boolean isChosen() {
    return selector != Selectors.AS_WRITTEN;
  }

  /** The model that is written first. */
  Optional<ModelRef> first() {
    return refs.stream().findFirst();
  }

  /** The order when there is nothing to draw. */
  List<Candidate> fixed() {
    return fixed;
  }

  /** Tells whether a model may have to be left out for what a request needs. */
  boolean isSelective() {
    return selective;
  }

  /** The targets that can serve a request; these very ones if all can. */
  Targets serving(Needs needs) {
    List<Model> able =
        models.stream().filter(model -> needs.lackOf(model.card()).isEmpty()).toList();
    return able.size() == models.size() ? this : new Targets(able, selector);
  }

  /** Why each model that cannot serve a request cannot, one sentence each. */
  List<String> lacks(Needs needs) {
    return models.stream()
        .flatMap(model -> needs.lackOf(model.card()).map(lack -> model.ref() + " " + lack).stream())
        .toList();
  }

  /**
   * The targets that have room for a request; these very ones if all have or nothing is limited.
   *
   * @param reached is told the limits that the others have reached
   */
  Targets within(Quota quota, Consumer<Excess> reached) {
    if (!limited) {
      return this;
    }
    List<Model> open = new ArrayList<>();
    for (Model model : models) {
      Optional<Excess> excess = quota.excess(model.card());
      excess.ifPresentOrElse(reached, () -> open.add(model));
    }
    return open.size() == models.size() ? this : new Targets(List.copyOf(open), selector);
  }

  /** Orders for a request; empty if the selector leaves no model. */
  List<Candidate> order(RouteRun run, ChatRequest request, long seed, Telemetry telemetry) {
    RandomGenerator random = new SplittableRandom(seed);
    List<ModelFigures> figures = figures(run, telemetry);
    run.figures(figures);
    List<Candidate> order = new ArrayList<>();
    for (int place : places(run, new SelectionContext(request, random, figures))) {
      add(models.get(place), random, order);
    }
    return List.copyOf(order);
  }

  private List<ModelFigures> figures(RouteRun run, Telemetry telemetry) {
    if (!Selectors.readsFigures(selector)) {
      return List.of();
    }
    long now = telemetry.nanoTime();
    ModelFigures[] figures = new ModelFigures[models.size()];
    for (int i = 0; i < figures.length; i++) {
      Model model = models.get(i);
      String name = model.ref().name();
      CallFigures calls = run.recorded(name).orElseGet(() -> telemetry.stats().live(name).at(now));
      figures[i] = model.configured().withCalls(calls);
    }
    return List.of(figures);
  }

  // A selector may be the application's own: what it does wrong must not lose the request.
  private int[] places(RouteRun run, SelectionContext context) {
    try {
      return places(selector.order(refs, context));
    } catch (RuntimeException e) {
      run.note("the selector failed (" + e.getClass().getSimpleName() + "): order as written");
      return IntStream.range(0, refs.size()).toArray();
    }
  }

  private int[] places(List<ModelRef> order) {
    int[] places = new int[order.size()];
    BitSet seen = new BitSet(refs.size());
    for (int i = 0; i < places.length; i++) {
      places[i] = refs.indexOf(order.get(i));
      if (places[i] < 0 || seen.get(places[i])) {
        throw new IllegalStateException("a selector returns models that it was given, each once");
      }
      seen.set(places[i]);
    }
    return places;
  }

  // Drawn without putting back: where one is passed over, the others share by their weights.
  private static void add(Model model, RandomGenerator random, List<Candidate> order) {
    List<Candidate> endpoints = new ArrayList<>(model.endpoints());
    List<Integer> weights = new ArrayList<>(model.weights());
    long total = model.totalWeight();
    while (!endpoints.isEmpty()) {
      int drawn = draw(weights, total, random);
      total -= weights.remove(drawn);
      order.add(endpoints.remove(drawn));
    }
  }

  private static int draw(List<Integer> weights, long total, RandomGenerator random) {
    long left = random.nextLong(total);
    int endpoint = 0;
    while (left >= weights.get(endpoint)) {
      left -= weights.get(endpoint++);
    }
    return endpoint;
  }
}
