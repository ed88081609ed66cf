package io.codingrouter.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TextWordsTest {

  @Test
  void words_are_runs_of_letters_digits_and_underscores() {
    assertThat(words("Call my_method2(x): it's caf\u00e9-like, 3.5!", false))
        .containsExactly("Call", "my_method2", "x", "it", "s", "caf\u00e9", "like", "3", "5");
    assertThat(words("", false)).isEmpty();
    assertThat(words(" \n-", false)).isEmpty();
  }

  @Test
  void case_is_folded_where_it_does_not_count() {
    assertThat(words("SSN Ünder \uD801\uDC00", true))
        .containsExactly("ssn", "ünder", "\uD801\uDC28");
  }

  @Test
  void letters_of_scripts_without_spaces_are_words_each() {
    assertThat(words("用class写 かな", false)).containsExactly("用", "class", "写", "か", "な");
  }

  @Test
  void composed_and_decomposed_letters_are_the_same() {
    TextWords words = TextWords.of("cafe\u0301 caf\u00e9", false);
    assertThat(words.distinct()).isEqualTo(1);
    assertThat(words.occurrences(0)).isEqualTo(2);
  }

  @Test
  void places_of_a_word_are_chained() {
    TextWords words = TextWords.of("a b A c a", true);
    assertThat(words.nextPlaces()).containsExactly(2, 5, 4, 5, 5);
  }

  @Test
  void the_whole_text_can_be_had_if_it_is_short() {
    TextWords words = TextWords.of("  Help \n me ", true);
    assertThat(words.squeezed(7)).isEqualTo("help me");
    assertThat(words.squeezed(6)).isEmpty();
  }

  @Test
  void shows_no_text() {
    assertThat(TextWords.of("secret plan", true)).hasToString("TextWords[2]");
  }

  @Test
  void a_long_text_is_read_up_to_the_bound() {
    TextWords words = TextWords.of("ab ".repeat(TextWords.LONGEST), true);
    assertThat(words.count()).isEqualTo(TextWords.LONGEST / 3 + 1);
    assertThat(words.distinct()).as("the last one is cut").isEqualTo(2);
  }

  @Property(tries = 300)
  void a_number_stands_for_one_word_and_few_words_have_two(@ForAll("texts") String text) {
    TextWords words = TextWords.of(text, true);
    List<String> all = words(text, true);
    assertThat(String.join("", all))
        .isEqualTo(
            text.codePoints()
                .filter(Chars::isWord)
                .map(Chars::fold)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
    assertThat(IntStream.range(0, words.distinct()).map(words::occurrences).sum())
        .isEqualTo(words.count());
    assertThat(words.distinct()).isEqualTo(new HashSet<>(all).size());
  }

  @Property(tries = 1_000)
  void ascii_and_any_other_text_is_split_as_a_naive_splitter_does(
      @ForAll("mixed") String text, @ForAll boolean folded) {
    List<String> naive = naive(text, folded);
    TextWords words = TextWords.of(text, folded);
    assertThat(words(text, folded)).isEqualTo(naive);
    assertThat(TextUnits.count(text)).isEqualTo(naive.size());
    for (int number = 0; number < words.distinct(); number++) {
      assertThat(words.firstPlace(number)).isEqualTo(naive.indexOf(words.word(number)));
    }
  }

  // Blocks of sixty-four characters and longs of eight have borders; so has ASCII.
  @Provide
  Arbitrary<String> mixed() {
    Arbitrary<String> ascii =
        Arbitraries.strings().withCharRange((char) 0, (char) 0x7F).ofMaxLength(12);
    Arbitrary<String> words =
        Arbitraries.strings().withChars("abAB_9 -").ofMinLength(1).ofMaxLength(90);
    Arbitrary<String> rare = Arbitraries.of("é", "用", "\uD801\uDC00", "\uD801", "\uDC00", "K", "ß");
    Arbitrary<List<String>> pieces = Arbitraries.oneOf(ascii, words).list().ofMaxSize(8);
    return Combinators.combine(pieces, rare.list().ofMaxSize(2), pieces)
        .as((before, between, after) -> Stream.of(before, between, after))
        .map(parts -> parts.flatMap(List::stream).collect(Collectors.joining()));
  }

  private static List<String> naive(String text, boolean folded) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int c : Chars.normal(text).codePoints().toArray()) {
      String letter = Character.toString(folded ? Chars.fold(c) : c);
      if (Chars.isWord(c)) {
        word.append(letter);
        continue;
      }
      if (!word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
      if (Character.isLetterOrDigit(c)) {
        words.add(letter);
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "B", "x1", " ", "-", "é", "ab", "Ab", "  ", "9_", "\uD801\uDC00")
        .list()
        .ofMaxSize(400)
        .map(parts -> String.join("", parts));
  }

  private static List<String> words(String text, boolean folded) {
    TextWords words = TextWords.of(text, folded);
    return IntStream.range(0, words.count()).map(words::number).mapToObj(words::word).toList();
  }
}
