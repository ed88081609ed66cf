package io.codingrouter;

import io.codingrouter.config.ModelCard;
import io.codingrouter.message.CallFigures;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import io.codingrouter.selection.ModelFigures;
import io.codingrouter.selection.ModelSelector;
import io.codingrouter.selection.SelectionContext;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
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
  /** No endpoint at all. */
  static final Targets NONE = new Targets(List.of(), Selectors.AS_WRITTEN);

  private final List<Target> models;
  private final List<ModelRef> refs; // of the models
  private final ModelSelector selector;
  private final List<Candidate> fixed; // the order if chance has no say, else empty
  private final boolean selective;
  private final boolean limited;

  private Targets(List<Target> models, ModelSelector selector) {
    this.models = models;
    this.refs = models.stream().map(Target::ref).toList();
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
    return new Targets(
        refs.stream()
            .flatMap(
                ref ->
                    Optional.ofNullable(cards.get(ref.name()))
                        .map(card -> Target.of(ref, card))
                        .stream())
            .filter(target -> !target.endpoints().isEmpty())
            .toList(),
        selector);
  }

  /** The same endpoints, asked with headers that went through a change. */
  Targets withHeaders(UnaryOperator<Map<String, String>> change) {
    return new Targets(models.stream().map(each -> each.withHeaders(change)).toList(), selector);
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
    List<Target> able = models.stream().filter(each -> each.lackOf(needs).isEmpty()).toList();
    return able.size() == models.size() ? this : new Targets(able, selector);
  }

  /** Why each model that cannot serve a request cannot, one sentence each. */
  List<String> lacks(Needs needs) {
    return models.stream().flatMap(each -> each.lackOf(needs).stream()).toList();
  }

  /** Why a request must not be sent to these for its fields; empty if it may be. */
  Optional<String> rejection(ChatRequest request) {
    return models.stream()
        .filter(each -> Needs.rejects(each.card()))
        .flatMap(each -> each.rejection(request).stream())
        .findFirst();
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
    List<Target> open = new ArrayList<>();
    for (Target model : models) {
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
      models.get(place).drawInto(order, random);
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
      Target model = models.get(i);
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
}
