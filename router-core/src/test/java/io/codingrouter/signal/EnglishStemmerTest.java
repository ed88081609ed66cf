package io.codingrouter.signal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnglishStemmerTest {

  @ParameterizedTest
  @CsvSource({
    "refactoring, refactor",
    "refactored, refactor",
    "implementation, implement",
    "implements, implement",
    "debugging, debug",
    "classes, class",
    "classification, classif",
    "functional, function",
    "functions, function",
    "compiling, compil",
    "compiler, compil",
    "variables, variabl",
    "loops, loop",
    "proofs, proof",
    "proving, prove",
    "theories, theori",
    "theory, theori",
    "hopping, hop",
    "hoping, hope",
    "agreed, agre",
    "generically, generic",
    "communities, communiti",
    "vietnamization, vietnam",
    "hopefulness, hope",
    "relational, relat",
    "adjustable, adjust",
    "dependent, depend",
    "replacement, replac",
    "adoption, adopt",
    "controlled, control",
    "formality, formal",
    "happily, happili",
    "flying, fli",
    "saying, say",
    "dying, die",
    "news, news",
    "ties, tie",
    "cries, cri",
    "gas, gas",
    "this, this",
    "kiwis, kiwi",
    "bus, bus",
    "geology, geolog",
    "youthful, youth",
    "analyzing, analyz",
    "succeeding, succeed",
  })
  void takes_endings_off(String word, String stem) {
    assertThat(EnglishStemmer.stem(word)).isEqualTo(stem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "as", "ing", "Tests", "écoles", "user_names", "v2s", "sky"})
  void leaves_what_it_does_not_know(String word) {
    assertThat(EnglishStemmer.stem(word)).isEqualTo(word);
  }

  // Bm25Index stems only words that begin as a stem does.
  @Property(tries = 5_000)
  void a_stem_begins_as_its_word(@ForAll("words") String word) {
    String stem = EnglishStemmer.stem(word);
    if (stem.length() > 3) {
      assertThat(word).startsWith(stem.substring(0, 3));
    } else if (stem.length() > 1) {
      assertThat(word.substring(0, 2).replace('y', 'i'))
          .isEqualTo(stem.substring(0, 2).replace('y', 'i'));
    }
  }

  @Provide
  Arbitrary<String> words() {
    Arbitrary<String> beginning =
        Arbitraries.oneOf(
            Arbitraries.strings().withChars("abdeiglnostuyz").ofMaxLength(5),
            Arbitraries.of("gener", "commun", "arsen", "d", "sk", "l", "t"));
    Arbitrary<String> ending =
        Arbitraries.of(
            "", "s", "ies", "ied", "ed", "eedly", "ing", "ingly", "y", "ying", "e", "ll", "ly",
            "li", "ization", "ational", "iveness", "tional", "biliti", "bility", "enci", "abli",
            "ation", "izer", "bli", "ogi", "alize", "icate", "ative", "ical", "ness", "ement",
            "ion", "at", "bl", "iz");
    return Combinators.combine(beginning, ending, ending).as((a, b, c) -> a + b + c);
  }
}
