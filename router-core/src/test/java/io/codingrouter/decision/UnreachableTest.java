package io.codingrouter.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.decision.Unreachable.Cause;
import io.codingrouter.signal.Bounds;
import io.codingrouter.signal.SignalTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class UnreachableTest {
  private static final int SIGNALS = 4;
  private static final int SILENT = 3; // this one never fires
  private static final double[] SCORES = {SignalOutcomes.MISS, 0, .3, .7, 1};

  private static final Rule X = Rule.is("keyword", "0");
  private static final Rule Y = Rule.is("keyword", "1");
  private static final Rule UNSURE = Rule.is("embedding", "2");
  private static final Rule NEVER = Rule.is("domain", "3");

  private static boolean isSilent(Rule.Is leaf) {
    return leaf.name().equals(String.valueOf(SILENT));
  }

  private static Decision decision(String name, int priority, Rule rule) {
    return Decision.builder(name).priority(priority).when(rule).build();
  }

  private static List<Unreachable> find(Strategy strategy, Decision... decisions) {
    return Unreachable.find(List.of(decisions), strategy, UnreachableTest::isSilent);
  }

  private static List<Unreachable> find(Decision... decisions) {
    return find(Strategy.PRIORITY, decisions);
  }

  private static List<Unreachable> shadowed(int decision, int by) {
    return List.of(new Unreachable(decision, Cause.SHADOW, by));
  }

  @Test
  void a_contradiction_never_holds() {
    assertThat(find(decision("a", 1, Rule.all(X, Y, Rule.not(X)))))
        .containsExactly(new Unreachable(0, Cause.CONTRADICTION, DecisionEngine.NONE));
    assertThat(find(decision("a", 1, Rule.any())))
        .containsExactly(new Unreachable(0, Cause.CONTRADICTION, DecisionEngine.NONE));
    assertThat(find(decision("a", 1, Rule.all(X, Y)))).isEmpty();
  }

  @Test
  void what_needs_a_silent_signal_never_holds_but_its_opposite_always_does() {
    assertThat(find(decision("a", 1, Rule.all(X, NEVER))))
        .containsExactly(new Unreachable(0, Cause.SILENCE, DecisionEngine.NONE));
    assertThat(find(decision("a", 1, Rule.any(X, NEVER)))).isEmpty();
    assertThat(find(decision("a", 9, Rule.not(NEVER)), decision("b", 1, X)))
        .isEqualTo(shadowed(1, 0));
  }

  @Test
  void a_narrower_rule_of_lower_priority_is_shadowed() {
    assertThat(find(decision("narrow", 1, Rule.all(X, Y)), decision("wide", 9, X)))
        .isEqualTo(shadowed(0, 1));
    assertThat(find(decision("narrow", 9, Rule.all(X, Y)), decision("wide", 1, X))).isEmpty();
  }

  @Test
  void a_rule_said_twice_is_shadowed_by_the_better_rank() {
    assertThat(find(decision("b", 5, UNSURE), decision("a", 5, UNSURE))).isEqualTo(shadowed(0, 1));
  }

  @Test
  void what_comes_after_an_unconditional_decision_is_shadowed() {
    assertThat(find(decision("always", 9, Rule.ALWAYS), decision("b", 1, X)))
        .isEqualTo(shadowed(1, 0));
  }

  @Test
  void beside_an_unconditional_decision_confidence_wins() {
    assertThat(find(decision("always", 5, Rule.ALWAYS), decision("b", 5, X))).isEmpty();
    assertThat(
            find(Strategy.CONFIDENCE, decision("always", 9, Rule.ALWAYS), decision("b", 1, UNSURE)))
        .isEmpty();
  }

  @Test
  void a_surer_decision_shadows_within_its_group_whatever_its_rank() {
    Rule either = Rule.any(X, Rule.not(X));
    assertThat(
            find(Strategy.CONFIDENCE, decision("always", 9, Rule.ALWAYS), decision("b", 1, either)))
        .isEqualTo(shadowed(0, 1));
  }

  @Test
  void an_unsure_signal_may_lose_to_another_rule_of_its_group() {
    assertThat(find(decision("a", 5, Rule.any(UNSURE, X)), decision("b", 5, Rule.all(UNSURE, Y))))
        .isEmpty();
    assertThat(find(decision("a", 6, Rule.any(UNSURE, X)), decision("b", 5, Rule.all(UNSURE, Y))))
        .isEqualTo(shadowed(1, 0));
  }

  @Test
  void tiers_come_before_priorities() {
    assertThat(
            find(
                decision("a", 9, X),
                Decision.builder("b").tier(1).priority(99).when(X).build(),
                Decision.builder("c").tier(2).when(Y).build()))
        .isEqualTo(shadowed(1, 0));
  }

  @Test
  void a_last_resort_is_not_told() {
    assertThat(
            find(
                decision("a", 9, Rule.any(X, Rule.not(X))),
                Decision.builder("default").lastResort().build()))
        .isEmpty();
  }

  @Test
  void conditions_that_are_asked_differently_are_different() {
    Rule labelled = Rule.is("keyword", "0", new SignalTest("label", Bounds.NONE, false));
    assertThat(find(decision("a", 1, Rule.all(X, Rule.not(labelled))))).isEmpty();
  }

  @Test
  void a_rule_of_many_conditions_is_left_alone_unless_it_is_said_twice() {
    Rule many =
        new Rule.All(
            IntStream.range(10, 30).mapToObj(i -> Rule.is("keyword", String.valueOf(i))).toList());
    assertThat(find(decision("a", 9, many), decision("b", 1, Rule.all(many, X)))).isEmpty();
    assertThat(find(decision("a", 9, many), decision("b", 1, many))).isEqualTo(shadowed(1, 0));
  }

  @Test
  void a_thousand_decisions_on_one_signal_are_given_up_in_time() {
    Decision[] decisions =
        IntStream.range(0, 1_000)
            .mapToObj(
                i -> decision("d" + i, i, Rule.all(X, Rule.is("keyword", String.valueOf(10 + i)))))
            .toArray(Decision[]::new);
    assertThat(find(decisions)).isEmpty();
  }

  @Property(tries = 2_000)
  void what_is_told_is_never_taken(
      @ForAll @From("decisions") List<Decision> decisions, @ForAll Strategy strategy) {
    Set<Integer> taken = taken(decisions, strategy, SCORES);
    for (Unreachable found : Unreachable.find(decisions, strategy, UnreachableTest::isSilent)) {
      assertThat(taken).doesNotContain(found.decision());
    }
  }

  @Property(tries = 2_000)
  void of_two_decisions_in_different_groups_all_that_are_never_taken_are_told(
      @ForAll @From("rules") Rule first, @ForAll @From("rules") Rule second) {
    List<Decision> decisions = List.of(decision("a", 2, first), decision("b", 1, second));
    Set<Integer> told = new HashSet<>();
    Unreachable.find(decisions, Strategy.PRIORITY, UnreachableTest::isSilent)
        .forEach(found -> told.add(found.decision()));
    Set<Integer> taken = taken(decisions, Strategy.PRIORITY, SCORES);
    assertThat(told)
        .isEqualTo(
            new HashSet<>(IntStream.of(0, 1).filter(i -> !taken.contains(i)).boxed().toList()));
  }

  /** All decisions that some outcome leads to; keywords have the score 1 only. */
  private static Set<Integer> taken(List<Decision> decisions, Strategy strategy, double[] scores) {
    DecisionEngine engine =
        DecisionEngine.compile(
            decisions, strategy, leaf -> isSilent(leaf) ? -1 : Integer.parseInt(leaf.name()));
    Set<Integer> taken = new HashSet<>();
    for (List<Double> outcome : outcomes(scores, SIGNALS - 1)) {
      if (Math.abs(outcome.get(0)) == 1 && Math.abs(outcome.get(1)) == 1) {
        taken.add(engine.decide(outcome::get));
      }
    }
    return taken;
  }

  private static List<List<Double>> outcomes(double[] scores, int signals) {
    if (signals == 0) {
      return List.of(List.of());
    }
    List<List<Double>> longer = new ArrayList<>();
    for (List<Double> outcome : outcomes(scores, signals - 1)) {
      for (double score : scores) {
        List<Double> one = new ArrayList<>(outcome);
        one.add(score);
        longer.add(one);
      }
    }
    return longer;
  }

  @Provide
  Arbitrary<List<Decision>> decisions() {
    Arbitrary<Integer> small = Arbitraries.integers().between(0, 2);
    return Combinators.combine(rules(), small, Arbitraries.of(0, 0, 0, 1, 2), small)
        .as(
            (rule, priority, tier, last) -> {
              Decision.Builder built = Decision.builder("").when(rule).priority(priority);
              return (last == 0 ? built.tier(tier).lastResort() : built.tier(tier)).build();
            })
        .list()
        .ofMaxSize(5)
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

  @Provide
  Arbitrary<Rule> rules() {
    return rules(3);
  }

  private static Arbitrary<Rule> rules(int depth) {
    Arbitrary<Rule> leaf = Arbitraries.of(X, X, Y, Y, UNSURE, UNSURE, NEVER);
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<Rule> below = Arbitraries.lazy(() -> rules(depth - 1));
    return Arbitraries.oneOf(
        leaf,
        below.list().ofMaxSize(3).map(Rule.All::new),
        below.list().ofMaxSize(3).map(Rule.Any::new),
        below.map(Rule.Not::new));
  }
}
