package io.codingrouter.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.signal.StructureRule.Feature;
import io.codingrouter.signal.StructureRule.Keywords;
import io.codingrouter.signal.StructureRule.Regex;
import io.codingrouter.signal.StructureRule.Sequences;
import io.codingrouter.signal.StructureRule.Source;
import io.codingrouter.signal.StructureRule.TextBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Structure signals against naive counts, over alphabets in which everything nearly matches. */
class StructurePropertyTest {
  private static final List<List<String>> ALPHABETS =
      List.of(
          List.of("a", "b", " "),
          List.of("a", "A", "_", "+", ".", " ", "\n"),
          List.of("a", "7", "証", "明", " ", "\u3000"),
          List.of("e", "\u0301", "é", "か", "\u3099", " ", "ก", "ส"),
          List.of("a", "\ud83d\ude00", "\ud83d", "\ude00", "\ud801\udc00", "\ud801\udc28", " "));

  record Given(List<List<String>> keywords, String text) {}

  @Provide
  Arbitrary<Given> given() {
    return Arbitraries.of(ALPHABETS).flatMap(StructurePropertyTest::given);
  }

  @Provide
  Arbitrary<Given> fewCharacters() {
    return given(List.of("a", "b", " ", "文", "字", "A", "_"));
  }

  private static Arbitrary<Given> given(List<String> alphabet) {
    Arbitrary<String> text =
        Arbitraries.of(alphabet).list().ofMaxSize(40).map(parts -> String.join("", parts));
    Arbitrary<String> keyword =
        Arbitraries.of(alphabet)
            .list()
            .ofMinSize(1)
            .ofMaxSize(4)
            .map(parts -> String.join("", parts))
            .filter(made -> !made.isBlank());
    return keyword
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .flatMap(keywords -> text.map(made -> new Given(keywords, made)));
  }

  @Property(tries = 2000)
  void counts_keywords_and_follows_sequences_as_a_naive_search_does(
      @ForAll("given") Given given, @ForAll boolean caseSensitive) {
    check(given, caseSensitive, List.of());
  }

  // So many different characters that only the first few states fit into the table of rows.
  @Property(tries = 20)
  void states_without_a_row_count_the_same(@ForAll("fewCharacters") Given given) {
    List<String> filler =
        IntStream.range(0, 3_000)
            .mapToObj(i -> Character.toString(0x4E00 + 7 * i) + "文" + (char) (0x3041 + i % 80))
            .toList();
    check(given, false, filler);
  }

  private static void check(Given given, boolean caseSensitive, List<String> more) {
    Assume.that(!given.text().isBlank());
    List<StructureRule> rules = new ArrayList<>();
    for (List<String> keywords : given.keywords()) {
      rules.add(rule(Feature.COUNT, new Keywords(keywords, caseSensitive)));
      rules.add(rule(Feature.SEQUENCE, new Sequences(List.of(keywords), caseSensitive)));
    }
    rules.add(rule(Feature.SEQUENCE, new Sequences(given.keywords(), caseSensitive)));
    rules.add(rule(Feature.COUNT, new Keywords(more, caseSensitive)));

    StructureIndex index = StructureIndex.compile(rules);
    StructureMatches matches = new StructureMatches(index);
    int number = 0;
    boolean any = false;
    for (List<String> keywords : given.keywords()) {
      assertThat(index.counts().get(number++).in(given.text(), matches))
          .as("count of " + keywords)
          .isEqualTo(naiveCount(given.text(), keywords, caseSensitive));
      boolean inOrder = NaiveSearch.inOrder(given.text(), keywords, caseSensitive);
      assertThat(index.counts().get(number++).in(given.text(), matches))
          .as("sequence " + keywords)
          .isEqualTo(inOrder ? 1 : 0);
      any |= inOrder;
    }
    assertThat(index.counts().get(number).in(given.text(), matches)).isEqualTo(any ? 1 : 0);
    assertThat(index.scans()).hasSize(1);
  }

  // Keywords that are the same but for case or the form of their characters count once.
  private static int naiveCount(String text, List<String> keywords, boolean caseSensitive) {
    List<String> distinct = new ArrayList<>();
    for (String keyword : keywords) {
      int[] symbols = Chars.symbols(keyword, !caseSensitive);
      String same = new String(symbols, 0, symbols.length);
      if (!distinct.contains(same)) {
        distinct.add(same);
      }
    }
    return distinct.stream().mapToInt(k -> NaiveSearch.count(text, k, caseSensitive)).sum();
  }

  @Property(tries = 1000)
  void words_are_those_that_word_methods_split_and_bytes_those_of_utf_8(
      @ForAll("given") Given given) {
    assertThat(TextUnits.count(given.text())).isEqualTo(TextWords.of(given.text(), false).count());
    assertThat(count(new TextBytes(), given.text()))
        .isEqualTo(given.text().getBytes(StandardCharsets.UTF_8).length);
  }

  @Property(tries = 500)
  void counts_matches_of_a_pattern_as_a_naive_search_does(@ForAll("given") Given given) {
    String text = Chars.normal(given.text());
    int naive = 0;
    for (int at = text.indexOf('a'); at >= 0; at = text.indexOf('a', at)) {
      while (at < text.length() && text.charAt(at) == 'a') {
        at++;
      }
      naive++;
    }
    assertThat(count(new Regex("a+", true), given.text())).isEqualTo(naive);
  }

  @Property(tries = 500)
  void a_signal_fires_where_its_value_lies_within_its_bounds(
      @ForAll("given") Given given, @ForAll boolean density) {
    Keywords keywords = new Keywords(given.keywords().get(0), false);
    int found = naiveCount(given.text(), keywords.keywords(), false);
    int words = TextUnits.count(given.text());
    double value = !density ? found : words == 0 ? 0 : (double) found / words;
    boolean text = !given.text().isBlank();
    Feature feature = density ? Feature.DENSITY : Feature.COUNT;
    OptionalDouble at = OptionalDouble.of(value);
    OptionalDouble none = OptionalDouble.empty();
    assertThat(fires(feature, keywords, Bounds.NONE, given.text())).isEqualTo(text && value > 0);
    assertThat(fires(feature, keywords, new Bounds(none, at, none, at), given.text()))
        .isEqualTo(text);
    assertThat(fires(feature, keywords, new Bounds(at, none, none, none), given.text())).isFalse();
  }

  private static boolean fires(Feature feature, Source source, Bounds bounds, String text) {
    return SignalIndex.compile(
            List.of(new StructureRule("s", TextSource.ALL, feature, source, bounds)),
            List.of(),
            Instruments.STANDARD)
        .match(Envelopes.standard().read(ChatRequest.user(text)))
        .result(0)
        .matched();
  }

  private static int count(Source source, String text) {
    StructureIndex index = StructureIndex.compile(List.of(rule(Feature.COUNT, source)));
    return index.counts().get(0).in(text, new StructureMatches(index));
  }

  private static StructureRule rule(Feature feature, Source source) {
    return new StructureRule("s", TextSource.ASK, feature, source, Bounds.NONE);
  }
}
