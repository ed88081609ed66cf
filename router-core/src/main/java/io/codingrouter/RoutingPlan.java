package io.codingrouter;

import io.codingrouter.config.ConfigException;
import io.codingrouter.config.ModelCard;
import io.codingrouter.config.Problem;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.decision.Decision;
import io.codingrouter.decision.DecisionEngine;
import io.codingrouter.decision.Rule;
import io.codingrouter.model.ModelRef;
import io.codingrouter.model.Pricing;
import io.codingrouter.signal.Instruments;
import io.codingrouter.signal.SignalCondition;
import io.codingrouter.signal.SignalIndex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A configuration, compiled: all that routing looks up is an index or a reference here. Immutable;
 * a reload makes a new one.
 */
final class RoutingPlan {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);

  private final RouterConfig config;
  private final SignalIndex signals;
  private final List<Decision> decisions;
  private final DecisionEngine engine;
  private final List<Targets> targets; // by decision
  private final List<DecisionPlugins> plugins; // by decision
  private final Targets defaultTargets;
  private final Map<String, ModelCard> cards = new LinkedHashMap<>();
  private final Map<String, Targets> direct = new HashMap<>(); // by the name a request may give
  private final ModelNames names;
  private final Optional<ModelCard> reference;
  private final boolean limited;
  private final Continuity continuity;

  private RoutingPlan(
      RouterConfig config,
      Instruments instruments,
      Selectors selectors,
      @Nullable RoutingPlan former) {
    this.config = config;
    config.models().forEach(card -> cards.put(card.name(), card));

    decisions = config.decisions();
    requireSelectors(selectors);
    List<SignalCondition> conditions = conditions(decisions);
    SignalIndex known = former == null ? SignalIndex.NONE : former.signals;
    signals = known.recompile(config.signals(), config.projections(), conditions, instruments);
    engine = DecisionEngine.compile(decisions, config.strategy(), this::signal);
    defaultTargets = config.defaultModel().map(this::only).orElse(Targets.NONE);
    targets = decisions.stream().map(decision -> compile(decision, selectors)).toList();
    plugins = decisions.stream().map(each -> DecisionPlugins.of(each.plugins())).toList();
    limited =
        !config.tenantLimits().isEmpty()
            || config.models().stream().anyMatch(card -> !card.limits().isEmpty());
    names = new ModelNames(config);
    reference = StatsRecorder.reference(config);
    continuity = new Continuity(this);
    cards.keySet().forEach(name -> direct.put(name, only(name)));
    decisions.forEach(
        decision ->
            decision.models().stream()
                .filter(ref -> ref.lora().isPresent())
                .forEach(this::addLora));
  }

  /**
   * Compiles a configuration.
   *
   * @throws ConfigException if it asks for what the application did not bring
   */
  static RoutingPlan compile(RouterConfig config, Instruments instruments, Selectors selectors) {
    return new RoutingPlan(config, instruments, selectors, null);
  }

  /** Compiles what takes the place of this plan. */
  RoutingPlan recompile(RouterConfig next, Instruments instruments, Selectors selectors) {
    return new RoutingPlan(next, instruments, selectors, this);
  }

  private void requireSelectors(Selectors selectors) {
    List<Problem> missing = new ArrayList<>();
    for (int i = 0; i < decisions.size(); i++) {
      if (decisions.get(i).algorithm().filter(selectors::isMissing).isPresent()) {
        missing.add(
            new Problem(
                0,
                0,
                "decisions[" + i + "].algorithm.name",
                "no selector of this name was given to the router: call"
                    + " Router.builder(config).selector(name, selector)"));
      }
    }
    if (!missing.isEmpty()) {
      throw new ConfigException(missing);
    }
  }

  private Targets compile(Decision decision, Selectors selectors) {
    Targets compiled =
        Targets.of(
            able(decision),
            cards,
            decision.algorithm().map(selectors::of).orElse(Selectors.AS_WRITTEN));
    HeaderMutation headers = HeaderMutation.of(decision.plugins());
    return headers == HeaderMutation.NONE ? compiled : compiled.withHeaders(headers);
  }

  // What a decision requires of its models is settled here, so that no failover gets around it.
  private List<ModelRef> able(Decision decision) {
    List<ModelRef> models =
        decision.models().isEmpty()
            ? config.defaultModel().map(ModelRef::of).stream().toList()
            : decision.models();
    return models.stream().filter(ref -> card(ref.name()).meets(decision.requirement())).toList();
  }

  private static List<SignalCondition> conditions(List<Decision> decisions) {
    Set<SignalCondition> conditions = new LinkedHashSet<>();
    decisions.forEach(decision -> collect(decision.rule(), conditions));
    return List.copyOf(conditions);
  }

  private static void collect(Rule rule, Set<SignalCondition> conditions) {
    if (rule instanceof Rule.Is leaf) {
      conditions.add(condition(leaf));
    } else if (rule instanceof Rule.Not not) {
      collect(not.child(), conditions);
    } else {
      children(rule).forEach(child -> collect(child, conditions));
    }
  }

  private static List<Rule> children(Rule rule) {
    return rule instanceof Rule.All all ? all.children() : ((Rule.Any) rule).children();
  }

  private static SignalCondition condition(Rule.Is leaf) {
    return new SignalCondition(leaf.type(), leaf.name(), leaf.test());
  }

  private Targets only(String model) {
    return Targets.of(List.of(ModelRef.of(model)), cards);
  }

  private void addLora(ModelRef ref) {
    String lora = ref.lora().orElseThrow();
    direct.putIfAbsent(lora, Targets.of(List.of(ModelRef.of(ref.name()).withLora(lora)), cards));
  }

  RouterConfig config() {
    return config;
  }

  SignalIndex signals() {
    return signals;
  }

  /**
   * The number of a rule's signal, negative if it never fires; the configuration warned of such
   * when it was read.
   */
  int signal(Rule.Is leaf) {
    return signals.number(condition(leaf));
  }

  /** Whether any model or tenant has a limit. */
  boolean isLimited() {
    return limited;
  }

  List<Decision> decisions() {
    return decisions;
  }

  DecisionEngine engine() {
    return engine;
  }

  /** Where a decision sends requests; {@link DecisionEngine#NONE} stands for the default model. */
  Targets targets(int decision) {
    return decision == DecisionEngine.NONE ? defaultTargets : targets.get(decision);
  }

  /** The name of a decision, {@code ""} for {@link DecisionEngine#NONE}. */
  String name(int decision) {
    return decision == DecisionEngine.NONE ? "" : decisions.get(decision).name();
  }

  /** What a model costs, if anybody said. */
  Optional<Pricing> pricing(ModelRef model) {
    return Optional.ofNullable(cards.get(model.name())).flatMap(ModelCard::pricing);
  }

  /** Tells which decision a conversation stays with. */
  Continuity continuity() {
    return continuity;
  }

  /** What a decision does besides; nothing where none was taken. */
  DecisionPlugins plugins(int decision) {
    return decision == DecisionEngine.NONE ? DecisionPlugins.NONE : plugins.get(decision);
  }

  /** Whether a decision answers by itself, so that no model is asked. */
  boolean replies(int decision) {
    return plugins(decision).reply().isPresent();
  }

  /** Where a request goes that names its model itself. */
  Targets direct(String model) {
    return direct.getOrDefault(model, Targets.NONE);
  }

  ModelNames names() {
    return names;
  }

  /** The model by whose price all-cloud is reckoned. */
  Optional<ModelCard> reference() {
    return reference;
  }

  ModelCard card(String model) {
    ModelCard card = cards.get(model);
    if (card == null) {
      throw new IllegalArgumentException("no model " + model);
    }
    return card;
  }

  /** The time limit of a request that brings none. */
  Duration timeout() {
    return config.listeners().isEmpty() ? DEFAULT_TIMEOUT : config.listeners().get(0).timeout();
  }
}
