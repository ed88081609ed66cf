package io.codingrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ToolsReaderTest {
  private static String with(String settings) {
    return Example.with(
        "    modelRefs:",
        "    plugins:\n      - type: tools\n        configuration: {"
            + settings
            + "}\n    modelRefs:");
  }

  private static List<String> problems(String settings) {
    return said(Example.problems(with(settings)));
  }

  private static List<String> warnings(String settings) {
    return said(Example.parse(with(settings)).warnings());
  }

  private static List<String> said(List<Problem> problems) {
    return problems.stream()
        .map(each -> each.path().replaceFirst(".*configuration\\.?", "") + " " + each.message())
        .toList();
  }

  @Test
  void what_acts_loads_without_a_word_and_is_written_back() {
    for (String settings :
        List.of(
            "mode: none, strip_tool_history: true",
            "mode: filtered, allow_tools: [read], block_tools: [bash]",
            "mode: passthrough, semantic_selection: false",
            "enabled: false, allow_tools: [read]",
            "")) {
      RouterConfig config = Example.parse(with(settings));
      assertThat(config.warnings()).isEmpty();
      assertThat(RouterConfig.parse(config.toYaml())).isEqualTo(config);
    }
  }

  @Test
  void lists_and_mode_must_fit() {
    assertThat(problems("mode: filtered"))
        .containsExactly(" names no tool: write allow_tools or block_tools, or mode: none");
    assertThat(problems("allow_tools: [read]"))
        .containsExactly("allow_tools acts only with mode: filtered");
    assertThat(problems("mode: none, block_tools: [read]"))
        .containsExactly("block_tools acts only with mode: filtered");
    assertThat(problems("mode: filtered, allow_tools: [read], strip_tool_history: true"))
        .containsExactly("strip_tool_history acts only with mode: none");
    assertThat(problems("mode: filter, allow_tools: [read]")).isNotEmpty();
  }

  @Test
  void what_chooses_by_meaning_warns() {
    assertThat(
            warnings(
                "mode: passthrough, semantic_selection: true, strategy: default,"
                    + " dynamic_retrieval: {enabled: true}"))
        .allMatch(each -> each.contains("does not act in this version"))
        .hasSize(3);
    assertThat(warnings("enabled: false, semantic_selection: true")).isEmpty();
  }
}
