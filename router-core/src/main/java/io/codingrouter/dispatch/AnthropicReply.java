package io.codingrouter.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Writes a whole reply of Anthropic's protocol in OpenAI's. */
final class AnthropicReply {
  /** Fields of a message that have a place of their own; what else there is stays as it is. */
  private static final Set<String> PLACED =
      Set.of("id", "type", "role", "model", "content", "stop_reason", "stop_sequence", "usage");

  private AnthropicReply() {}

  /** Whether this is a reply of that protocol. */
  static boolean is(JsonNode body) {
    return JsonTree.text(body, "type").equals("message") && body.path("content").isArray();
  }

  static ObjectNode of(JsonNode reply) {
    ObjectNode body = JsonTree.NODES.objectNode();
    head(reply, "chat.completion", body);
    ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
    choice.set("message", message(reply.path("content")));
    ending(reply, choice);
    extras(reply, choice);
    AnthropicUsage usage = new AnthropicUsage();
    usage.add(reply.path("usage"));
    usage.writeTo(body);
    return body;
  }

  private static ObjectNode message(JsonNode content) {
    StringBuilder text = new StringBuilder();
    StringBuilder reasoning = new StringBuilder();
    ArrayNode calls = JsonTree.NODES.arrayNode();
    AnthropicExtras extras = new AnthropicExtras();
    int index = 0;
    for (JsonNode block : content) {
      switch (JsonTree.text(block, "type")) {
        case "text" -> text.append(JsonTree.text(block, "text"));
        case "tool_use" -> calls.add(call(block));
        default -> {
          reasoning.append(JsonTree.text(block, "thinking"));
          if (block instanceof ObjectNode object) {
            extras.add(index, object);
          }
        }
      }
      index++;
    }
    ObjectNode message = JsonTree.NODES.objectNode().put("role", "assistant");
    message.put("content", text.isEmpty() ? null : text.toString());
    if (!reasoning.isEmpty()) {
      message.put("reasoning_content", reasoning.toString());
    }
    if (!calls.isEmpty()) {
      message.set("tool_calls", calls);
    }
    extras.writeTo(message);
    return message;
  }

  private static ObjectNode call(JsonNode block) {
    ObjectNode call =
        JsonTree.NODES.objectNode().put("id", JsonTree.text(block, "id")).put("type", "function");
    call.putObject("function")
        .put("name", JsonTree.text(block, "name"))
        .put("arguments", arguments(block.path("input")));
    return call;
  }

  /** The arguments of a call as the text that OpenAI's protocol has. */
  static String arguments(JsonNode input) {
    return input.isContainerNode() ? JsonTree.write(input) : "{}";
  }

  /** Writes whose reply this is. */
  static void head(JsonNode reply, String object, ObjectNode body) {
    body.put("id", JsonTree.text(reply, "id")).put("object", object);
    body.put("model", JsonTree.text(reply, "model"));
  }

  /** Writes why the model stopped, in OpenAI's words and in its own. */
  static void ending(JsonNode stop, ObjectNode choice) {
    String reason = JsonTree.text(stop, "stop_reason");
    choice.put("finish_reason", finishReason(reason));
    if (!reason.isEmpty()) {
      choice.put("native_finish_reason", reason);
    }
    if (JsonTree.has(stop, "stop_sequence")) {
      choice.set("stop_reason", stop.path("stop_sequence"));
    }
  }

  private static String finishReason(String reason) {
    return switch (reason) {
      case "max_tokens", "model_context_window_exceeded" -> "length";
      case "tool_use" -> "tool_calls";
      case "refusal" -> "content_filter";
      default -> "stop";
    };
  }

  /** Keeps the fields that OpenAI's protocol has no place for. */
  static void extras(JsonNode reply, ObjectNode choice) {
    reply
        .properties()
        .forEach(
            field -> {
              if (!PLACED.contains(field.getKey()) && !field.getValue().isNull()) {
                choice.set(field.getKey(), field.getValue());
              }
            });
  }
}
