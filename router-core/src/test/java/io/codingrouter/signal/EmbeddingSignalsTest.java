package io.codingrouter.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.codingrouter.embedding.EmbeddingModel;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.signal.EmbeddingRule.Aggregation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EmbeddingSignalsTest {
  private final List<String> embedded = new ArrayList<>();

  /** Texts are written as angles: their cosines can be read off. */
  private final EmbeddingModel angles =
      EmbeddingModel.of(
          "angles",
          2,
          text -> {
            embedded.add(text);
            double angle = Math.toRadians(Double.parseDouble(text));
            return new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
          });

  private static EmbeddingRule.Builder rule(String name) {
    return EmbeddingRule.builder(name).withoutSoftThreshold().topK(0);
  }

  private SignalMatches ask(String angle, EmbeddingRule... rules) {
    return match(angles, angle, List.of(), rules);
  }

  private static SignalMatches match(
      EmbeddingModel model, String ask, List<SignalCondition> conditions, EmbeddingRule... rules) {
    return SignalIndex.compile(List.of(rules), conditions, by(model))
        .match(Envelopes.standard().read(ChatRequest.user(ask)));
  }

  private static Instruments by(EmbeddingModel model) {
    return new Instruments(List.of(), TokenCounter.estimate(), Instruments.LANGUAGES, () -> model);
  }

  private static double cos(double degrees) {
    return Math.cos(Math.toRadians(degrees));
  }

  @Test
  void an_ask_that_is_a_candidate_scores_1() {
    SignalMatches matches = ask("40", rule("a").candidates("40").threshold(1).build());
    assertThat(matches.result(0).matched()).isTrue();
    assertThat(matches.result(0).score()).isCloseTo(1, within(1e-6));
  }

  @Test
  void a_score_may_just_reach_its_threshold() {
    EmbeddingRule.Builder rule = rule("a").candidates("0");
    assertThat(ask("60", rule.threshold(0.5).build()).result(0).matched()).isTrue();
    assertThat(ask("60", rule.threshold(0.51).build()).result(0).matched()).isFalse();
  }

  @Test
  void candidates_are_aggregated_as_the_rule_says() {
    EmbeddingRule.Builder rule = rule("a").candidates("0", "60", "180");
    assertThat(score("10", rule.aggregation(Aggregation.ANY))).isEqualTo(cos(10), within(1e-6));
    assertThat(score("10", rule.aggregation(Aggregation.MEAN)))
        .isEqualTo((cos(10) + cos(50) - cos(10)) / 3, within(1e-6));
    assertThat(score("10", rule.aggregation(Aggregation.MAX)))
        .isEqualTo(0.75 * cos(10) + 0.25 * (cos(10) + cos(50)) / 2, within(1e-6));
  }

  @Test
  void candidates_that_say_nearly_the_same_count_as_one() {
    EmbeddingRule.Builder rule = rule("a").candidates("0", "20", "90");
    assertThat(score("10", rule)).isEqualTo(0.75 + 0.25 * (1 + cos(80)) / 2, within(1e-6));
    assertThat(score("10", rule.aggregation(Aggregation.ANY))).isEqualTo(cos(10), within(1e-6));
  }

  @Test
  void an_opposite_scores_nothing() {
    assertThat(score("180", rule("a").candidates("0"))).isZero();
  }

  private double score(String ask, EmbeddingRule.Builder rule) {
    return ask(ask, rule.build()).result(0).score();
  }

  @Test
  void an_ask_is_embedded_once_for_all_rules_and_only_if_one_is_asked() {
    SignalMatches matches =
        ask("5", rule("a").candidates("0").build(), rule("b").candidates("90").build());
    assertThat(embedded).containsExactly("0", "90");
    matches.result(0);
    matches.result(1);
    assertThat(embedded).containsExactly("0", "90", "5");
  }

  @Test
  void a_rule_may_fire_below_its_threshold_if_no_rule_reaches_its_own() {
    EmbeddingRule soft =
        EmbeddingRule.builder("soft").candidates("0").threshold(0.9).topK(0).build();
    EmbeddingRule hard = rule("hard").candidates("90").threshold(0.9).build();
    SignalMatches near = ask("40", soft, hard);
    assertThat(near.result(0)).isEqualTo(SignalResult.hit(near.result(0).score()));
    assertThat(near.result(1).matched()).isFalse();
    assertThat(ask("70", soft, hard).result(0).matched()).isFalse();
    SignalMatches reached = ask("40", soft, rule("hard").candidates("45").threshold(0.9).build());
    assertThat(reached.result(0).matched()).isFalse();
    assertThat(reached.result(1).matched()).isTrue();
  }

  @Test
  void only_the_closest_fires_unless_more_places_count() {
    EmbeddingRule.Builder rule = EmbeddingRule.builder("second").candidates("0").threshold(0.5);
    EmbeddingRule first = EmbeddingRule.builder("first").candidates("20").threshold(0.5).build();
    assertThat(ask("20", rule.build(), first).result(0).matched()).isFalse();
    assertThat(ask("20", rule.build(), first).result(1).matched()).isTrue();
    assertThat(ask("20", rule.topK(2).build(), first).result(0).matched()).isTrue();
    assertThat(ask("20", rule.topK(0).build(), first).result(0).matched()).isTrue();
  }

  @Test
  void of_equal_scores_the_name_decides() {
    EmbeddingRule b = EmbeddingRule.builder("b").candidates("0").build();
    EmbeddingRule a = EmbeddingRule.builder("a").candidates("0").build();
    SignalMatches matches = ask("0", b, a);
    assertThat(matches.result(0).matched()).isFalse();
    assertThat(matches.result(1).matched()).isTrue();
  }

  @Test
  void the_evidence_names_the_closest_candidate_and_outlives_the_request() {
    SignalMatches matches = ask("30", rule("a").candidates("0", "180").build());
    assertThat(matches.result(0).matched()).isTrue();
    matches.seal();
    assertThat(matches.evidence(0)).containsExactly("0.87 to \"0\"", "score 0.65 of 0.50");
  }

  @Test
  void the_evidence_says_why_a_score_is_not_all() {
    EmbeddingRule first = EmbeddingRule.builder("a").candidates("0").threshold(0.7).build();
    EmbeddingRule second = EmbeddingRule.builder("b").candidates("30").threshold(0.6).build();
    SignalMatches outscored = ask("5", first, second);
    outscored.result(1);
    assertThat(outscored.evidence(1))
        .containsExactly("0.91 to \"30\"", "score 0.91 of 0.60", "outscored");

    EmbeddingRule soft = EmbeddingRule.builder("a").candidates("0").threshold(0.9).build();
    SignalMatches softly = ask("50", soft);
    softly.result(0);
    assertThat(softly.evidence(0))
        .containsExactly("0.64 to \"0\"", "score 0.64 of 0.90", "fires softly from 0.50");
  }

  @Test
  void the_evidence_is_short_and_has_no_minus_zero() {
    String candidate = "0".repeat(80);
    SignalMatches matches = ask("90.05", rule("a").candidates(candidate).build());
    matches.result(0);
    assertThat(matches.evidence(0))
        .containsExactly("0.00 to \"" + "0".repeat(60) + "…\"", "score 0.00 of 0.50");
  }

  @Test
  void a_condition_may_look_at_the_score_of_a_signal_that_does_not_fire() {
    EmbeddingRule rule = rule("a").candidates("0").threshold(0.9).build();
    Bounds bounds =
        new Bounds(
            OptionalDouble.empty(),
            OptionalDouble.of(0.4),
            OptionalDouble.empty(),
            OptionalDouble.of(0.6));
    SignalCondition between =
        new SignalCondition("embedding", "a", new SignalTest("", bounds, false));
    SignalMatches matches = match(angles, "60", List.of(between), rule);
    assertThat(matches.result(0).matched()).isFalse();
    assertThat(matches.result(1).matched()).isTrue();
  }

  @Test
  void a_model_that_fails_is_asked_once_and_on_error_applies() {
    int[] calls = new int[1];
    EmbeddingModel failing =
        EmbeddingModel.of(
            "failing",
            1,
            text -> {
              if (text.startsWith("candidate")) {
                return new float[] {1};
              }
              calls[0]++;
              throw new IllegalStateException("cannot embed " + text);
            });
    SignalCondition lenient =
        new SignalCondition("embedding", "a", new SignalTest("", Bounds.NONE, true));
    SignalMatches matches =
        match(
            failing,
            "secret",
            List.of(lenient),
            rule("a").candidates("candidate").build(),
            rule("b").candidates("candidate").build());
    List<String> evidence = new ArrayList<>();
    int fired = 0;
    for (int i = 0; i < 3; i++) {
      fired += matches.result(i).matched() ? 1 : 0;
      evidence.addAll(matches.evidence(i));
    }
    assertThat(fired).isEqualTo(1);
    assertThat(calls[0]).isEqualTo(1);
    assertThat(evidence)
        .contains("failed with IllegalStateException")
        .noneMatch(e -> e.contains("secret"));
  }

  @Test
  void candidates_that_cannot_be_embedded_stop_the_compilation() {
    EmbeddingRule rule = rule("a").candidates("no angle").build();
    assertThatThrownBy(() -> ask("0", rule))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("model angles")
        .hasMessageContaining("signal \"a\"");
  }

  @Test
  void the_model_is_not_fetched_without_a_rule_that_needs_it() {
    Instruments instruments =
        new Instruments(
            List.of(),
            TokenCounter.estimate(),
            Instruments.LANGUAGES,
            () -> {
              throw new AssertionError("not needed");
            });
    EmbeddingRule images = rule("a").candidates("0").modality(EmbeddingRule.Modality.IMAGE).build();
    SignalIndex index = SignalIndex.compile(List.of(images), List.of(), instruments);
    assertThat(index.size()).isZero();
  }

  @Test
  void an_index_that_takes_the_place_of_another_embeds_nothing_twice() {
    List<SignalRule> rules = List.of(rule("a").candidates("0", "40").build());
    List<SignalRule> more = List.of(rule("b").candidates("40", "80").build());
    SignalIndex first = SignalIndex.compile(rules, List.of(), by(angles));
    SignalIndex second = first.recompile(more, Projections.NONE, List.of(), by(angles));
    assertThat(embedded).containsExactly("0", "40", "80");

    second.recompile(rules, Projections.NONE, List.of(), by(angles));
    assertThat(embedded).containsExactly("0", "40", "80", "0");
  }

  @Test
  void another_model_embeds_all_anew() {
    List<SignalRule> rules = List.of(rule("a").candidates("0").build());
    EmbeddingModel other = EmbeddingModel.of("other", 2, text -> angles.embed(text).toArray());
    SignalIndex.compile(rules, List.of(), by(angles))
        .recompile(rules, Projections.NONE, List.of(), by(other));
    assertThat(embedded).containsExactly("0", "0");
  }

  @Test
  void an_empty_ask_scores_nothing_and_is_not_embedded() {
    SignalMatches matches = ask("", rule("a").candidates("0").threshold(0.1).build());
    assertThat(matches.result(0)).isEqualTo(SignalResult.MISS);
    assertThat(embedded).containsExactly("0");
  }
}
