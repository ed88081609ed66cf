package io.codingrouter.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.signal.KeywordRule.Method;
import io.codingrouter.signal.KeywordRule.Operator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The methods that compare words. */
class KeywordMethodsTest {

  @ParameterizedTest
  @CsvSource({
    "refactor, please refator this",
    "refactor, REFACOTR it",
    "refactor, refactors",
    "algorithm, an algorythmn",
    "password, my pasword is gone",
    "credit card, my creidt card",
    "social security, the socail secuirty number",
    "code, code",
    "C++, is C++ hard",
    "api key, the API-key",
    "import, imoprt",
    "証明, この定理を証明してください",
  })
  void fuzzy_sees_through_typing_mistakes(String keyword, String text) {
    assertThat(finds(rule(Method.FUZZY, keyword), text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "code, a traffic cone",
    "class, the glass is full",
    "prove, a prose text",
    "C++, plan c",
    "refactor, the tractor factory",
    "refactor, refreactors", // three edits
    "import, important",
    "credit card, creidt the card", // not in a row
    "credit card, credit cart",
    "credit card, a card of credit",
    "function, functionality",
    "証明, 説明",
  })
  void fuzzy_does_not_take_other_words_for_mistakes(String keyword, String text) {
    assertThat(finds(rule(Method.FUZZY, keyword), text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "5, 2, 0",
    "6, 2, 1",
    "8, 2, 1",
    "9, 2, 2",
    "12, 2, 2",
    "12, 5, 3",
    "18, 5, 5",
    "40, 5, 5",
    "9, 0, 0",
    "9, 1, 1",
    "201, 2, 0",
    "4, 82, 0",
    "8, 82, 1",
    "15, 82, 2",
    "40, 82, 5",
    "8, 100, 0",
    "8, 50, 1",
    "9, 50, 2"
  })
  void edits_grow_with_the_word(int length, int threshold, int edits) {
    assertThat(FuzzyIndex.edits(length, threshold)).isEqualTo(edits);
  }

  @ParameterizedTest
  @CsvSource({
    "refactor, we are refactoring",
    "implement, an implementation",
    "debug, debugging is fun",
    "neural network, some networks",
    "loop, loops loops",
    "the who, who sings",
    "C++, is C++ hard",
  })
  void bm25_compares_stems(String keyword, String text) {
    assertThat(finds(rule(Method.BM25, keyword), text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "refactor, a factor",
    "state of the art, the cat of the house",
    "doe, what does it do",
    "C++, plan c",
  })
  void bm25_does_not_find(String keyword, String text) {
    assertThat(finds(rule(Method.BM25, keyword), text)).isFalse();
  }

  @Test
  void bm25_asks_for_a_score() {
    String[] words = {"code", "function", "debug", "loop"};
    // One of four: ln(1 + 3.5 / 1.5) = 1.204, in a keyword of average length.
    assertThat(finds(bm25(1.2, words), "debug it")).isTrue();
    assertThat(finds(bm25(1.21, words), "debug it")).isFalse();
    assertThat(finds(bm25(1.21, words), "debug the debugger, debugging")).isTrue();
    // A word that all keywords have tells them apart from nothing.
    assertThat(finds(bm25(0.3, "red code", "blue code"), "code")).isFalse();
    assertThat(finds(bm25(0.3, "red code", "blue code"), "blue")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "urgent, this is urgnt",
    "urgent, URGENTLY",
    "emergency, an emergancy",
    "immediate, I need it imediately",
    "asap, asap!",
    "credit card, the crediit cards",
    "follow-up, a followup",
    "C++, c++",
    "C++, is C++ hard",
  })
  void ngrams_in_common_are_enough(String keyword, String text) {
    assertThat(finds(rule(Method.NGRAM, keyword), text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "urgent, the agent of a client",
    "urgent, a recent event",
    "asap, as a map",
    "C++, plan c",
    "credit card, a card",
  })
  void few_ngrams_in_common_are_not(String keyword, String text) {
    assertThat(finds(rule(Method.NGRAM, keyword), text)).isFalse();
  }

  @Test
  void ngrams_have_a_threshold_and_a_length() {
    // urgent and urgently: 6 of the 8 and 10 trigrams, 6 / 12; 6 of 7 and 9 bigrams, 6 / 10.
    assertThat(finds(ngram(0.5, 3), "urgently")).isTrue();
    assertThat(finds(ngram(0.51, 3), "urgently")).isFalse();
    assertThat(finds(ngram(0.6, 2), "urgently")).isTrue();
    assertThat(finds(ngram(0.61, 2), "urgently")).isFalse();
    assertThat(finds(ngram(1, 3), "an urgent one")).isTrue();
  }

  @Test
  void ngrams_compare_the_whole_text_as_well() {
    assertThat(finds(rule(Method.NGRAM, "stack trace"), "stacktrace?")).isTrue();
    assertThat(finds(rule(Method.NGRAM, "定理を証明"), "定理を 証明")).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"FUZZY", "BM25", "NGRAM"})
  void operators_count_keywords(Method method) {
    String text = "an emergency of my network";
    assertThat(finds(method, Operator.AND, text, "emergency", "network")).isTrue();
    assertThat(finds(method, Operator.AND, text, "emergency", "database")).isFalse();
    assertThat(finds(method, Operator.OR, text, "database", "emergency")).isTrue();
    assertThat(finds(method, Operator.NOR, text, "database", "password")).isTrue();
    assertThat(finds(method, Operator.NOR, text, "database", "emergency")).isFalse();
    assertThat(finds(method, Operator.AND, text)).isTrue();
    assertThat(finds(method, Operator.NOR, text)).isTrue();
    assertThat(finds(method, Operator.OR, text)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"FUZZY", "BM25", "NGRAM"})
  void keywords_that_are_found_are_named_as_written(Method method) {
    KeywordRule rule = rule(method, "Emergency", "database", "NETWORK", "C++");
    KeywordMatches matches = match("emergency: network and c++", rule);
    assertThat(matches.matched(0)).isTrue();
    assertThat(matches.found(0)).containsExactly("Emergency", "NETWORK", "C++");
    assertThat(matches.coverage(0)).isEqualTo(0.75);

    matches.forgetText();
    assertThat(matches.found(0)).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"FUZZY", "BM25", "NGRAM"})
  void case_counts_where_the_rule_says_so(Method method) {
    KeywordRule rule =
        KeywordRule.builder("r").method(method).keywords("Emergency").caseSensitive(true).build();
    assertThat(finds(rule, "an Emergency")).isTrue();
    assertThat(finds(rule, "an EMERGENCY")).isFalse();
  }

  @Test
  void rules_keep_apart_what_they_ask_for() {
    KeywordMatches matches =
        match(
            "a debuging urge, algoritm",
            KeywordRule.builder("f0")
                .method(Method.FUZZY)
                .fuzzyThreshold(0)
                .keywords("algorithm")
                .build(),
            KeywordRule.builder("f1")
                .method(Method.FUZZY)
                .fuzzyThreshold(1)
                .keywords("algorithm", "debugging")
                .build(),
            rule(Method.BM25, "urgent", "debuging"),
            KeywordRule.builder("n9")
                .method(Method.NGRAM)
                .ngramThreshold(0.9)
                .keywords("algorithm")
                .build(),
            KeywordRule.builder("n5")
                .method(Method.NGRAM)
                .ngramThreshold(0.5)
                .keywords("algorithm")
                .build());
    assertThat(matches.found(0)).isEmpty();
    assertThat(matches.found(1)).containsExactly("algorithm", "debugging");
    assertThat(matches.found(2)).containsExactly("debuging");
    assertThat(matches.found(3)).isEmpty();
    assertThat(matches.found(4)).containsExactly("algorithm");
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"FUZZY", "BM25", "NGRAM"})
  void ten_thousand_keywords_and_a_megabyte_take_bounded_time(Method method) {
    Random random = new Random(1);
    List<String> keywords = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      keywords.add("customer" + random.nextInt(1_000_000) + (i % 3 == 0 ? " account" : ""));
    }
    KeywordRule rule = KeywordRule.builder("many").method(method).keywords(keywords).build();
    KeywordIndex index = KeywordIndex.compile(List.of(rule));
    StringBuilder text = new StringBuilder();
    while (text.length() < TextWords.LONGEST) {
      text.append("customer").append(random.nextInt(10_000_000)).append(" account ");
    }
    long start = System.nanoTime();
    KeywordMatches matches =
        index.match(Envelopes.standard().read(ChatRequest.user(text.toString())));
    assertThat(matches.matched(0)).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void settings_are_checked() {
    KeywordRule.Builder rule = KeywordRule.builder("r");
    assertThatThrownBy(() -> rule.fuzzyThreshold(6))
        .hasMessage("fuzzyThreshold must be 0 to 5 edits or 50 to 100 percent but was 6");
    assertThatThrownBy(() -> rule.fuzzyThreshold(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> rule.bm25Threshold(Double.NaN)).hasMessageContaining("0 or more");
    assertThatThrownBy(() -> rule.ngramThreshold(1.1)).hasMessageContaining("within [0, 1]");
    assertThatThrownBy(() -> rule.ngramArity(1)).hasMessageContaining("within [2, 10]");
  }

  private static KeywordRule rule(Method method, String... keywords) {
    return KeywordRule.builder("rule").method(method).keywords(keywords).build();
  }

  private static KeywordRule bm25(double threshold, String... keywords) {
    return KeywordRule.builder("rule")
        .method(Method.BM25)
        .bm25Threshold(threshold)
        .keywords(keywords)
        .build();
  }

  private static KeywordRule ngram(double threshold, int arity) {
    return KeywordRule.builder("rule")
        .method(Method.NGRAM)
        .ngramThreshold(threshold)
        .ngramArity(arity)
        .keywords("urgent")
        .build();
  }

  private static boolean finds(Method method, Operator operator, String text, String... keywords) {
    return finds(
        KeywordRule.builder("r").method(method).operator(operator).keywords(keywords).build(),
        text);
  }

  private static boolean finds(KeywordRule rule, String text) {
    return match(text, rule).matched(0);
  }

  private static KeywordMatches match(String text, KeywordRule... rules) {
    return KeywordIndex.compile(List.of(rules))
        .match(Envelopes.standard().read(ChatRequest.user(text)));
  }
}
