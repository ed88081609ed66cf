package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.codingrouter.config.ConfigException;
import io.codingrouter.message.ChatRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Probe files of vLLM Semantic Router, told by their shape. */
class ProbeFileTest {
  private static final String PROBES =
      """
      schema_version: v1
      name: house
      description: What the fixtures must do.
      routing_assets: {yaml: config.yaml, dsl: recipe.dsl}
      router_eval_endpoint: /api/v1/eval
      evaluation: {concurrency: 4}
      acceptance: {min_probe_pass_rate: 100.0}
      coverage: {min_tag_counts: {hard: 1}}
      decisions:
        - id: proofs
          expected_decision: reasoning
          expected_algorithm: static
          expected_alias: gemini-2.5-pro
          expected_signals: {keywords: [hard]}
          forbidden_signals: {keywords: [coding]}
          objective: Hard asks go to the cloud.
          variants:
            - id: plain
              query: "  prove it  "
              tags: [hard]
            - id: long
              query: a theorem
              repeat: 3
              padding: {text: lorem, repeat: 2, placement: around}
            - id: turns
              messages:
                - {role: user, content: hello}
                - {role: assistant, content: hi}
                - {role: user, content: "prove 1.0"}
              tools: [{type: function, function: {name: clock}}]
              tool_choice: auto
        - id: code
          model: auto
          variants:
            - query: refactor it
      """;

  private static List<String> check(List<RouteSpec> specs) {
    try (Router router = Router.create(Fixtures.config())) {
      return specs.stream().flatMap(spec -> spec.check(router).stream()).toList();
    }
  }

  @Test
  void each_variant_is_a_specification() {
    List<RouteSpec> specs = RouteSpec.parse(PROBES);
    assertThat(specs)
        .extracting(RouteSpec::name)
        .containsExactly("proofs:plain", "proofs:long", "proofs:turns", "line 35");
    assertThat(specs.get(0))
        .isEqualTo(
            RouteSpec.of(ChatRequest.user("prove it"))
                .named("proofs:plain")
                .decision("reasoning")
                .reaches("gemini-2.5-pro")
                .algorithm("static")
                .matches("keyword", "hard")
                .misses("keyword", "coding"));
    assertThat(specs.get(1).request())
        .isEqualTo(ChatRequest.user("lorem\na theorem\na theorem\na theorem\nlorem"));
    assertThat(specs.get(2).request())
        .isEqualTo(
            ChatRequest.fromJson(
                "{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"},"
                    + "{\"role\":\"assistant\",\"content\":\"hi\"},"
                    + "{\"role\":\"user\",\"content\":\"prove 1.0\"}],"
                    + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"clock\"}}],"
                    + "\"tool_choice\":\"auto\"}"));
    assertThat(specs.get(3).request().model()).hasValue("auto");
    assertThat(check(specs)).isEmpty();
    assertThat(RouteSpec.parse(RouteSpec.toYaml(specs))).isEqualTo(specs);
  }

  @Test
  void what_does_not_hold_names_the_probe_and_its_line() {
    assertThat(
            check(RouteSpec.parse(PROBES.replace("\"  prove it  \"", "\"refactor\"")))
                .subList(0, 1))
        .containsExactly(
            "proofs:plain (line 18): goes to decision 'code' (line 28 of the config), but"
                + " `decision: reasoning` is demanded");
  }

  @Test
  void what_cannot_be_checked_here_fails_and_says_so() {
    List<RouteSpec> specs =
        RouteSpec.parse(
            PROBES.replace("    objective:", "    expected_plugins: [memory]\n    objective:"));
    assertThat(check(specs))
        .hasSize(3)
        .allSatisfy(
            sentence ->
                assertThat(sentence)
                    .endsWith("but `expected_plugins` is demanded, which is not checked here"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RouteSpec.toYaml(specs))
        .withMessageContaining("expected_plugins");
  }

  @Test
  void a_probe_without_a_query_and_a_mistyped_key_are_problems() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(
            () ->
                RouteSpec.parse(
                    PROBES
                        .replace("- query: refactor it", "- {}")
                        .replace("expected_alias", "expected_aliass")))
        .satisfies(
            e ->
                assertThat(e.problems().toString())
                    .contains("decisions[0].expected_aliass: unknown key")
                    .contains("did you mean \"expected_alias\"")
                    .contains("must have a query or messages"));
  }

  @Test
  void a_repetition_is_bounded() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(
            () ->
                RouteSpec.parse(
                    PROBES
                        .replace("a theorem", "a".repeat(8_000))
                        .replace("repeat: 3", "repeat: 10000")))
        .withMessageContaining("repeats the file to more than 64 Mi characters");
  }
}
