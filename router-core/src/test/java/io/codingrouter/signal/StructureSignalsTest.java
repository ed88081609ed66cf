package io.codingrouter.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.signal.StructureRule.Feature;
import io.codingrouter.signal.StructureRule.Keywords;
import io.codingrouter.signal.StructureRule.Regex;
import io.codingrouter.signal.StructureRule.Sequences;
import io.codingrouter.signal.StructureRule.Source;
import io.codingrouter.signal.StructureRule.TextBytes;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals on the form of a text. */
class StructureSignalsTest {
  private static final Bounds AT_MOST_ONE =
      new Bounds(
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.of(1));
  private static final Regex QUESTION_MARK = new Regex("[?？]", false);

  private static SignalMatches match(ChatRequest request, StructureRule... rules) {
    return SignalIndex.compile(List.of(rules), List.of(), Instruments.STANDARD)
        .match(Envelopes.standard().read(request));
  }

  private static StructureRule rule(Feature feature, Source source, Bounds bounds) {
    return new StructureRule("s", TextSource.ASK, feature, source, bounds);
  }

  private static boolean fires(Feature feature, Source source, Bounds bounds, String ask) {
    return match(ChatRequest.user(ask), rule(feature, source, bounds)).result(0).matched();
  }

  private static List<String> evidence(Feature feature, Source source, String ask) {
    SignalMatches matches = match(ChatRequest.user(ask), rule(feature, source, Bounds.NONE));
    matches.result(0);
    matches.seal();
    return matches.evidence(0);
  }

  @ParameterizedTest
  @CsvSource({
    "'Why?', true",
    "'Why? 什么？', false",
    "'No question at all', true",
    "'Why? Who? What? Where?', false"
  })
  void a_count_is_held_against_its_bounds(String ask, boolean atMostOne) {
    assertThat(fires(Feature.COUNT, QUESTION_MARK, AT_MOST_ONE, ask)).isEqualTo(atMostOne);
  }

  @Test
  void without_bounds_it_takes_one() {
    assertThat(fires(Feature.COUNT, QUESTION_MARK, Bounds.NONE, "Why?")).isTrue();
    assertThat(fires(Feature.COUNT, QUESTION_MARK, Bounds.NONE, "Because.")).isFalse();
  }

  @Test
  void a_pattern_may_speak_of_lines_and_ignores_case_unless_told() {
    Regex steps = new Regex("(?m)^\\s*\\d+\\.\\s+", false);
    assertThat(fires(Feature.EXISTS, steps, Bounds.NONE, "Do:\n 1. dig\n 2. plant")).isTrue();
    assertThat(fires(Feature.EXISTS, steps, Bounds.NONE, "Version 1. 2 is out")).isFalse();
    assertThat(fires(Feature.EXISTS, new Regex("json", false), Bounds.NONE, "as JSON")).isTrue();
    assertThat(fires(Feature.EXISTS, new Regex("json", true), Bounds.NONE, "as JSON")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'First dig, THEN plant', true",
    "'then plant, but first dig', false",
    "'first of all, strengthen the fence', false",
    "'first\nnext\nfinally', true",
    "'首先挖土，然后种植', true",
    "'first', false"
  })
  void a_sequence_takes_its_words_in_order_and_whole(String ask, boolean fires) {
    Sequences sequences =
        new Sequences(
            List.of(
                List.of("first", "then"), List.of("first", "next", "finally"), List.of("首先", "然后")),
            false);
    assertThat(fires(Feature.SEQUENCE, sequences, Bounds.NONE, ask)).isEqualTo(fires);
    assertThat(fires(Feature.EXISTS, sequences, Bounds.NONE, ask)).isEqualTo(fires);
  }

  @Test
  void the_words_of_a_sequence_do_not_overlap() {
    Sequences twice = new Sequences(List.of(List.of("a b", "b c")), false);
    assertThat(fires(Feature.SEQUENCE, twice, Bounds.NONE, "a b c")).isFalse();
    assertThat(fires(Feature.SEQUENCE, twice, Bounds.NONE, "a  b  b c")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'Write at most ten lines', 'density 0.200, at most'",
    "'At  most ten, at least two, within reason', 'density 0.375, at most, at least, within'",
    "'最多十行', 'density 0.250, 最多'",
    "'mostly harmless', 'density 0'",
    "'... !', 'density 0'"
  })
  void density_is_by_word_and_by_letter_where_there_are_no_spaces(String ask, String evidence) {
    Keywords limits = new Keywords(List.of("at most", "at least", "within", "最多"), false);
    assertThat(String.join(", ", evidence(Feature.DENSITY, limits, ask))).isEqualTo(evidence);
  }

  @Test
  void keywords_that_are_the_same_count_once_and_those_within_each_other_all() {
    Keywords keywords = new Keywords(List.of("json", "JSON", "json lines"), false);
    assertThat(evidence(Feature.COUNT, keywords, "JSON lines, not JSON"))
        .containsExactly("count 3", "json", "json lines");
    assertThat(evidence(Feature.COUNT, new Keywords(List.of("哈哈"), false), "哈哈哈哈哈"))
        .containsExactly("count 2", "哈哈");
  }

  @Test
  void a_sequence_says_which_it_was() {
    Sequences sequences = new Sequences(List.of(List.of("x", "y"), List.of("a", "b")), true);
    assertThat(evidence(Feature.SEQUENCE, sequences, "a b")).containsExactly("sequence 1", "a, b");
    assertThat(evidence(Feature.SEQUENCE, sequences, "b a A B")).containsExactly("sequence 0");
  }

  @ParameterizedTest
  @CsvSource({"abc, 3", "é, 2", "証明, 6", "😀, 4"})
  void bytes_are_those_of_utf_8(String ask, int bytes) {
    assertThat(evidence(Feature.COUNT, new TextBytes(), ask)).containsExactly("count " + bytes);
  }

  @Test
  void a_blank_text_fires_nothing_whatever_the_bounds() {
    assertThat(fires(Feature.COUNT, QUESTION_MARK, AT_MOST_ONE, "  ")).isFalse();
    assertThat(evidence(Feature.COUNT, QUESTION_MARK, " ")).containsExactly("no text");
  }

  @Test
  void it_reads_what_the_human_asks_or_the_text_that_it_is_told_to() {
    ChatRequest request =
        ChatRequest.builder()
            .user("Why? Who?")
            .assistant("What?")
            .user("Fix it?\n```\na ? b : c ? d : e\n```")
            .build();
    StructureRule[] rules =
        List.of(TextSource.ASK, TextSource.CODE, TextSource.HISTORY, TextSource.ALL).stream()
            .map(t -> new StructureRule(t.name(), t, Feature.COUNT, QUESTION_MARK, Bounds.NONE))
            .toArray(StructureRule[]::new);
    SignalMatches matches = match(request, rules);
    for (int i = 0; i < rules.length; i++) {
      matches.result(i);
    }
    assertThat(matches.evidence(0)).containsExactly("count 1");
    assertThat(matches.evidence(1)).containsExactly("count 2");
    assertThat(matches.evidence(2)).containsExactly("count 2");
    assertThat(matches.evidence(3)).containsExactly("count 6");
  }

  @Test
  void a_pattern_that_reads_ahead_for_each_match_takes_no_longer_for_it() {
    String text = "a".repeat(200_000);
    StructureIndex index =
        StructureIndex.compile(
            List.of(rule(Feature.COUNT, new Regex("a.*b|a", true), Bounds.NONE)));
    int found = index.counts().get(0).in(text, new StructureMatches(index));
    assertThat(found).isBetween(1, text.length() / 10);
  }

  @Test
  void a_pattern_with_a_match_at_every_character_is_counted_to_the_end() {
    String text = "?".repeat(200_000);
    assertThat(evidence(Feature.COUNT, QUESTION_MARK, text)).containsExactly("count 200000");
  }

  @Test
  void what_cannot_be_looked_for_is_refused_with_the_signals_name() {
    for (Source source :
        List.of(
            new Keywords(List.of("a", "\u00a0"), false),
            new Sequences(List.of(List.of("a", "\u00a0")), false),
            new Regex("(", false))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> fires(Feature.COUNT, source, Bounds.NONE, "a"))
          .withMessageContaining("\"s\"");
    }
  }
}
