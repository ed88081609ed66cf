package io.codingrouter.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Joins the chunks of a stream into one reply, in time linear in what they carry. Fields that we do
 * not know are kept. Used once, by one thread.
 */
final class ChunkMerger {
  /** What only streams have: padding against eavesdroppers, and how far the prompt is read. */
  private static final Set<String> OF_STREAMS = Set.of("obfuscation", "prompt_progress");

  private final JoinedObject head = new JoinedObject(Joining.HEAD, "");
  private final Map<Integer, Choice> choices = new TreeMap<>();
  private @Nullable ChatChunk whole;

  /** One choice in the making. */
  private static final class Choice {
    /** What may stand in the place of a text, which then is none rather than empty. */
    private static final Set<String> INSTEAD = Set.of("function_call", "refusal", "audio");

    private final JoinedObject fields = new JoinedObject(Joining.CHOICE, "");
    private final JoinedObject message = new JoinedObject(Joining.MESSAGE, "");
    private final ToolCallMerger toolCalls = new ToolCallMerger();

    void add(JsonNode choice) {
      choice
          .properties()
          .forEach(
              field -> {
                switch (field.getKey()) {
                  case "delta" -> addDelta(field.getValue());
                  case "index", "usage" -> {} // of the reply
                  case "message" -> {} // Perplexity repeats what it has said so far
                  default -> fields.add(field.getKey(), field.getValue());
                }
              });
    }

    private void addDelta(JsonNode delta) {
      delta
          .properties()
          .forEach(
              field -> {
                if (field.getKey().equals("tool_calls") && !field.getValue().isEmpty()) {
                  field.getValue().forEach(toolCalls::add);
                } else {
                  message.add(field.getKey(), field.getValue());
                }
              });
    }

    void writeTo(ObjectNode choice) {
      ObjectNode said = message.toJson();
      if (!message.has("role")) {
        said.put("role", "assistant");
      }
      boolean instead = !toolCalls.isEmpty() || INSTEAD.stream().anyMatch(message::has);
      if (instead && !message.has("content")) {
        said.putNull("content");
      }
      if (!toolCalls.isEmpty()) {
        said.set("tool_calls", toolCalls.toJson());
      }
      choice.set("message", said);
      choice.setAll(fields.toJson());
    }
  }

  void add(ChatChunk chunk) {
    if (chunk.isKeepAlive()) {
      return;
    }
    if (chunk.isWhole()) {
      whole = chunk;
      return;
    }
    chunk
        .body()
        .properties()
        .forEach(
            field -> {
              if (field.getKey().equals("choices")) {
                field.getValue().forEach(this::addChoice);
              } else if (!OF_STREAMS.contains(field.getKey())) {
                head.add(field.getKey(), field.getValue());
              }
            });
  }

  private void addChoice(JsonNode choice) {
    if (choice.path("usage").isObject()) {
      head.add("usage", choice.path("usage")); // Moonshot; whole replies have it in its place
    }
    choices.computeIfAbsent(choice.path("index").asInt(), index -> new Choice()).add(choice);
  }

  ChatResponse response() {
    if (whole != null) {
      return ChatResponse.fromJson(whole.toJson());
    }
    ObjectNode body = head.toJson();
    JsonNode usage = body.remove("usage");
    body.put("object", "chat.completion");
    ArrayNode array = body.putArray("choices");
    choices.forEach((index, choice) -> choice.writeTo(array.addObject().put("index", index)));
    if (usage != null) {
      body.set("usage", usage);
    }
    return ChatResponse.of(body);
  }
}
