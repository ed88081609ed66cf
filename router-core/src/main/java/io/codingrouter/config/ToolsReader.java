package io.codingrouter.config;

import java.util.List;
import java.util.Map;

/** Reads the plugin that says which tools a decision's requests may offer. */
final class ToolsReader {
  private static final String ALL = "passthrough";
  private static final Words<String> MODES = Words.of(ALL, "filtered", "none");

  private ToolsReader() {}

  /** Adds what a section says to settings. */
  static void read(Section section, Map<String, Object> settings) {
    String mode = section.field("mode").word(MODES).orElse(ALL);
    if (!mode.equals(ALL)) {
      settings.put("mode", mode);
    }
    boolean on = !Boolean.FALSE.equals(settings.get("enabled"));
    boolean lists = false;
    for (String key : List.of("allow_tools", "block_tools")) {
      Field field = section.field(key);
      List<String> names = field.texts();
      if (!names.isEmpty()) {
        settings.put(key, List.copyOf(names));
        lists = true;
        needs(field, on, mode, "filtered");
      }
    }
    if (on && mode.equals("filtered") && !lists) {
      section.problem("names no tool: write allow_tools or block_tools, or mode: none");
    }
    Field strips = section.field("strip_tool_history");
    if (strips.flag().orElse(false)) {
      settings.put("strip_tool_history", true);
      needs(strips, on, mode, "none");
    }
    selection(section, settings);
  }

  private static void needs(Field field, boolean on, String mode, String needed) {
    if (on && !mode.equals(needed)) {
      field.problem("acts only with mode: " + needed);
    }
  }

  /** What chooses tools by their meaning. */
  private static void selection(Section section, Map<String, Object> settings) {
    Field selects = section.field("semantic_selection");
    selects.flag().ifPresent(flag -> settings.put("semantic_selection", flag));
    if (Boolean.TRUE.equals(settings.get("semantic_selection"))) {
      warn(selects, settings);
    }
    Field strategy = section.field("strategy");
    strategy.text().ifPresent(text -> settings.put("strategy", text));
    warn(strategy, settings);
    Field retrieval = section.field("dynamic_retrieval");
    Map<String, Object> free = retrieval.settings();
    if (!free.isEmpty()) {
      settings.put("dynamic_retrieval", free);
    }
    warn(retrieval, settings);
  }

  private static void warn(Field field, Map<String, Object> settings) {
    if (field.isPresent() && !Boolean.FALSE.equals(settings.get("enabled"))) {
      field.warn(Inert.notYet(field.key()) + ": tools are told apart by their names alone");
    }
  }
}
