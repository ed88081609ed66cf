package io.codingrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What files written for vLLM Semantic Router have, and nothing here acts on. */
class UpstreamKeysTest {
  private static List<String> warnings(String yaml) {
    return Example.parse(yaml).warnings().stream().map(Problem::toString).toList();
  }

  @Test
  void a_key_of_theirs_is_named_once_where_it_stands_first_and_counted() {
    String yaml =
        Example.with(
            "  default_model: known-model\n",
            """
                tags: [small]
              - name: second
                endpoints: [{endpoint: "localhost:8001"}]
                tags: [large]
              - name: third
                endpoints: [{endpoint: "localhost:8002"}]
                tags: [large]
                loras: []
            default_model: known-model
            """
                .indent(2));
    assertThat(warnings(yaml))
        .containsExactly(
            "line 7, column 13: providers.models[0].tags: tags does not act in this version:"
                + " nothing is chosen by them (and 2 more)");
  }

  @Test
  void what_v0_1_hands_on_from_its_top_loads_and_is_named() {
    String yaml =
        Example.MINIMAL + "prompt_guard: {enabled: true}\nobservability: {metrics: {port: 9190}}\n";
    assertThat(warnings(yaml))
        .hasSize(2)
        .anySatisfy(one -> assertThat(one).contains("line 17", "jailbreak_detection: true"))
        .anySatisfy(one -> assertThat(one).contains("line 18", "RouterListener"));
  }

  @Test
  void a_key_of_theirs_is_none_elsewhere() {
    assertThat(Example.problems(Example.with("  - name: first\n", "  - name: first\n    api: 1\n")))
        .singleElement()
        .asString()
        .contains("decisions[0].api", "unknown key");
  }

  @Test
  void in_rules_they_may_stand_at_any_depth() {
    String yaml =
        Example.with(
            "rules: {type: keyword, name: known-words}",
            "rules: {operator: OR, conditions: [{operator: NOT, conditions: [{type: keyword,"
                + " name: known-words, on_unknown: match}]}]}");
    assertThat(warnings(yaml)).singleElement().asString().contains("on_unknown", "does not match");
  }

  @Test
  void a_switch_that_lets_callers_in_is_not_taken_for_acting() {
    String yaml =
        Example.MINIMAL
            + "listeners: [{name: l, address: 127.0.0.1, port: 8801, api_keys: [sesame]}]\n";
    assertThat(warnings(yaml))
        .singleElement()
        .asString()
        .contains("listeners[0].api_keys", "callers are not asked for a key")
        .doesNotContain("sesame");
  }

  @Test
  void a_dollar_in_settings_that_nothing_uses_is_not_for_us() {
    RouterConfig config =
        Example.parse(
            Example.MINIMAL
                + "    plugins: [{type: rag, configuration: {enabled: true, query: '${user_words}',"
                + " top: '${{ n }}', api_key: '${nobody_set}'}}]\n");
    assertThat(config.warnings()).singleElement().asString().contains("the plugin rag");
    assertThat(RouterConfig.parse(config.toYaml())).isEqualTo(config);
    assertThat(config.toYaml()).contains("${user_words}", "${{ n }}");
  }

  @Test
  void a_model_of_anthropic_is_served_by_anthropic_if_nothing_else_is_said() {
    String hosted =
        Example.with(
            "      endpoints:\n        - endpoint: localhost:8000\n",
            "      api_format: anthropic\n      endpoints: []\n");
    RouterConfig config = Example.parse(hosted);
    assertThat(config.models().get(0).endpoints().get(0).baseUri())
        .hasToString("https://api.anthropic.com/v1");
    assertThat(RouterConfig.parse(config.toYaml())).isEqualTo(config);
    assertThat(Example.problems(hosted.replace("anthropic", "openai")))
        .singleElement()
        .asString()
        .contains("endpoints", "at least one endpoint");
  }

  @Test
  void a_key_may_be_a_variable_without_braces() {
    RouterConfig config =
        Example.parse(Example.with("      endpoints:", "      access_key: $KEY\n      endpoints:"));
    assertThat(config.models().get(0).accessKey().orElseThrow().reveal()).isEqualTo("k-123");
    assertThat(config.toYaml()).contains("${KEY}");
  }

  @Test
  void kinds_of_signals_of_theirs_that_nothing_decides_load() {
    String yaml =
        Example.with(
            "signals:\n",
            "signals:\n  safety: [{name: unsafe, labels: [S1]}]\n  input_modality: [{name: seen}]\n");
    assertThat(
            Example.problems(
                yaml.replace("type: keyword, name: known-words", "type: safety, name: unsafe")))
        .isEmpty();
    assertThat(
            Example.problems(
                yaml.replace("type: keyword, name: known-words", "type: safety, name: unsave")))
        .singleElement()
        .asString()
        .contains("did you mean \"unsafe\"?");
  }
}
