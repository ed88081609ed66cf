package io.codingrouter.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins the fragments of tool calls. OpenAI numbers the calls, and only the first fragment of each
 * has an id and a name. Gemini and old servers of Ollama give no number, Ollama gives all the same
 * one, MLX may give no id: there a fragment with a name begins a call of its own, unless its id
 * says otherwise.
 */
final class ToolCallMerger {
  private final List<Call> calls = new ArrayList<>();
  private final Map<Integer, Call> numbered = new HashMap<>();
  private final Map<String, Call> identified = new HashMap<>();

  /** A call in the making. */
  private record Call(int number, JoinedObject fields, ObjectEnd end) {
    String id() {
      return fields.text("id");
    }

    String name() {
      JoinedObject function = function();
      return function == null ? "" : function.text("name");
    }

    /** Whether its arguments are all there. */
    boolean isWhole() {
      JoinedObject function = function();
      if (function == null || !end.isHere()) {
        return false;
      }
      boolean whole = isJson(function.text("arguments"));
      if (!whole) {
        end.isNone();
      }
      return whole;
    }

    private @Nullable JoinedObject function() {
      JoinedObject function = fields.object("function");
      return function == null ? fields.object("custom") : function;
    }

    private static boolean isJson(String arguments) {
      try {
        return Json.value(arguments).isObject();
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
  }

  boolean isEmpty() {
    return calls.isEmpty();
  }

  void add(JsonNode fragment) {
    JsonNode number = fragment.path("index");
    Call open = number.isInt() ? numbered.get(number.intValue()) : open(Json.text(fragment, "id"));
    if (open == null || begins(fragment, open)) {
      open =
          new Call(
              number.asInt(calls.size()), new JoinedObject(Joining.TOOL_CALL, ""), new ObjectEnd());
      calls.add(open);
      numbered.put(open.number(), open);
    }
    open.end().add(Json.text(function(fragment), "arguments"));
    JoinedObject fields = open.fields();
    fragment
        .properties()
        .forEach(
            field -> {
              if (!field.getKey().equals("index")) {
                fields.add(field.getKey(), field.getValue());
              }
            });
    String id = open.id();
    if (!id.isEmpty()) {
      identified.putIfAbsent(id, open);
    }
  }

  /** The call of that id, else the last one, null if there is none. */
  private @Nullable Call open(String id) {
    Call last = calls.isEmpty() ? null : calls.get(calls.size() - 1);
    Call known = identified.get(id);
    return known == null ? last : known;
  }

  private static boolean begins(JsonNode fragment, Call open) {
    JsonNode function = function(fragment);
    String name = Json.text(function, "name");
    if (name.isEmpty() || open.name().isEmpty()) {
      return false;
    }
    String id = Json.text(fragment, "id");
    if (!id.isEmpty() && !open.id().isEmpty()) {
      return !id.equals(open.id());
    }
    return !name.equals(open.name())
        || (!Json.text(function, "arguments").isEmpty() && open.isWhole());
  }

  private static JsonNode function(JsonNode fragment) {
    return fragment.path(fragment.has("custom") ? "custom" : "function");
  }

  /** The calls in the order of their numbers, those of one number as they came. */
  ArrayNode toJson() {
    ArrayNode array = Json.NODES.arrayNode(calls.size());
    calls.stream()
        .sorted(Comparator.comparingInt(Call::number))
        .forEach(call -> array.add(call.fields().toJson()));
    return array;
  }
}
