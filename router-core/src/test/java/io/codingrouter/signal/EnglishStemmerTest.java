package io.codingrouter.signal;

import static org.assertj.core.api.Assertions.assertThat;

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
}
