package io.codingrouter.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codingrouter.message.ChatRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeywordIndexTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "prove, Prove that it is irrational",
        "prove, can you PROVE it?",
        "prove, (prove)",
        "prove, prove",
        "prove, \"first,prove,then run\"",
        "class, refactor this class.",
        "class, 用class写",
        "class, a-class",
        "C++, is C++ hard",
        "C++, C++17 or C++20",
        "c++, in C++",
        ".NET, port it to .NET",
        ".NET, ASP.NET core",
        "C#, C#-only",
        "証明, この定理を証明してください",
        "ช่วย, กรุณาช่วยด้วย",
        "credit card, my Credit  Card was stolen",
        "\"credit\tcard\", credit card",
        "STRASSE, Strasse",
        "groß, GROẞ",
        "привет, ПРИВЕТ мир",
        "ΟΔΟΣ, οδος",
        "урок, открытый урок!",
        "!, wow!",
        "a_b, see a_b here",
        "urgent, ⚠️urgent",
        "\uD801\uDC00, x \uD801\uDC28",
      })
  void matches(String keyword, String text) {
    assertThat(found(keyword, text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "prove, the proof of the pudding",
        "prove, proven",
        "prove, improve it",
        "class, the classification",
        "class, my_class",
        "class, class_",
        "class, class2",
        "class, überclass",
        "class, classé",
        "C++, xC++",
        "credit card, creditcard",
        "credit card, credit-card",
        "証明, 証 明",
        "cafe, café",
        "урок, уроки",
        "i, İ",
      })
  void does_not_match(String keyword, String text) {
    assertThat(found(keyword, text)).isFalse();
  }

  @Test
  void white_space_of_any_kind_and_length_is_the_same() {
    assertThat(found("credit\u00a0 card", "credit\r\n\tcard")).isTrue();
    assertThat(found("  prove ", "prove")).isTrue();
    assertThat(found("a b", "a\u3000b")).isTrue();
  }

  @Test
  void composed_and_decomposed_letters_are_the_same() {
    assertThat(found("caf\u00e9", "the cafe\u0301 opens")).isTrue();
    assertThat(found("cafe\u0301", "the caf\u00e9 opens")).isTrue();
    assertThat(found("=", "a =\u0338 b")).as("composes to one other sign").isFalse();
  }

  @Test
  void a_combining_mark_belongs_to_its_word() {
    assertThat(found("class", "class\u0323")).isFalse();
    assertThat(found("x", "x\u0323 y")).isFalse();
  }

  @Test
  void half_a_surrogate_pair_is_a_character_of_its_own() {
    assertThat(found("a\ud83d", "say a\ud83d b")).isTrue();
    assertThat(found("a\ud83d", "say a\ud83d\ude00 b")).isFalse();
    assertThat(found("\ude00", "\ud83d\ude00")).isFalse();
  }

  @Test
  void case_counts_where_the_rule_says_so() {
    KeywordMatches matches =
        match(
            "the go and GO",
            KeywordRule.builder("exact").keywords("Go").caseSensitive(true).build(),
            KeywordRule.builder("upper").keywords("GO").caseSensitive(true).build(),
            KeywordRule.builder("any").keywords("Go").build());
    assertThat(matches.matched(0)).isFalse();
    assertThat(matches.matched(1)).isTrue();
    assertThat(matches.matched(2)).isTrue();
  }

  @Test
  void operators_count_keywords() {
    KeywordMatches matches =
        match(
            "my SSN and my credit card",
            rule(KeywordRule.Operator.AND, "SSN", "credit card"),
            rule(KeywordRule.Operator.AND, "SSN", "passport"),
            rule(KeywordRule.Operator.OR, "passport", "SSN"),
            rule(KeywordRule.Operator.NOR, "passport", "visa"),
            rule(KeywordRule.Operator.NOR, "passport", "SSN"));
    assertThat(IntStream.range(0, 5).mapToObj(matches::matched))
        .containsExactly(true, false, true, true, false);
  }

  @Test
  void without_keywords_all_and_none_hold_and_any_does_not() {
    KeywordMatches matches =
        match(
            "anything",
            rule(KeywordRule.Operator.AND),
            rule(KeywordRule.Operator.NOR),
            rule(KeywordRule.Operator.OR));
    assertThat(matches.matched(0)).isTrue();
    assertThat(matches.matched(1)).isTrue();
    assertThat(matches.matched(2)).isFalse();
    assertThat(matches.found(0)).isEmpty();
  }

  @Test
  void every_signal_that_matches_fires_and_names_its_keywords_as_written() {
    KeywordMatches matches =
        match(
            "Refactor this class, please",
            rule(KeywordRule.Operator.OR, "CLASS", "refactor", "method"),
            rule(KeywordRule.Operator.OR, "class"),
            rule(KeywordRule.Operator.OR, "Please"));
    assertThat(matches.matched(0) && matches.matched(1) && matches.matched(2)).isTrue();
    assertThat(matches.found(0)).containsExactly("CLASS", "refactor");
    assertThat(matches.found(2)).containsExactly("Please");
  }

  @Test
  void keywords_inside_keywords_are_all_found() {
    KeywordMatches matches =
        match(
            "he said: she ushers", rule(KeywordRule.Operator.OR, "he", "she", "ushers", "s", "h"));
    assertThat(matches.found(0)).containsExactly("he", "she", "ushers");
    assertThat(
            match("x a b c y", rule(KeywordRule.Operator.OR, "a b c", "b c", "c", "b", "a b"))
                .found(0))
        .hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n", "\u3000", "\u00a0"})
  void a_blank_keyword_is_refused(String blank) {
    assertThatThrownBy(
            () -> KeywordIndex.compile(List.of(rule(KeywordRule.Operator.OR, "a", blank))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("keyword 2 of signal \"rule\" is blank: write what to look for, or remove it");
  }

  @Test
  void regular_expressions_match_anywhere_and_ignore_case_unless_told() {
    KeywordMatches matches =
        match(
            "Mail to user.name@example.com",
            regex(false, "USER\\.name@\\w+"),
            regex(true, "USER\\.name"),
            regex(false, "ail"),
            regex(false, "nothing", "user.name"));
    assertThat(matches.matched(0)).isTrue();
    assertThat(matches.matched(1)).isFalse();
    assertThat(matches.matched(2)).isTrue();
    assertThat(matches.found(3)).containsExactly("user.name");
  }

  @Test
  void what_is_a_regular_expression_elsewhere_is_literal_by_default() {
    assertThat(found("user.name@domain.com", "send it to user.name@domain.com today")).isTrue();
    assertThat(found("user.name@domain.com", "send it to userXname@domain.com today")).isFalse();
    assertThat(found("C:\\Program Files\\", "it is at C:\\Program Files\\App\\x.txt")).isTrue();
  }

  @Test
  void no_regular_expression_is_refused_without_a_cause() {
    assertThatThrownBy(() -> KeywordIndex.compile(List.of(regex(false, "a(b"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("keyword 1 of signal \"regex\" is not a regular expression of RE2")
        .hasNoCause();
  }

  @Test
  void a_rule_reads_its_own_source() {
    ChatRequest request =
        ChatRequest.builder().system("speak of classes").assistant("class").user("hello").build();
    KeywordRule all = KeywordRule.builder("all").keywords("class").source(TextSource.ALL).build();
    KeywordRule ask = KeywordRule.builder("ask").keywords("class").build();
    KeywordMatches matches =
        KeywordIndex.compile(List.of(all, ask)).match(Envelopes.standard().read(request));
    assertThat(matches.matched(0)).isTrue();
    assertThat(matches.matched(1)).isFalse();
  }

  @Test
  void what_was_asked_for_outlives_the_text_and_nothing_else_does() {
    KeywordMatches matches =
        match(
            "prove it",
            rule(KeywordRule.Operator.OR, "prove"),
            regex(false, "pr.ve"),
            regex(false, "it"),
            KeywordRule.builder("all").keywords("prove").source(TextSource.ALL).build());
    assertThat(matches.matched(0) && matches.matched(1)).isTrue();

    matches.forgetText();

    assertThat(matches.matched(0)).isTrue();
    assertThat(matches.found(1)).containsExactly("pr.ve");
    assertThat(matches.matched(2)).isFalse();
    assertThat(matches.matched(3)).isFalse();
    assertThat(matches.toString()).doesNotContain("prove");
  }

  @Test
  void ten_thousand_keywords_compile_quickly_in_any_script() {
    List<String> latin = new ArrayList<>();
    List<String> han = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      latin.add("key" + Integer.toString(i * 7919, 36) + "word");
      han.add(Character.toString(0x4E00 + i) + Character.toString(0x4E00 + (i * 31) % 20_000));
    }
    for (List<String> keywords : List.of(latin, han)) {
      long start = System.nanoTime();
      KeywordMatches matches =
          match(
              "say " + keywords.get(1234) + " now",
              KeywordRule.builder("many").keywords(keywords).build());
      assertThat(matches.found(0)).containsExactly(keywords.get(1234));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }
  }

  private static boolean found(String keyword, String text) {
    return match(text, rule(KeywordRule.Operator.OR, keyword)).matched(0);
  }

  private static KeywordRule rule(KeywordRule.Operator operator, String... keywords) {
    return KeywordRule.builder("rule").operator(operator).keywords(keywords).build();
  }

  private static KeywordRule regex(boolean caseSensitive, String... keywords) {
    return KeywordRule.builder("regex")
        .method(KeywordRule.Method.REGEX)
        .caseSensitive(caseSensitive)
        .keywords(keywords)
        .build();
  }

  private static KeywordMatches match(String text, KeywordRule... rules) {
    return KeywordIndex.compile(List.of(rules))
        .match(Envelopes.standard().read(ChatRequest.user(text)));
  }
}
