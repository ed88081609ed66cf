package io.codingrouter.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the tools that a model may call, and whether it must, in Anthropic's protocol. */
final class AnthropicTools {
  private static final String NAME = "name";
  private static final String TYPE = "type";
  private static final String FUNCTION = "function";
  private static final String CACHE = "cache_control";

  /** What Anthropic's schemas must not have at their top. */
  private static final List<String> NOT_AT_TOP = List.of("oneOf", "anyOf", "allOf");

  private final JsonNode body;
  private final Changes changes;
  private final ArrayNode tools = JsonTree.NODES.arrayNode();
  private @Nullable ObjectNode choice;

  /**
   * Writes the tools of a body of OpenAI's protocol.
   *
   * @param called whether the conversation calls tools: their API then wants some defined
   */
  AnthropicTools(JsonNode body, boolean called, Changes changes) {
    this.body = body;
    this.changes = changes;
    for (JsonNode tool : body.path("tools")) {
      add(tool);
    }
    for (JsonNode function : body.path("functions")) {
      tools.add(define(function, function));
      changes.add("functions sent as tools");
    }
    if (!tools.isEmpty()) {
      choose();
    }
    if (tools.isEmpty()) {
      choice = null;
      if (called) {
        addNone();
      }
    }
  }

  /** Writes what there is into a body. */
  void writeTo(ObjectNode target) {
    if (!tools.isEmpty()) {
      target.set("tools", tools);
    }
    if (choice != null) {
      target.set("tool_choice", choice);
    }
  }

  /** Whether the model must call a tool: it cannot think then. */
  boolean isForced() {
    String type = choice == null ? "" : JsonTree.text(choice, TYPE);
    return type.equals("any") || type.equals("tool");
  }

  private void add(JsonNode tool) {
    if (tool.path(FUNCTION).isObject()) {
      tools.add(define(tool.path(FUNCTION), tool));
    } else if (isOfAnthropic(tool)) {
      tools.add(tool);
    } else {
      changes.add("a tool that Anthropic does not have removed");
    }
  }

  // A tool of the provider's own has a dated type; one without a type has a schema.
  private static boolean isOfAnthropic(JsonNode tool) {
    String type = JsonTree.text(tool, TYPE);
    boolean dated =
        type.length() > 9 && type.substring(type.length() - 8).chars().allMatch(Character::isDigit);
    return JsonTree.has(tool, NAME) && (dated || tool.path("input_schema").isObject());
  }

  private ObjectNode define(JsonNode function, JsonNode outer) {
    ObjectNode tool = JsonTree.NODES.objectNode().put(NAME, JsonTree.text(function, NAME));
    if (JsonTree.has(function, "description")) {
      tool.set("description", function.path("description"));
    }
    tool.set("input_schema", schema(function.path("parameters")));
    if (function.path("strict").asBoolean(false)) {
      changes.add("strict removed from a tool");
    }
    JsonNode mark = JsonTree.has(outer, CACHE) ? outer.path(CACHE) : function.path(CACHE);
    if (mark.isObject()) {
      tool.set(CACHE, mark);
    }
    return tool;
  }

  private ObjectNode schema(JsonNode parameters) {
    ObjectNode schema = JsonTree.NODES.objectNode();
    if (!JsonTree.has(parameters, TYPE)) {
      schema.put(TYPE, "object");
    }
    if (parameters instanceof ObjectNode given) {
      schema.setAll(given);
    }
    for (String keyword : NOT_AT_TOP) {
      if (schema.remove(keyword) != null) {
        changes.add(keyword + " removed from the top of a tool's schema");
      }
    }
    return schema;
  }

  // Their API refuses a conversation with calls where no tool is defined. The definitions that were
  // taken away, or never given, are not made up again: this one cannot be called.
  private void addNone() {
    ObjectNode none =
        JsonTree.NODES
            .objectNode()
            .put(NAME, "unavailable")
            .put("description", "No tool is available.");
    none.putObject("input_schema").put(TYPE, "object");
    tools.add(none);
    choice = JsonTree.NODES.objectNode().put(TYPE, "none");
    changes.add("a tool that cannot be called added: the conversation calls tools");
  }

  private void choose() {
    JsonNode given =
        body.has("tool_choice") ? body.path("tool_choice") : body.path("function_call");
    ObjectNode chosen = JsonTree.NODES.objectNode();
    if (given.isTextual()) {
      chosen.put(TYPE, word(given.textValue()));
    } else if (given.path("allowed_tools").isObject()) {
      allow(given.path("allowed_tools").path("tools"));
      chosen.put(TYPE, word(JsonTree.text(given.path("allowed_tools"), "mode")));
    } else if (given.isObject()) {
      JsonNode named = given.path(FUNCTION).isObject() ? given.path(FUNCTION) : given;
      String name = JsonTree.text(named, NAME);
      chosen.put(TYPE, name.isEmpty() ? word(JsonTree.text(given, TYPE)) : "tool");
      if (!name.isEmpty()) {
        chosen.put(NAME, name);
      }
    }
    boolean none = JsonTree.text(chosen, TYPE).equals("none");
    if (!none && !body.path("parallel_tool_calls").asBoolean(true)) {
      if (chosen.isEmpty()) {
        chosen.put(TYPE, "auto");
      }
      chosen.put("disable_parallel_tool_use", true);
    }
    if (!chosen.isEmpty()) {
      choice = chosen;
    }
  }

  private static String word(String choice) {
    return switch (choice) {
      case "required", "any" -> "any";
      case "none" -> "none";
      default -> "auto";
    };
  }

  private void allow(JsonNode allowed) {
    Set<String> names = new HashSet<>();
    for (JsonNode tool : allowed) {
      JsonNode named = tool.path(FUNCTION).isObject() ? tool.path(FUNCTION) : tool;
      names.add(JsonTree.text(named, NAME));
    }
    for (int i = tools.size() - 1; i >= 0; i--) {
      if (!names.contains(JsonTree.text(tools.get(i), NAME))) {
        tools.remove(i);
        changes.add("a tool that tool_choice does not allow removed");
      }
    }
  }
}
