package io.codingrouter.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Joins the chunks of a stream into one reply. Used once, by one thread. */
final class ChunkMerger {
  private final Map<Integer, Choice> choices = new TreeMap<>();
  private @Nullable ObjectNode head;
  private @Nullable JsonNode usage;
  private @Nullable ChatChunk whole;

  /** One choice in the making: its own fields as they came last, its message joined. */
  private static final class Choice {
    final ObjectNode fields = Json.NODES.objectNode();
    final ObjectNode message = Json.NODES.objectNode();
    final Map<Integer, ObjectNode> toolCalls = new TreeMap<>();
  }

  void add(ChatChunk chunk) {
    if (chunk.isKeepAlive()) {
      return;
    }
    if (chunk.isWhole()) {
      whole = chunk;
      return;
    }
    ObjectNode body = chunk.body();
    if (head == null) {
      head = Json.NODES.objectNode();
      head.setAll(body);
    }
    if (body.path("usage").isObject()) {
      usage = body.path("usage");
    }
    for (JsonNode choice : body.path("choices")) {
      Choice merged = choices.computeIfAbsent(choice.path("index").asInt(), i -> new Choice());
      choice
          .properties()
          .forEach(
              field -> {
                if (!field.getKey().equals("delta") && !field.getValue().isNull()) {
                  merged.fields.set(field.getKey(), field.getValue());
                }
              });
      addDelta(merged, choice.path("delta"));
    }
  }

  private static void addDelta(Choice choice, JsonNode delta) {
    delta
        .properties()
        .forEach(
            field -> {
              if (field.getKey().equals("tool_calls")) {
                field.getValue().forEach(call -> addToolCall(choice, call));
              } else {
                append(
                    choice.message,
                    field.getKey(),
                    field.getValue(),
                    field.getKey().equals("role"));
              }
            });
  }

  // The first fragment of a call brings its id, type and name; the rest only more arguments.
  private static void addToolCall(Choice choice, JsonNode fragment) {
    int index = fragment.path("index").asInt(choice.toolCalls.size());
    ObjectNode call = choice.toolCalls.computeIfAbsent(index, i -> Json.NODES.objectNode());
    fragment
        .properties()
        .forEach(
            field -> {
              if (field.getKey().equals("function")) {
                ObjectNode function =
                    call.path("function") instanceof ObjectNode present
                        ? present
                        : call.putObject("function");
                field
                    .getValue()
                    .properties()
                    .forEach(
                        f -> append(function, f.getKey(), f.getValue(), f.getKey().equals("name")));
              } else if (!field.getKey().equals("index")) {
                append(call, field.getKey(), field.getValue(), true);
              }
            });
  }

  private static void append(ObjectNode target, String field, JsonNode value, boolean once) {
    JsonNode present = target.path(field);
    if (present.isTextual() && value.isTextual()) {
      if (!once) {
        target.put(field, present.textValue() + value.textValue());
      } else if (present.textValue().isEmpty()) {
        target.set(field, value);
      }
    } else if (!value.isNull() || present.isMissingNode()) {
      target.set(field, value);
    }
  }

  ChatResponse response() {
    if (whole != null) {
      return ChatResponse.fromJson(whole.toJson());
    }
    ObjectNode body = head == null ? Json.NODES.objectNode() : head;
    body.put("object", "chat.completion");
    var array = body.putArray("choices");
    choices.forEach(
        (index, choice) -> {
          ObjectNode out = array.addObject();
          out.put("index", index);
          if (!choice.toolCalls.isEmpty()) {
            choice.message.putArray("tool_calls").addAll(choice.toolCalls.values());
          }
          out.set("message", choice.message);
          out.setAll(choice.fields);
        });
    if (usage != null) {
      body.set("usage", usage);
    }
    return ChatResponse.of(body);
  }
}
