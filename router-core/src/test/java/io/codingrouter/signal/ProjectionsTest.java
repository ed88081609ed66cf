package io.codingrouter.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.codingrouter.embedding.EmbeddingModel;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.signal.Projections.Band;
import io.codingrouter.signal.Projections.Input;
import io.codingrouter.signal.Projections.Mapping;
import io.codingrouter.signal.Projections.Partition;
import io.codingrouter.signal.Projections.Score;
import io.codingrouter.signal.Projections.ValueSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ProjectionsTest {
  private final List<String> asked = new ArrayList<>();

  /** Signals of the application's own that find what they are named after. */
  private static final Map<String, SignalResult> FOUND =
      Map.of(
          "sure",
          SignalResult.HIT,
          "half",
          SignalResult.hit(0.5),
          "near",
          new SignalResult(false, 0.4, ""),
          "no",
          SignalResult.MISS);

  private static Input input(String signal, double weight, ValueSource source) {
    return new Input("custom", signal, weight, source, 1, 0);
  }

  private static Input input(String signal, double weight) {
    return input(signal, weight, ValueSource.BINARY);
  }

  private static Bounds from(double least) {
    return new Bounds(none(), OptionalDouble.of(least), none(), none());
  }

  private static Bounds below(double bound) {
    return new Bounds(none(), none(), OptionalDouble.of(bound), none());
  }

  private static OptionalDouble none() {
    return OptionalDouble.empty();
  }

  private static Projections of(Score score, Band... bands) {
    return new Projections(
        List.of(),
        List.of(score),
        List.of(new Mapping("bands", score.name(), false, 10, List.of(bands))));
  }

  private static SignalCondition band(String name) {
    return new SignalCondition(Projections.TYPE, name, SignalTest.NONE);
  }

  /** What is found in a request. */
  private final class Found {
    private final SignalIndex index;
    private final SignalMatches matches;

    Found(Projections projections) {
      List<Signal> signals =
          FOUND.keySet().stream()
              .sorted()
              .map(
                  name ->
                      Signal.of(
                          name,
                          context -> {
                            asked.add(name);
                            return FOUND.get(name);
                          }))
              .toList();
      index =
          SignalIndex.compile(
              List.of(),
              projections,
              List.of(),
              new Instruments(
                  signals,
                  TokenCounter.estimate(),
                  Instruments.LANGUAGES,
                  EmbeddingModel::embedded));
      matches = index.match(Envelopes.standard().read(ChatRequest.user("hello")));
    }

    SignalResult band(String name) {
      return matches.result(number(name));
    }

    int number(String name) {
      return index.number(ProjectionsTest.band(name));
    }

    List<String> evidence(String name) {
      return matches.evidence(number(name));
    }
  }

  @Test
  void a_band_holds_where_the_sum_lies_in_it() {
    Score score = new Score("sum", List.of(input("sure", 0.3), input("no", 5), input("half", 0.2)));
    Found found = new Found(of(score, new Band("low", below(0.5)), new Band("high", from(0.5))));
    assertThat(found.band("high").matched()).isTrue();
    assertThat(found.band("low")).isEqualTo(SignalResult.MISS);
  }

  @Test
  void a_sum_of_decimals_meets_a_decimal_bound() {
    Score score = new Score("sum", List.of(input("sure", 0.1), input("half", 0.2)));
    assertThat(0.1 + 0.2).isGreaterThan(0.3);
    Bounds most = new Bounds(none(), none(), none(), OptionalDouble.of(0.3));
    assertThat(new Found(of(score, new Band("most", most))).band("most").matched()).isTrue();
  }

  @Test
  void an_input_counts_as_its_source_says() {
    assertThat(sum(input("half", 1))).isEqualTo(1);
    assertThat(sum(new Input("custom", "half", 2, ValueSource.BINARY, 7, 3))).isEqualTo(14);
    assertThat(sum(new Input("custom", "no", 2, ValueSource.BINARY, 7, 3))).isEqualTo(6);
    assertThat(sum(input("half", 1, ValueSource.CONFIDENCE))).isEqualTo(0.5);
    assertThat(sum(input("near", 1, ValueSource.CONFIDENCE))).isZero();
    assertThat(sum(input("near", -1, ValueSource.RAW))).isEqualTo(-0.4);
  }

  /** A sum of one input, read off the evidence. */
  private double sum(Input input) {
    Found found = new Found(of(new Score("sum", List.of(input)), new Band("any", from(-99))));
    found.band("any");
    String said = found.evidence("any").get(0);
    return Double.parseDouble(said.substring("sum is ".length(), said.indexOf(',')));
  }

  @Test
  void a_signal_that_nothing_decides_counts_as_missed() {
    assertThat(sum(new Input("complexity", "deep:hard", 1, ValueSource.BINARY, 1, 0.25)))
        .isEqualTo(0.25);
    assertThat(sum(new Input("kb_metric", "kb:best", 1, ValueSource.SCORE, 1, 0))).isZero();
  }

  @Test
  void a_band_is_half_sure_at_its_bound_and_surer_away_from_it() {
    Score score = new Score("sum", List.of(input("half", 0.5)));
    assertThat(new Found(of(score, new Band("b", from(0.5)))).band("b").score()).isEqualTo(0.5);
    assertThat(new Found(of(score, new Band("b", from(0.3)))).band("b").score())
        .isEqualTo(1 / (1 + Math.exp(-2)), within(1e-9));
    Bounds both = new Bounds(OptionalDouble.of(-9), none(), none(), OptionalDouble.of(0.6));
    assertThat(new Found(of(score, new Band("b", both))).band("b").score())
        .isEqualTo(1 / (1 + Math.exp(-1)), within(1e-9));
  }

  @Test
  void of_bands_that_overlap_the_first_holds_unless_all_shall() {
    List<Band> bands = List.of(new Band("first", from(0)), new Band("second", from(0.1)));
    Score score = new Score("sum", List.of(input("sure", 1)));
    Found first = new Found(of(score, bands.toArray(Band[]::new)));
    assertThat(first.band("first").matched()).isTrue();
    assertThat(first.band("second").matched()).isFalse();
    assertThat(first.evidence("second").get(0)).contains("in an earlier band than");
    Found all =
        new Found(
            new Projections(
                List.of(), List.of(score), List.of(new Mapping("m", "sum", true, 1, bands))));
    assertThat(all.band("first").matched()).isTrue();
    assertThat(all.band("second").matched()).isTrue();
  }

  @Test
  void only_inputs_are_asked_each_once_for_all_bands() {
    Score score = new Score("sum", List.of(input("sure", 1), input("half", 1), input("sure", 2)));
    Found found = new Found(of(score, new Band("low", below(1)), new Band("high", from(1))));
    assertThat(asked).isEmpty();
    found.band("low");
    found.band("high");
    assertThat(asked).containsExactly("sure", "half");
  }

  @Test
  void a_score_may_be_made_of_scores_and_bands_in_any_order() {
    Score upper =
        new Score(
            "upper",
            List.of(
                new Input(Projections.TYPE, "lower", 2, ValueSource.SCORE, 1, 0),
                new Input(Projections.TYPE, "strong", 1, ValueSource.CONFIDENCE, 1, 0)));
    Score lower = new Score("lower", List.of(input("half", 0.5)));
    Found found =
        new Found(
            new Projections(
                List.of(),
                List.of(upper, lower),
                List.of(
                    new Mapping("m", "upper", false, 1, List.of(new Band("top", from(1.5)))),
                    new Mapping("n", "lower", false, 1, List.of(new Band("strong", from(0.5)))))));
    assertThat(found.band("top").matched()).isTrue();
    assertThat(found.evidence("top"))
        .containsExactly(
            "upper is 1.500, within >= 1.5", "+1.000 projection lower", "+0.500 projection strong");
  }

  @Test
  void a_score_made_of_itself_is_refused() {
    Input self = new Input(Projections.TYPE, "sum", 1, ValueSource.SCORE, 1, 0);
    Projections projections = of(new Score("sum", List.of(self)), new Band("b", from(0)));
    assertThatThrownBy(() -> new Found(projections))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("made of itself");
  }

  @Test
  void an_input_that_the_router_was_not_given_is_refused() {
    Projections projections =
        of(new Score("sum", List.of(input("mood", 1))), new Band("b", from(0)));
    assertThatThrownBy(() -> new Found(projections))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a score asks for the custom signal \"mood\"");
  }

  @Test
  void a_band_reads_loops_if_an_input_does() {
    ConversationRule loop =
        new ConversationRule("loop", ConversationRule.Source.ACTIVE_TOOL_LOOP, "", "", Bounds.NONE);
    Input input = new Input("conversation", "loop", 1, ValueSource.BINARY, 1, 0);
    Projections projections = of(new Score("sum", List.of(input)), new Band("b", from(1)));
    assertThat(
            SignalIndex.compile(
                    List.of(loop), projections, List.of(band("b")), Instruments.STANDARD)
                .readsLoops())
        .isTrue();
    assertThat(
            SignalIndex.compile(List.of(loop), projections, List.of(), Instruments.STANDARD)
                .readsLoops())
        .isFalse();
  }

  @Test
  void evidence_outlives_the_request() {
    Score score = new Score("sum", List.of(input("sure", 0.3), input("no", 9), input("half", -1)));
    Found found = new Found(of(score, new Band("high", from(0.5))));
    found.band("high");
    found.matches.seal();
    assertThat(found.evidence("high"))
        .containsExactly("sum is -0.700, not >= 0.5", "+0.300 custom sure", "-1.000 custom half");
  }

  /** Texts are written as angles: their cosines can be read off. */
  private static final EmbeddingModel ANGLES =
      EmbeddingModel.of(
          "angles",
          2,
          text -> {
            if (text.equals("fail")) {
              throw new IllegalStateException("down");
            }
            double angle = Math.toRadians(Double.parseDouble(text));
            return new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
          });

  private static SignalMatches ask(String angle, Partition partition, SignalRule... rules) {
    return SignalIndex.compile(
            List.of(rules),
            new Projections(List.of(partition), List.of(), List.of()),
            List.of(),
            new Instruments(
                List.of(), TokenCounter.estimate(), Instruments.LANGUAGES, () -> ANGLES))
        .match(Envelopes.standard().read(ChatRequest.user(angle)));
  }

  private static EmbeddingRule at(String angle) {
    return EmbeddingRule.builder("at " + angle)
        .candidates(angle)
        .threshold(0.5)
        .withoutSoftThreshold()
        .build();
  }

  private static Partition partition(String fallback, String... members) {
    return new Partition(
        "group", "embedding", List.of(members), Optional.ofNullable(fallback), none());
  }

  private static List<Boolean> matched(SignalMatches matches, int signals) {
    List<Boolean> matched = new ArrayList<>();
    for (int i = 0; i < signals; i++) {
      matched.add(matches.result(i).matched());
    }
    return matched;
  }

  @Test
  void of_a_partition_only_the_closest_member_fires() {
    Partition partition = partition(null, "at 0", "at 40");
    SignalMatches matches = ask("15", partition, at("0"), at("40"));
    assertThat(matched(matches, 2)).containsExactly(true, false);
    assertThat(matches.result(0).score()).isEqualTo(Math.cos(Math.toRadians(15)), within(1e-6));
    assertThat(matches.result(1).score()).isEqualTo(Math.cos(Math.toRadians(25)), within(1e-6));
    assertThat(matches.evidence(0))
        .containsExactly("0.97 to \"0\"", "score 0.97 of 0.50", "wins group");
    assertThat(matches.evidence(1))
        .containsExactly("0.91 to \"40\"", "score 0.91 of 0.50", "at 0 wins group");
  }

  @Test
  void the_default_fires_where_no_member_does_and_only_then() {
    Partition partition = partition("at 40", "at 0", "at 40");
    SignalMatches nothing = ask("150", partition, at("0"), at("40"));
    assertThat(matched(nothing, 2)).containsExactly(false, true);
    assertThat(nothing.evidence(1))
        .containsExactly("-0.34 to \"40\"", "score 0.00 of 0.50", "the default of group");
    assertThat(matched(ask("-20", partition, at("0"), at("40")), 2)).containsExactly(true, false);
    assertThat(matched(ask("150", partition(null, "at 0", "at 40"), at("0"), at("40")), 2))
        .containsExactly(false, false);
  }

  @Test
  void the_default_does_not_fire_where_the_model_fails() {
    SignalMatches matches = ask("fail", partition("at 0", "at 0", "at 40"), at("0"), at("40"));
    assertThat(matched(matches, 2)).containsExactly(false, false);
    assertThat(matches.hasFailed(0)).isTrue();
    assertThat(matches.hasFailed(1)).isTrue();
  }

  @Test
  void softmax_shares_the_score_with_those_that_would_have_fired() {
    Partition partition =
        new Partition(
            "group",
            "embedding",
            List.of("at 0", "at 40", "at 90"),
            Optional.empty(),
            OptionalDouble.of(0.1));
    SignalMatches matches = ask("15", partition, at("0"), at("40"), at("90"));
    double behind = Math.cos(Math.toRadians(25)) - Math.cos(Math.toRadians(15));
    assertThat(matches.result(0).score()).isEqualTo(1 / (1 + Math.exp(behind / 0.1)), within(1e-5));
    SignalMatches alone = ask("-50", partition, at("0"), at("40"), at("90"));
    assertThat(alone.result(0).score()).isEqualTo(Math.cos(Math.toRadians(50)), within(1e-6));
  }

  @Test
  void a_partition_chooses_among_members_whatever_fires_beside_it() {
    Partition partition = partition("at 90", "at 60", "at 90");
    SignalMatches matches = ask("20", partition, at("60"), at("90"), at("10"));
    assertThat(matched(matches, 3)).containsExactly(true, false, true);
  }

  @Test
  void a_partition_of_one_is_left_alone() {
    assertThat(matched(ask("150", partition("at 0", "at 0"), at("0")), 1)).containsExactly(false);
  }

  @Test
  void scores_see_who_won() {
    SignalMatches matches =
        SignalIndex.compile(
                List.of(at("0"), at("40")),
                new Projections(
                    List.of(partition(null, "at 0", "at 40")),
                    List.of(
                        new Score(
                            "sum",
                            List.of(
                                new Input("embedding", "at 0", 1, ValueSource.BINARY, 1, 0),
                                new Input("embedding", "at 40", 2, ValueSource.BINARY, 1, 0)))),
                    List.of(
                        new Mapping("m", "sum", false, 1, List.of(new Band("both", from(2.5)))))),
                List.of(band("both")),
                new Instruments(
                    List.of(), TokenCounter.estimate(), Instruments.LANGUAGES, () -> ANGLES))
            .match(Envelopes.standard().read(ChatRequest.user("15")));
    assertThat(matches.result(2).matched()).isFalse();
    assertThat(matches.evidence(2)).contains("sum is 1.000, not >= 2.5");
  }
}
