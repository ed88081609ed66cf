package io.codingrouter.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.codingrouter.dispatch.Compatibility.Profile;
import io.codingrouter.message.ChatRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes tools, and the choice among them, as one backend takes them. A tool is written alike in
 * every request, so the beginning of a conversation stays as it is. Used by one thread.
 */
final class BackendTools {
  private static final String TOOLS = "tools";
  private static final String CHOICE = "tool_choice";
  private static final String TYPE = "type";
  private static final String FUNCTION = "function";
  private static final String PARAMETERS = "parameters";
  private static final String CACHE = "cache_control";
  private static final Set<String> OF_FUNCTION = Set.of("name", "description", PARAMETERS);

  private final Profile profile;
  private final ArrayNode tools;
  private final Changes changes = new Changes();

  private BackendTools(Profile profile, ArrayNode tools) {
    this.profile = profile;
    this.tools = tools;
  }

  /** Changes what the backend does not take as it stands. */
  static void apply(Profile profile, ChatRequest request, RequestEdits edits) {
    if (request.json("/" + TOOLS).map(JsonTree::value).orElse(null) instanceof ArrayNode given) {
      new BackendTools(profile, given.deepCopy()).apply(given, request, edits);
    }
  }

  private void apply(ArrayNode given, ChatRequest request, RequestEdits edits) {
    for (int i = tools.size() - 1; i >= 0; i--) {
      if (tools.get(i) instanceof ObjectNode tool) {
        if (profile == Profile.GEMINI && !tool.path(FUNCTION).isObject()) {
          tools.remove(i);
          changes.add("a tool that is no function removed");
        } else {
          fit(tool);
        }
      }
    }
    JsonNode choice = JsonTree.value(request.json("/" + CHOICE).orElse("null"));
    JsonNode fitted = profile == Profile.OPENAI ? choice : fit(choice);
    List<String> told = changes.list();
    if (tools.isEmpty() && !given.isEmpty()) {
      List.of(TOOLS, CHOICE, "parallel_tool_calls").forEach(edits::remove);
      told.forEach(edits::note);
      return;
    }
    if (!tools.equals(given)) {
      edits.setJson("/" + TOOLS, JsonTree.write(tools));
    }
    if (!fitted.equals(choice)) {
      edits.setJson("/" + CHOICE, JsonTree.write(fitted));
    }
    told.forEach(edits::note);
  }

  private void fit(ObjectNode tool) {
    boolean cloud = profile == Profile.OPENAI || profile == Profile.GEMINI;
    if (cloud && tool.remove(CACHE) != null) {
      changes.add("cache_control removed from a tool");
    }
    if (!(tool.path(FUNCTION) instanceof ObjectNode function)) {
      return;
    }
    if (cloud && function.remove(CACHE) != null) {
      changes.add("cache_control removed from a tool");
    }
    if (profile == Profile.GEMINI) {
      keepOnly(tool, Set.of(TYPE, FUNCTION));
      keepOnly(function, OF_FUNCTION);
      if (function.has(PARAMETERS)) {
        function.set(PARAMETERS, GeminiSchema.of(function.path(PARAMETERS), changes));
      }
    } else if (profile == Profile.LLAMA_CPP || profile == Profile.LM_STUDIO) {
      anchor(function.path(PARAMETERS));
    }
  }

  private void keepOnly(ObjectNode object, Set<String> names) {
    for (String name :
        new TreeSet<>(object.properties().stream().map(Map.Entry::getKey).toList())) {
      if (!names.contains(name)) {
        object.remove(name);
        changes.add(
            name.equals("strict")
                ? "strict removed from a tool"
                : "a field that the backend does not know removed from a tool");
      }
    }
  }

  // Their grammar is made of patterns that match the whole text; any other fails the request.
  private void anchor(JsonNode schema) {
    String pattern = JsonTree.text(schema, "pattern");
    if (!pattern.isEmpty()
        && !(pattern.startsWith("^") && pattern.endsWith("$"))
        && schema instanceof ObjectNode object) {
      object.remove("pattern");
      changes.add("a pattern that matches in part removed from a tool's schema");
    }
    schema.forEach(this::anchor);
  }

  private JsonNode fit(JsonNode choice) {
    if (choice.path("allowed_tools").isObject()) {
      JsonNode allowed = choice.path("allowed_tools");
      keepTools(names(allowed.path(TOOLS)));
      changes.add("tool_choice written as its mode, and the other tools removed");
      return JsonTree.NODES.textNode(
          JsonTree.text(allowed, "mode").equals("required") ? "required" : "auto");
    }
    boolean words = profile == Profile.LM_STUDIO || profile == Profile.LLAMA_CPP;
    if (words && choice.isObject()) {
      keepTools(Set.of(name(choice)));
      changes.add("tool_choice written as required, and the other tools removed");
      return JsonTree.NODES.textNode("required");
    }
    return choice;
  }

  private void keepTools(Set<String> names) {
    for (int i = tools.size() - 1; i >= 0; i--) {
      if (!names.contains(name(tools.get(i)))) {
        tools.remove(i);
      }
    }
  }

  private static Set<String> names(JsonNode list) {
    Set<String> names = new HashSet<>();
    list.forEach(tool -> names.add(name(tool)));
    return names;
  }

  private static String name(JsonNode tool) {
    return JsonTree.text(tool.path(FUNCTION).isObject() ? tool.path(FUNCTION) : tool, "name");
  }
}
