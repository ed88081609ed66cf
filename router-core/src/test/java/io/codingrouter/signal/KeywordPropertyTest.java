package io.codingrouter.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.message.ChatRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The automaton against a naive search, over alphabets in which everything nearly matches. */
class KeywordPropertyTest {
  private static final List<List<String>> ALPHABETS =
      List.of(
          List.of("a", "b", " "),
          List.of("a", "A", "_", "+", ".", " ", "\n"),
          List.of("a", "7", "証", "明", " ", "\u3000"),
          List.of("e", "\u0301", "\u0323", "é", "x", " ", "か", "\u3099"),
          List.of("a", "\ud83d\ude00", "\ud83d", "\ude00", "\ud801\udc00", "\ud801\udc28", " "),
          List.of("s", "ſ", "K", "k", "ς", "Σ", "σ", "\u00a0", "ก", "ส", "я", "Я", "-"));

  @Property(tries = 3000)
  void finds_what_a_naive_search_finds(
      @ForAll("keywordsAndText") KeywordsAndText given, @ForAll boolean caseSensitive) {
    KeywordRule rule =
        KeywordRule.builder("any").keywords(given.keywords()).caseSensitive(caseSensitive).build();
    KeywordMatches matches = match(given.text(), rule);

    assertThat(matches.found(0))
        .isEqualTo(
            given.keywords().stream()
                .filter(keyword -> NaiveSearch.contains(given.text(), keyword, caseSensitive))
                .toList());
  }

  @Property(tries = 1000)
  void operators_count_what_a_naive_search_finds(@ForAll("keywordsAndText") KeywordsAndText given) {
    KeywordMatches matches =
        match(
            given.text(),
            rule(KeywordRule.Operator.OR, given.keywords()),
            rule(KeywordRule.Operator.AND, given.keywords()),
            rule(KeywordRule.Operator.NOR, given.keywords()));

    Predicate<String> found = keyword -> NaiveSearch.contains(given.text(), keyword, false);
    assertThat(matches.matched(0)).isEqualTo(given.keywords().stream().anyMatch(found));
    assertThat(matches.matched(1)).isEqualTo(given.keywords().stream().allMatch(found));
    assertThat(matches.matched(2)).isEqualTo(given.keywords().stream().noneMatch(found));
  }

  @Property(tries = 20)
  void nodes_without_a_row_find_the_same(@ForAll("manyCharacters") KeywordsAndText given) {
    assertThat(match(given.text(), rule(KeywordRule.Operator.OR, given.keywords())).found(0))
        .isEqualTo(
            given.keywords().stream()
                .filter(keyword -> NaiveSearch.contains(given.text(), keyword, false))
                .toList());
  }

  record KeywordsAndText(List<String> keywords, String text) {}

  @Provide
  Arbitrary<KeywordsAndText> keywordsAndText() {
    return Arbitraries.of(ALPHABETS).flatMap(alphabet -> keywordsAndText(alphabet, 30));
  }

  private static Arbitrary<KeywordsAndText> keywordsAndText(List<String> alphabet, int length) {
    Arbitrary<String> text =
        Arbitraries.of(alphabet).list().ofMaxSize(length).map(parts -> String.join("", parts));
    Arbitrary<String> keyword =
        Arbitraries.of(alphabet)
            .list()
            .ofMinSize(1)
            .ofMaxSize(6)
            .map(parts -> String.join("", parts))
            .filter(made -> !made.replace('\u00a0', ' ').isBlank());
    return Combinators.combine(keyword.list().ofMaxSize(8), text).as(KeywordsAndText::new);
  }

  // So many different characters that only the first few nodes fit into the table of rows.
  @Provide
  Arbitrary<KeywordsAndText> manyCharacters() {
    List<String> filler =
        IntStream.range(0, 3_000)
            .mapToObj(i -> Character.toString(0x4E00 + 7 * i) + "文" + (char) (0x3041 + i % 80))
            .toList();
    return keywordsAndText(List.of("a", "b", " ", "文", "字", "A", "_"), 40)
        .map(
            made -> {
              List<String> keywords = new ArrayList<>(filler);
              keywords.addAll(made.keywords());
              return new KeywordsAndText(keywords, made.text());
            });
  }

  private static KeywordRule rule(KeywordRule.Operator operator, List<String> keywords) {
    return KeywordRule.builder("rule").operator(operator).keywords(keywords).build();
  }

  private static KeywordMatches match(String text, KeywordRule... rules) {
    List<KeywordRule> all =
        Arrays.stream(rules).map(KeywordPropertyTest::readingEverything).toList();
    return KeywordIndex.compile(all).match(Envelopes.standard().read(ChatRequest.user(text)));
  }

  private static KeywordRule readingEverything(KeywordRule rule) {
    return KeywordRule.builder(rule.name())
        .operator(rule.operator())
        .keywords(rule.keywords())
        .caseSensitive(rule.caseSensitive())
        .source(TextSource.ALL)
        .build();
  }
}
