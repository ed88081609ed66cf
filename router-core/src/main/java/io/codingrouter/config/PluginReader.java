package io.codingrouter.config;

import io.codingrouter.decision.Plugin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the plugins of a decision: those that act with typed settings, the others as they are. */
final class PluginReader {
  static final Words<String> TYPES =
      Words.of(
          "semantic-cache",
          "response_cache",
          "system_prompt",
          "header_mutation",
          "fast_response",
          "hallucination",
          "router_replay",
          "memory",
          "rag",
          "response_jailbreak",
          "image_gen",
          "request_params",
          "tools",
          "tool_selection",
          "context_compression",
          "prompt_cache",
          "shadow_dispatch",
          "jailbreak",
          "pii");

  private static final Words<String> MODES = Words.of("replace", "insert");

  /** Without these there is no request. */
  private static final Set<String> NEEDED = Set.of("model", "messages");

  private PluginReader() {}

  static Plugin read(Section section) {
    Field typeField = section.field("type").required("the name of a plugin");
    String type = typeField.word(TYPES).orElse("");
    Field configuration = section.field("configuration");
    Map<String, Object> settings =
        switch (type) {
          case "fast_response" ->
              configuration
                  .required("message: the text of the answer")
                  .section(PluginReader::fastResponse)
                  .orElse(Map.of());
          case "system_prompt" ->
              configuration
                  .required("system_prompt: the text")
                  .section(PluginReader::systemPrompt)
                  .orElse(Map.of());
          case "request_params" ->
              configuration.section(PluginReader::requestParams).orElse(Map.of());
          case "header_mutation" ->
              configuration
                  .required("add, update or delete")
                  .section(PluginReader::headerMutation)
                  .orElse(Map.of());
          case "tools" -> configuration.section(PluginReader::tools).orElse(Map.of());
          case "router_replay" ->
              configuration.section(PluginReader::routerReplay).orElse(Map.of());
          default ->
              Inert.isInertPlugin(type) ? configuration.unusedSettings() : configuration.settings();
        };
    Plugin plugin = new Plugin(type, settings);
    if (!type.isEmpty() && plugin.isEnabled()) {
      Inert.warnOfPlugin(typeField, type);
    }
    return plugin;
  }

  private static Map<String, Object> fastResponse(Section section) {
    Map<String, Object> settings = switched(section);
    text(section, settings, "message", "the text of the answer");
    return settings;
  }

  private static Map<String, Object> systemPrompt(Section section) {
    Map<String, Object> settings = switched(section);
    text(section, settings, "system_prompt", "the text");
    section
        .field("mode")
        .word(MODES)
        .filter("insert"::equals)
        .ifPresent(mode -> settings.put("mode", mode));
    return settings;
  }

  private static Map<String, Object> requestParams(Section section) {
    Map<String, Object> settings = switched(section);
    Field blockedField = section.field("blocked_params");
    List<String> blocked = blockedField.texts();
    if (blocked.stream().anyMatch(NEEDED::contains)) {
      blockedField.problem("must not name model or messages: without them there is no request");
    }
    if (!blocked.isEmpty()) {
      settings.put("blocked_params", List.copyOf(blocked));
    }
    for (String limit : List.of("max_tokens_limit", "max_n")) {
      section
          .field(limit)
          .integer(1, Integer.MAX_VALUE)
          .ifPresent(most -> settings.put(limit, most));
    }
    section
        .field("strip_unknown")
        .flag()
        .filter(strips -> strips)
        .ifPresent(strips -> settings.put("strip_unknown", strips));
    return settings;
  }

  private static Map<String, Object> headerMutation(Section section) {
    Map<String, Object> settings = switched(section);
    new HeaderMutationReader().read(section, settings);
    return settings;
  }

  private static Map<String, Object> tools(Section section) {
    Map<String, Object> settings = switched(section);
    ToolsReader.read(section, settings);
    return settings;
  }

  private static Map<String, Object> routerReplay(Section section) {
    Map<String, Object> settings = switched(section);
    ReplayReader.read(section, settings);
    return settings;
  }

  /** Settings with whether the plugin is on; what says the default is left out, here and below. */
  private static Map<String, Object> switched(Section section) {
    Map<String, Object> settings = new LinkedHashMap<>();
    section
        .field("enabled")
        .flag()
        .filter(enabled -> !enabled)
        .ifPresent(enabled -> settings.put("enabled", enabled));
    return settings;
  }

  /** A text that a plugin needs unless it is switched off. */
  private static void text(Section section, Map<String, Object> settings, String key, String hint) {
    Field field = section.field(key);
    if (!Boolean.FALSE.equals(settings.get("enabled"))) {
      field.required(hint);
    }
    field.text().ifPresent(text -> settings.put(key, text));
  }
}
