package io.codingrouter.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;

/** What servers of OpenAI's protocol want of a conversation. */
abstract class StrictOpenAiLike extends StrictServer {

  /**
   * Refuses results without calls and calls without results.
   *
   * @param apart whether ids must not be used twice
   */
  static void checkPairs(JsonNode messages, boolean apart) {
    Set<String> open = new LinkedHashSet<>();
    Set<String> used = new LinkedHashSet<>();
    for (JsonNode message : messages) {
      if (message.path("role").asText().equals("tool")) {
        String id = message.path("tool_call_id").asText();
        require(open.remove(id), "messages with role 'tool' must be a response to tool_calls");
        require(message.path("content").isTextual(), "a tool's content must be a string");
        continue;
      }
      require(open.isEmpty(), "An assistant message with 'tool_calls' must be followed by tools");
      for (JsonNode call : message.path("tool_calls")) {
        String id = call.path("id").asText();
        require(id.length() <= 40, "tool_calls[0].id: string too long, maximum length 40");
        require(used.add(id) || !apart, "tool_calls[0].id is used twice");
        open.add(id);
        require(call.path("type").asText().equals("function"), "tool_calls[0].type");
        checkArguments(call.at("/function/arguments"));
      }
    }
    require(open.isEmpty(), "An assistant message with 'tool_calls' must be followed by tools");
  }

  private static void checkArguments(JsonNode arguments) {
    require(arguments.isTextual(), "tool_calls[0].function.arguments must be a string");
    require(read(arguments.textValue()).isObject(), "arguments must be a JSON object");
  }

  /** Refuses limits and temperatures out of range, and options of a stream that is none. */
  static void checkSettings(JsonNode body) {
    for (String limit : Set.of("max_tokens", "max_completion_tokens")) {
      require(
          !body.has(limit) || (body.path(limit).isInt() && body.path(limit).asInt() > 0),
          limit + " must be at least 1");
    }
    double temperature = body.path("temperature").asDouble(1);
    require(temperature >= 0 && temperature <= 2, "temperature must be within 0 and 2");
    require(
        !body.has("stream_options") || body.path("stream").asBoolean(false),
        "stream_options is only allowed when stream is enabled");
    require(!body.has("tool_choice") || body.has("tools"), "tool_choice needs tools");
    require(!body.has("tools") || body.path("tools").size() > 0, "tools must not be empty");
  }
}
