package io.codingrouter.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.signal.KeywordRule.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The indexes of words against naive comparison, on words that nearly match each other. */
class KeywordMethodsPropertyTest {

  record Given(List<String> keywords, String text) {}

  @Property(tries = 500)
  void fuzzy_finds_what_edit_distance_says(
      @ForAll("mistyped") Given given, @ForAll @IntRange(max = 5) int edits) {
    KeywordRule rule = rule(Method.FUZZY, given.keywords()).fuzzyThreshold(edits).build();
    assertThat(match(given.text(), rule).found(0))
        .isEqualTo(
            given.keywords().stream()
                .filter(keyword -> NaiveWords.isFuzzy(given.text(), keyword, edits))
                .toList());
  }

  @Property(tries = 500)
  void fuzzy_knows_percentages(
      @ForAll("mistyped") Given given, @ForAll @IntRange(min = 50, max = 100) int percent) {
    KeywordRule rule = rule(Method.FUZZY, given.keywords()).fuzzyThreshold(percent).build();
    assertThat(match(given.text(), rule).found(0))
        .isEqualTo(
            given.keywords().stream()
                .filter(keyword -> NaiveWords.isFuzzy(given.text(), keyword, percent))
                .toList());
  }

  @Property(tries = 500)
  void ngrams_find_what_their_similarity_says(
      @ForAll("mistyped") Given given,
      @ForAll @IntRange(max = 20) int twentieths,
      @ForAll @IntRange(min = 2, max = 10) int arity) {
    double threshold = twentieths / 20.0;
    KeywordRule rule =
        rule(Method.NGRAM, given.keywords()).ngramThreshold(threshold).ngramArity(arity).build();
    assertThat(match(given.text(), rule).found(0))
        .isEqualTo(
            given.keywords().stream()
                .filter(keyword -> NaiveWords.isSimilar(given.text(), keyword, threshold, arity))
                .toList());
  }

  @Property(tries = 500)
  void bm25_finds_what_its_formula_says(
      @ForAll("english") Given given, @ForAll @IntRange(min = 1, max = 300) int hundredths) {
    double threshold = hundredths / 100.0;
    KeywordRule rule = rule(Method.BM25, given.keywords()).bm25Threshold(threshold).build();
    List<Double> scores = NaiveWords.bm25(given.text(), given.keywords());
    List<String> found = match(given.text(), rule).found(0);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      if (scores.get(i) >= threshold) {
        expected.add(given.keywords().get(i));
      }
    }
    assertThat(scores).as("too near to call").noneMatch(s -> Math.abs(s - threshold) < 1e-9);
    assertThat(found).isEqualTo(expected);
  }

  // Words over few letters, and texts of the keywords' words with mistakes.
  @Provide
  Arbitrary<Given> mistyped() {
    Arbitrary<String> word = Arbitraries.strings().withChars("abc").ofMinLength(1).ofMaxLength(22);
    Arbitrary<String> keyword = word.list().ofMinSize(1).ofMaxSize(3).map(w -> String.join(" ", w));
    return Combinators.combine(
            keyword.list().ofMinSize(1).ofMaxSize(8), Arbitraries.randomValue(Random::nextLong))
        .as((keywords, seed) -> new Given(keywords, mistype(keywords, new Random(seed))));
  }

  private static String mistype(List<String> keywords, Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      String keyword = keywords.get(random.nextInt(keywords.size()));
      for (String word : keyword.split(" ", -1)) {
        StringBuilder typed = new StringBuilder(word);
        for (int edit = random.nextInt(4); edit > 0; edit--) {
          mistype(typed, random);
        }
        text.append(typed).append(" ");
      }
    }
    return text.toString();
  }

  private static void mistype(StringBuilder word, Random random) {
    int at = random.nextInt(word.length());
    switch (random.nextInt(4)) {
      case 0 -> word.insert(at, (char) ('a' + random.nextInt(4)));
      case 1 -> word.setCharAt(at, (char) ('A' + random.nextInt(4)));
      case 2 -> {
        if (word.length() > 1) {
          word.deleteCharAt(at);
        }
      }
      default -> {
        if (at > 0) {
          char before = word.charAt(at - 1);
          word.setCharAt(at - 1, word.charAt(at));
          word.setCharAt(at, before);
        }
      }
    }
  }

  @Provide
  Arbitrary<Given> english() {
    Arbitrary<String> word =
        Arbitraries.of(
            "code", "coding", "codes", "the", "loop", "loops", "dying", "die", "sky", "skies",
            "network", "neural", "of", "test", "testing", "y", "by", "ed", "aed", "news", "new");
    Arbitrary<String> phrase =
        word.list().ofMinSize(1).ofMaxSize(4).map(words -> String.join(" ", words));
    Arbitrary<String> keyword =
        phrase.filter(made -> !List.of(made.split(" ", -1)).stream().allMatch(StopWords::contain));
    Arbitrary<String> text = word.list().ofMaxSize(20).map(words -> String.join(", ", words));
    return Combinators.combine(keyword.list().ofMinSize(1).ofMaxSize(6), text).as(Given::new);
  }

  private static KeywordRule.Builder rule(Method method, List<String> keywords) {
    return KeywordRule.builder("rule").method(method).keywords(keywords).source(TextSource.ALL);
  }

  private static KeywordMatches match(String text, KeywordRule rule) {
    return KeywordIndex.compile(List.of(rule))
        .match(Envelopes.standard().read(ChatRequest.user(text)));
  }
}
