package io.codingrouter.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DecisionEngineTest {
  private static final int SIGNALS = 6;

  private static Rule signal(int number) {
    return Rule.is("keyword", String.valueOf(number));
  }

  private static int number(Rule.Is leaf) {
    return Integer.parseInt(leaf.name());
  }

  private static DecisionEngine engine(Strategy strategy, Decision... decisions) {
    return DecisionEngine.compile(List.of(decisions), strategy, DecisionEngineTest::number);
  }

  private static Decision.Builder decision(String name, Rule rule) {
    return Decision.builder(name).when(rule);
  }

  /** Signals by number: those listed fire with their score. */
  private static SignalOutcomes scores(double... scores) {
    return signal -> signal < scores.length ? scores[signal] : SignalOutcomes.MISS;
  }

  @Test
  void the_highest_priority_that_holds_is_taken() {
    DecisionEngine engine =
        engine(
            Strategy.PRIORITY,
            decision("low", signal(0)).priority(1).build(),
            decision("high", signal(1)).priority(9).build());
    assertThat(engine.decide(scores(1, 1))).isEqualTo(1);
    assertThat(engine.decide(scores(1, -1))).isEqualTo(0);
    assertThat(engine.decide(scores(-1, -1))).isEqualTo(DecisionEngine.NONE);
  }

  @Test
  void among_equal_priorities_confidence_decides_and_then_the_name() {
    DecisionEngine engine =
        engine(
            Strategy.PRIORITY,
            decision("b", signal(0)).build(),
            decision("a", signal(1)).build(),
            decision("c", signal(2)).build());
    assertThat(engine.decide(scores(.5, .5, .75))).isEqualTo(2);
    assertThat(engine.decide(scores(.5, .5, .25))).isEqualTo(1);
  }

  @Test
  void by_confidence_priority_only_breaks_ties() {
    DecisionEngine engine =
        engine(
            Strategy.CONFIDENCE,
            decision("high", signal(0)).priority(9).build(),
            decision("low", signal(1)).priority(1).build());
    assertThat(engine.decide(scores(.5, .75))).isEqualTo(1);
    assertThat(engine.decide(scores(.5, .5))).isEqualTo(0);
  }

  @Test
  void tiers_come_before_all_else_lower_first() {
    DecisionEngine engine =
        engine(
            Strategy.PRIORITY,
            decision("second", signal(0)).tier(2).priority(99).build(),
            decision("first", signal(1)).tier(1).build());
    assertThat(engine.decide(scores(1, .25))).isEqualTo(1);
    assertThat(engine.decide(scores(1, -1))).isEqualTo(0);
  }

  @Test
  void within_a_tier_confidence_comes_before_priority() {
    DecisionEngine engine =
        engine(
            Strategy.PRIORITY,
            decision("high", signal(0)).tier(1).priority(99).build(),
            decision("sure", signal(1)).tier(1).build());
    assertThat(engine.decide(scores(.5, .75))).isEqualTo(1);
  }

  @Test
  void and_of_nothing_always_holds_with_confidence_zero_and_or_of_nothing_never() {
    DecisionEngine engine =
        engine(
            Strategy.CONFIDENCE,
            decision("always", Rule.ALWAYS).priority(9).build(),
            decision("never", Rule.any()).priority(99).build(),
            decision("some", signal(0)).build());
    assertThat(engine.decide(scores(-1))).isEqualTo(0);
    assertThat(engine.decide(scores(.01))).isEqualTo(2);
    assertThat(engine.confidence(0, scores())).isZero();
    assertThat(engine.confidence(1, scores())).isNegative();
  }

  @Test
  void confidence_is_the_mean_of_and_the_best_of_or_and_one_of_not() {
    DecisionEngine engine =
        engine(
            Strategy.PRIORITY,
            decision("and", Rule.all(signal(0), signal(1))).build(),
            decision("or", Rule.any(signal(0), signal(1))).build(),
            decision("not", Rule.not(signal(2))).build());
    SignalOutcomes outcomes = scores(.25, .75, -1);
    assertThat(engine.confidence(0, outcomes)).isEqualTo(.5);
    assertThat(engine.confidence(1, outcomes)).isEqualTo(.75);
    assertThat(engine.confidence(2, outcomes)).isEqualTo(1);
  }

  @Test
  void a_last_resort_comes_last_whatever_its_priority() {
    DecisionEngine engine =
        engine(
            Strategy.PRIORITY,
            decision("default", Rule.ALWAYS).priority(1).lastResort().build(),
            decision("below", signal(0)).priority(-5).build());
    assertThat(engine.decide(scores(1))).isEqualTo(1);
    assertThat(engine.decide(scores(-1))).isEqualTo(0);
  }

  @Test
  void a_signal_whose_outcome_cannot_matter_is_not_asked() {
    DecisionEngine engine =
        engine(
            Strategy.PRIORITY,
            decision("first", Rule.any(signal(1), signal(0))).priority(9).build(),
            decision("second", signal(2)).priority(1).build());
    SignalOutcomes onlyTheCheapest =
        signal -> {
          assertThat(signal).isZero();
          return .5;
        };
    assertThat(engine.decide(onlyTheCheapest)).isEqualTo(0);
  }

  @Test
  void a_signal_without_a_number_never_fires() {
    DecisionEngine engine =
        DecisionEngine.compile(
            List.of(
                decision("is", signal(0)).priority(2).build(),
                decision("is not", Rule.not(signal(0))).priority(1).build()),
            Strategy.PRIORITY,
            leaf -> -1);
    assertThat(engine.decide(scores(1))).isEqualTo(1);
  }

  /** The semantics table, written down as it reads. */
  private static Optional<Double> naive(Rule rule, SignalOutcomes outcomes) {
    if (rule instanceof Rule.Is leaf) {
      double score = outcomes.score(number(leaf));
      return score < 0 ? Optional.empty() : Optional.of(score);
    }
    if (rule instanceof Rule.Not not) {
      return naive(not.child(), outcomes).isPresent() ? Optional.empty() : Optional.of(1.0);
    }
    if (rule instanceof Rule.Any any) {
      return any.children().stream()
          .flatMap(child -> naive(child, outcomes).stream())
          .max(Comparator.naturalOrder());
    }
    List<Rule> children = ((Rule.All) rule).children();
    List<Double> holding =
        children.stream().flatMap(child -> naive(child, outcomes).stream()).toList();
    if (holding.size() < children.size()) {
      return Optional.empty();
    }
    return Optional.of(holding.stream().mapToDouble(d -> d).average().orElse(0));
  }

  private static int naive(List<Decision> decisions, Strategy strategy, SignalOutcomes outcomes) {
    boolean tiered = decisions.stream().anyMatch(d -> d.tier() > 0);
    Comparator<Decision> confidence =
        Comparator.comparing((Decision d) -> naive(d.rule(), outcomes).orElseThrow()).reversed();
    Comparator<Decision> priority = Comparator.comparing(Decision::priority).reversed();
    Comparator<Decision> name = Comparator.comparing(Decision::name);
    Comparator<Decision> rank =
        tiered
            ? Comparator.comparing(Decision::tier).thenComparing(confidence).thenComparing(priority)
            : strategy == Strategy.PRIORITY
                ? priority.thenComparing(confidence)
                : confidence.thenComparing(priority);
    return decisions.stream()
        .filter(d -> naive(d.rule(), outcomes).isPresent())
        .min(Comparator.comparing(Decision::isLastResort).thenComparing(rank).thenComparing(name))
        .map(decisions::indexOf)
        .orElse(DecisionEngine.NONE);
  }

  @Property(tries = 5_000)
  void the_engine_decides_as_the_semantics_table_says(
      @ForAll @From("decisions") List<Decision> decisions,
      @ForAll Strategy strategy,
      @ForAll @From("outcomes") List<Double> scores) {
    DecisionEngine engine = DecisionEngine.compile(decisions, strategy, DecisionEngineTest::number);
    SignalOutcomes outcomes = scores::get;
    assertThat(engine.decide(outcomes)).isEqualTo(naive(decisions, strategy, outcomes));
  }

  @Provide
  Arbitrary<List<Double>> outcomes() {
    // multiples of 1/4: sums of them are exact, in whatever order
    return Arbitraries.of(-1.0, -1.0, 0.0, .25, .5, .75, 1.0).list().ofSize(SIGNALS);
  }

  @Provide
  Arbitrary<List<Decision>> decisions() {
    Arbitrary<Integer> small = Arbitraries.integers().between(0, 2);
    Arbitrary<Decision> decision =
        Combinators.combine(rules(3), small, small, Arbitraries.integers().between(0, 3), small)
            .as(
                (rule, priority, tier, tiered, last) -> {
                  Decision.Builder built = Decision.builder("").when(rule).priority(priority);
                  built.tier(tiered == 0 ? tier : 0);
                  return (last == 0 ? built.lastResort() : built).build();
                });
    return decision
        .list()
        .ofMaxSize(6)
        .map(
            list ->
                IntStream.range(0, list.size())
                    .mapToObj(i -> renamed(list.get(i), "d" + (i * 5 % 7)))
                    .toList());
  }

  private static Decision renamed(Decision d, String name) {
    Decision.Builder built =
        Decision.builder(name).when(d.rule()).priority(d.priority()).tier(d.tier());
    return (d.isLastResort() ? built.lastResort() : built).build();
  }

  private static Arbitrary<Rule> rules(int depth) {
    Arbitrary<Rule> leaf =
        Arbitraries.integers().between(0, SIGNALS - 1).map(DecisionEngineTest::signal);
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<Rule> below = Arbitraries.lazy(() -> rules(depth - 1));
    return Arbitraries.oneOf(
        leaf,
        below.list().ofMaxSize(4).map(Rule.All::new),
        below.list().ofMaxSize(4).map(Rule.Any::new),
        below.map(Rule.Not::new));
  }
}
