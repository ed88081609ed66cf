package io.codingrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFormatTest {
  private static final String CANONICAL =
      """
      version: v0.3
      providers:
        defaults: {default_model: m}
        models: [{name: m, backend_refs: [{endpoint: "localhost:8000"}]}]
      routing:
        decisions: [{name: all, modelRefs: [{model: m}]}]
      """;

  private static String version(String yaml, String version) {
    return yaml.replaceFirst(
        "version: .*\n", version.isEmpty() ? "" : "version: " + version + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v0.3", "v0.1", ""})
  void routing_is_canonical_whatever_the_version_says(String version) {
    assertThat(Example.parse(version(CANONICAL, version))).isEqualTo(Example.parse(CANONICAL));
  }

  @Test
  void an_unknown_version_is_the_only_problem_in_either_shape() {
    assertThat(Example.problems(version(CANONICAL, "v0.9")))
        .singleElement()
        .hasToString("line 1, column 10: version: is a version that nobody knows here: write v0.3");
    assertThat(Example.problems(version(Example.MINIMAL, "v0.9")))
        .singleElement()
        .hasToString("line 1, column 10: version: is a version that nobody knows here: write v0.1");
  }

  @Test
  void the_other_version_in_the_native_shape_is_the_only_problem() {
    assertThat(Example.problems(version(Example.MINIMAL, "v0.3")))
        .singleElement()
        .hasToString(
            "line 1, column 10: version: does not go with this shape, of decisions and signals at"
                + " the top: write v0.1");
  }

  @Test
  void a_mixture_is_read_as_its_version_says() {
    String mixture = CANONICAL + "decisions: []\n";
    assertThat(Example.problems(mixture))
        .singleElement()
        .extracting(Problem::path)
        .isEqualTo("decisions");
    assertThat(Example.problems(version(mixture, "v0.1")))
        .extracting(Problem::path)
        .contains("routing", "providers.defaults");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vllm_endpoints: [{name: e, address: 127.0.0.1, port: 8000}]\nmodel_config: {}\n",
        "categories: []\ndefault_model: m\n",
        "keyword_rules: []\ndecisions: []\n"
      })
  void the_flat_format_is_one_problem_that_names_it(String flat) {
    assertThat(Example.problems(flat))
        .singleElement()
        .asString()
        .startsWith("line 1, column 1: ")
        .contains("flat format from before v0.1", "vllm-sr config migrate");
  }
}
