package io.codingrouter.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mockwebserver3.RecordedRequest;

/**
 * Anthropic's Messages API. User and assistant take turns, every call is followed by its result,
 * and a model that thinks amid calls of tools wants what it thought before them back, signed.
 */
final class StrictClaude extends StrictServer {
  static final String NAME = "claude-sonnet-4-5";
  static final String KEY = "claude-key";
  private static final String EXTRA = "%s: Extra inputs are not permitted";

  private static final Set<String> AT_TOP =
      Set.of(
          "cache_control",
          "container",
          "context_management",
          "max_tokens",
          "mcp_servers",
          "messages",
          "metadata",
          "model",
          "output_config",
          "service_tier",
          "stop_sequences",
          "stream",
          "system",
          "temperature",
          "thinking",
          "tool_choice",
          "tools",
          "top_k",
          "top_p");
  private static final Map<String, Set<String>> OF_BLOCK =
      Map.of(
          "text", Set.of("type", "text", "cache_control", "citations"),
          "image", Set.of("type", "source", "cache_control"),
          "thinking", Set.of("type", "thinking", "signature"),
          "tool_use", Set.of("type", "id", "name", "input", "cache_control"),
          "tool_result", Set.of("type", "tool_use_id", "content", "is_error", "cache_control"));

  @Override
  void checkHead(RecordedRequest request) {
    require(request.getTarget().equals("/v1/messages"), "Not Found");
    require(KEY.equals(request.getHeaders().get("x-api-key")), "invalid x-api-key");
    require(
        "2023-06-01".equals(request.getHeaders().get("anthropic-version")),
        "anthropic-version: header is required");
  }

  @Override
  void check(JsonNode body) {
    onlyKnown(body, AT_TOP, EXTRA);
    require(body.path("model").asText().equals(NAME), "model: not found");
    require(body.path("max_tokens").isInt(), "max_tokens: Field required");
    body.path("system").forEach(StrictClaude::checkText);
    boolean thinks = checkThinking(body);
    Set<String> tools = new LinkedHashSet<>();
    for (JsonNode tool : body.path("tools")) {
      onlyKnown(tool, Set.of("name", "description", "input_schema", "cache_control"), EXTRA);
      require(tool.path("name").asText().matches("[a-zA-Z0-9_-]{1,128}"), "tools.0.name");
      require(
          tool.at("/input_schema/type").asText().equals("object"),
          "tools.0.input_schema.type: Field required");
      require(tools.add(tool.path("name").asText()), "Tool names must be unique.");
    }
    require(!body.has("tool_choice") || !tools.isEmpty(), "tool_choice may only be with tools");
    checkMessages(body.path("messages"), thinks);
  }

  private static boolean checkThinking(JsonNode body) {
    boolean thinks = body.at("/thinking/type").asText().equals("enabled");
    double temperature = body.path("temperature").asDouble(1);
    require(temperature >= 0 && temperature <= 1, "temperature: must be at most 1");
    require(!body.has("temperature") || !body.has("top_p"), "temperature and top_p: only one");
    if (thinks) {
      int budget = body.at("/thinking/budget_tokens").asInt();
      require(budget >= 1024, "thinking.budget_tokens: must be at least 1024");
      require(budget < body.path("max_tokens").asInt(), "max_tokens must be greater than budget");
      require(temperature == 1, "temperature may only be set to 1 when thinking is enabled");
      require(!body.has("top_k"), "top_k must be unset when thinking is enabled");
    }
    return thinks;
  }

  private static void checkMessages(JsonNode messages, boolean thinks) {
    Set<String> used = new LinkedHashSet<>();
    Set<String> open = Set.of();
    for (int i = 0; i < messages.size(); i++) {
      JsonNode message = messages.get(i);
      onlyKnown(message, Set.of("role", "content"), EXTRA);
      require(
          message.path("role").asText().equals(i % 2 == 0 ? "user" : "assistant"),
          "messages: roles must alternate between \"user\" and \"assistant\"");
      require(message.path("content").size() > 0, "messages: content must not be empty");
      require(results(message.path("content")).equals(open), "tool_use ids without tool_result");
      open = new LinkedHashSet<>();
      for (JsonNode block : message.path("content")) {
        checkBlock(block, i % 2 == 0, used, open);
      }
    }
    require(open.isEmpty(), "tool_use ids were found without tool_result blocks after");
    JsonNode last = messages.path(messages.size() - 1).path("content");
    if (thinks && last.at("/0/type").asText().equals("tool_result")) {
      JsonNode before = messages.path(messages.size() - 2).path("content");
      require(
          before.at("/0/type").asText().equals("thinking"),
          "Expected `thinking` or `redacted_thinking`, but found `tool_use`");
    }
  }

  /** The calls that a message answers; results come first. */
  private static Set<String> results(JsonNode content) {
    Set<String> ids = new LinkedHashSet<>();
    boolean others = false;
    for (JsonNode block : content) {
      boolean result = block.path("type").asText().equals("tool_result");
      require(!result || !others, "tool_result blocks must come first");
      others |= !result;
      if (result) {
        require(ids.add(block.path("tool_use_id").asText()), "each tool_use has one result");
      }
    }
    return ids;
  }

  private static void checkBlock(JsonNode block, boolean user, Set<String> used, Set<String> open) {
    String type = block.path("type").asText();
    require(OF_BLOCK.containsKey(type), "Input tag '" + type + "' found using 'type'");
    onlyKnown(block, OF_BLOCK.get(type), EXTRA);
    switch (type) {
      case "text" -> checkText(block);
      case "image" -> {
        require(user, "image blocks are the user's");
        require(
            block.at("/source/type").asText().matches("base64|url"), "image.source.type is wrong");
      }
      case "thinking" ->
          require(
              !user && block.path("signature").asText().startsWith("sc-"),
              "Invalid `signature` in `thinking` block");
      case "tool_use" -> {
        require(!user, "tool_use blocks are the assistant's");
        String id = block.path("id").asText();
        require(id.matches("^[a-zA-Z0-9_-]+$"), "tool_use.id: String should match pattern");
        require(used.add(id), "`tool_use` ids must be unique");
        require(block.path("input").isObject(), "tool_use.input: should be a valid dictionary");
        open.add(id);
      }
      default -> {
        require(user, "tool_result blocks are the user's");
        block.path("content").forEach(part -> checkBlock(part, true, used, open));
      }
    }
  }

  private static void checkText(JsonNode block) {
    require(
        !block.path("text").asText().isBlank(),
        "text content blocks must contain non-whitespace text");
  }

  private static String message(String content, String stop) {
    return "{'id':'msg','type':'message','role':'assistant','model':'claude','content':"
        + content
        + ",'stop_reason':"
        + stop
        + ",'usage':{'input_tokens':3,'output_tokens':5}}";
  }

  private static String thought(int number) {
    return "{'type':'thinking','thinking':'claude thinks','signature':'sc-" + number + "'}";
  }

  private static String call(int index, int number) {
    return "{'type':'tool_use','id':'toolu_%d%d','name':'%s','input':{}}"
        .formatted(number, index, CALLED.get(index));
  }

  @Override
  JsonNode reply(boolean calls, int number) {
    return calls
        ? read(
            message(
                "["
                    + thought(number)
                    + ",{'type':'text','text':'Let me look.'},"
                    + call(0, number)
                    + ","
                    + call(1, number)
                    + "]",
                "'tool_use'"))
        : read(
            message(
                "[" + thought(number) + ",{'type':'text','text':'claude says'}]", "'end_turn'"));
  }

  @Override
  String events(boolean calls, int number) {
    StringBuilder events =
        new StringBuilder(event("message_start", "'message':" + message("[]", "null")));
    block(
        events,
        0,
        "{'type':'thinking','thinking':'','signature':''}",
        List.of(
            "{'type':'thinking_delta','thinking':'claude thinks'}",
            "{'type':'signature_delta','signature':'sc-" + number + "'}"));
    block(
        events,
        1,
        "{'type':'text','text':''}",
        List.of("{'type':'text_delta','text':'" + (calls ? "Let me look." : "claude says") + "'}"));
    for (int i = 0; calls && i < CALLED.size(); i++) {
      block(
          events,
          2 + i,
          call(i, number),
          List.of("{'type':'input_json_delta','partial_json':'{}'}"));
    }
    return events
        + event(
            "message_delta",
            "'delta':{'stop_reason':'"
                + (calls ? "tool_use" : "end_turn")
                + "'},'usage':{'output_tokens':5}")
        + event("message_stop", "'x':0");
  }

  private static void block(StringBuilder events, int index, String start, List<String> deltas) {
    events.append(event("content_block_start", "'index':" + index + ",'content_block':" + start));
    for (String delta : deltas) {
      events.append(event("content_block_delta", "'index':" + index + ",'delta':" + delta));
    }
    events.append(event("content_block_stop", "'index':" + index));
  }

  private static String event(String type, String fields) {
    return ("event: " + type + "\ndata: {'type':'" + type + "'," + fields + "}\n\n")
        .replace('\'', '"');
  }

  @Override
  JsonNode error(String message) {
    ObjectNode error = object("{'type':'invalid_request_error'}").put("message", message);
    return object("{'type':'error'}").set("error", error);
  }
}
