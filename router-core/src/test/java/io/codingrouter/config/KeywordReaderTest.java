package io.codingrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.signal.KeywordRule;
import io.codingrouter.signal.KeywordRule.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeywordReaderTest {

  @Test
  void methods_have_their_settings() {
    KeywordRule fuzzy = read("method: fuzzy, fuzzy_threshold: 82");
    assertThat(fuzzy.method()).isEqualTo(Method.FUZZY);
    assertThat(fuzzy.fuzzyThreshold()).isEqualTo(82);
    assertThat(read("fuzzy_match: true, fuzzy_threshold: 1").fuzzyThreshold()).isEqualTo(1);
    assertThat(read("method: bm25, bm25_threshold: 1.5").bm25Threshold()).isEqualTo(1.5);
    KeywordRule ngram = read("method: ngram, ngram_threshold: 0.55, ngram_arity: 2");
    assertThat(ngram.ngramThreshold()).isEqualTo(0.55);
    assertThat(ngram.ngramArity()).isEqualTo(2);
  }

  @Test
  void settings_have_defaults() {
    assertThat(read("method: fuzzy"))
        .isEqualTo(
            KeywordRule.builder("known-words")
                .keywords("refactor")
                .method(Method.FUZZY)
                .fuzzyThreshold(2)
                .bm25Threshold(0.1)
                .ngramThreshold(0.4)
                .ngramArity(3)
                .build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"6", "49", "101", "-1", "many"})
  void a_fuzzy_threshold_is_edits_or_a_percentage(String threshold) {
    assertThat(Example.problems(with("method: fuzzy, fuzzy_threshold: " + threshold)))
        .hasSize(1)
        .allSatisfy(
            problem -> assertThat(problem.path()).isEqualTo("signals.keywords[0].fuzzy_threshold"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fuzzy_threshold: 1                     | fuzzy",
        "method: ngram, fuzzy_threshold: 1      | fuzzy",
        "method: fuzzy, bm25_threshold: 1       | bm25",
        "method: bm25, ngram_threshold: 1       | ngram",
        "method: regex, ngram_arity: 2          | ngram",
      })
  void a_setting_of_another_method_is_warned_of(String settings, String owner) {
    assertThat(Example.parse(with(settings)).warnings())
        .singleElement()
        .satisfies(
            warning ->
                assertThat(warning.message())
                    .isEqualTo("does nothing: it is a setting of method: " + owner));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fuzzy_match: true, method: fuzzy, fuzzy_threshold: 82",
        "method: bm25, bm25_threshold: 0.00001",
        "method: ngram, ngram_threshold: 1, ngram_arity: 10",
        "method: literal",
      })
  void rules_are_written_and_built_as_they_are_read(String settings) {
    RouterConfig config = Example.parse(with(settings));
    assertThat(config.warnings()).isEmpty();
    assertThat(RouterConfig.parse(config.toYaml())).isEqualTo(config);
    RouterConfig built =
        RouterConfig.builder()
            .model("known-model", model -> model.endpoint("localhost:8000"))
            .defaultModel("known-model")
            .keywords(config.keywords().get(0))
            .build();
    assertThat(built.keywords()).isEqualTo(config.keywords());
    assertThat(RouterConfig.parse(built.toYaml())).isEqualTo(built);
  }

  private static KeywordRule read(String settings) {
    return Example.parse(with(settings)).keywords().get(0);
  }

  private static String with(String settings) {
    return Example.with(
        "- name: known-words\n      keywords: [refactor]",
        "- {name: known-words, keywords: [refactor], " + settings + "}");
  }
}
