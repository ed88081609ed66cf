package io.codingrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.decision.Plugin;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeaderMutationReaderTest {
  private static final String PLANTED = "hunter2-hunter2";

  private static String with(String settings) {
    return Example.with(
        "    modelRefs:",
        "    plugins:\n      - type: header_mutation\n        configuration: {"
            + settings
            + "}\n    modelRefs:");
  }

  private static List<String> problems(String settings) {
    return Example.problems(with(settings)).stream()
        .map(each -> each.path().replaceFirst(".*configuration", "") + " " + each.message())
        .toList();
  }

  @Test
  void headers_of_the_call_itself_are_refused() {
    for (String name :
        List.of("Host", "content-length", "Transfer-Encoding", "CONNECTION", "te", "Upgrade")) {
      assertThat(problems("add: [{name: " + name + ", value: x}]"))
          .containsExactly(
              ".add[0].name is a header that the client sets for each call: leave it out");
      assertThat(problems("delete: [" + name + "]")).hasSize(1);
    }
  }

  @Test
  void a_name_is_a_token_and_stands_once() {
    assertThat(problems("add: [{name: 'X Tier', value: x}, {name: 'A:', value: y}]"))
        .containsExactly(
            ".add[0].name this name is not one that a header has",
            ".add[1].name this name is not one that a header has");
    assertThat(problems("add: [{name: X-A, value: x}], delete: [x-a]"))
        .containsExactly(
            ".delete[0] is named before in this plugin: each header once, whatever its case");
  }

  @Test
  void a_line_break_in_a_value_is_a_problem_that_does_not_show_the_value() {
    assertThat(problems("add: [{name: X-A, value: \"" + PLANTED + "\\r\\nX-B: 1\"}]"))
        .singleElement()
        .satisfies(
            each ->
                assertThat(each)
                    .startsWith(".add[0].value has characters that no header can carry")
                    .doesNotContain(PLANTED));
  }

  @Test
  void names_and_values_are_needed() {
    assertThat(problems("add: [{name: X-A}, {value: x}, {name: X-B, value: ''}]"))
        .containsExactlyInAnyOrder(
            ".add[0].value is missing: the header's value",
            ".add[1].name is missing: the header's name",
            ".add[2].value must not be empty: write delete to remove a header");
    assertThat(problems("add: [{name: X-A, valu: x}]"))
        .containsExactly(".add[0].valu unknown key; did you mean \"value\"?");
    assertThat(Example.parse(with("enabled: true")).warnings())
        .singleElement()
        .satisfies(
            warning -> assertThat(warning.message()).startsWith("changes no header: write add"));
  }

  @Test
  void values_are_written_back_as_variables_or_masks_and_filled_by_decision_and_name() {
    RouterConfig running =
        Example.parse(
            with("add: [{name: X-A, value: '${KEY}'}], update: [{name: X-B, value: hunter2}]"));
    assertThat(running.warnings()).isEmpty();
    assertThat(running.toYaml()).contains("${KEY}", "••••").doesNotContain("k-123", "hunter2");

    RouterConfig edited = Example.parse(running.toYaml().replace("X-B", "x-b"));
    assertThat(edited.warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning.message()).contains("is masked"));
    RouterConfig filled = edited.withSecretsFrom(running);
    assertThat(filled.warnings()).isEmpty();
    Plugin plugin = filled.decisions().get(0).plugins().get(0);
    Map<?, ?> header = (Map<?, ?>) ((List<?>) plugin.configuration().get("update")).get(0);
    assertThat(((Secret) header.get("value")).reveal()).isEqualTo("hunter2");
    assertThat(filled).isEqualTo(edited);
    assertThat(RouterConfig.parse(running.toYaml(), Map.of("KEY", "k")::get)).isEqualTo(running);
  }

  @Test
  void a_decision_taken_from_one_configuration_is_the_same_in_another() {
    RouterConfig from = Example.parse(with("add: [{name: X-A, value: 'a$b'}], delete: [X-C]"));
    RouterConfig built =
        RouterConfig.builder()
            .model("known-model", m -> m.endpoint("localhost:8000"))
            .defaultModel("known-model")
            .keywords(from.keywords().get(0))
            .decision(from.decisions().get(0))
            .build();
    assertThat(built.decisions().get(0)).isEqualTo(from.decisions().get(0));
    Map<?, ?> header =
        (Map<?, ?>)
            ((List<?>) built.decisions().get(0).plugins().get(0).configuration().get("add")).get(0);
    assertThat(((Secret) header.get("value")).reveal()).isEqualTo("a$b");
  }
}
