package io.codingrouter.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import mockwebserver3.RecordedRequest;

/**
 * vLLM with a Qwen model. It takes fields that it does not know at the top, but its chat template
 * knows four roles, one place for the system, and no thoughts but its own. Ids of calls begin anew
 * in each reply, as the template's parser counts them.
 */
final class StrictQwen extends StrictOpenAiLike {
  static final String NAME = "Qwen/Qwen3-Coder-Next";
  private static final String THOUGHT = "qwen thinks";
  private static final Set<String> OF_MESSAGE =
      Set.of(
          "role",
          "content",
          "name",
          "tool_calls",
          "tool_call_id",
          "reasoning",
          "reasoning_content");

  @Override
  void checkHead(RecordedRequest request) {
    require(request.getTarget().equals("/v1/chat/completions"), "Not Found");
  }

  @Override
  void check(JsonNode body) {
    require(body.path("model").asText().equals(NAME), "The model does not exist.");
    checkSettings(body);
    JsonNode thinking = body.at("/chat_template_kwargs/enable_thinking");
    require(thinking.isMissingNode() || thinking.isBoolean(), "enable_thinking must be a bool");
    JsonNode messages = body.path("messages");
    checkPairs(messages, false);
    for (int i = 0; i < messages.size(); i++) {
      checkMessage(messages.get(i), i);
    }
  }

  private static void checkMessage(JsonNode message, int index) {
    String role = message.path("role").asText();
    require(
        Set.of("system", "user", "assistant", "tool").contains(role), "Unexpected message role.");
    require(!role.equals("system") || index == 0, "System message must be at the beginning.");
    onlyKnown(message, OF_MESSAGE, "%s: Extra inputs are not permitted");
    for (JsonNode part : message.path("content")) {
      require(
          Set.of("text", "image_url").contains(part.path("type").asText()), "Unknown part type");
    }
    for (String field : List.of("reasoning", "reasoning_content")) {
      require(
          !message.has(field) || message.path(field).asText().equals(THOUGHT),
          field + " is not this model's");
    }
    message
        .path("tool_calls")
        .forEach(
            call ->
                onlyKnown(
                    call, Set.of("id", "type", "index", "function"), "tool_calls: %s is unknown"));
  }

  private static String call(int index) {
    return "{'index':%d,'id':'functions.%s:%d','type':'function','function':{'name':'%s',"
            .formatted(index, CALLED.get(index), index, CALLED.get(index))
        + "'arguments':'{}'}}";
  }

  @Override
  JsonNode reply(boolean calls, int number) {
    return calls
        ? completion(
            "{'role':'assistant','content':null,'reasoning':'"
                + THOUGHT
                + "','tool_calls':["
                + call(0)
                + ","
                + call(1)
                + "]}",
            "tool_calls")
        : completion("{'role':'assistant','content':'qwen says'}", "stop");
  }

  @Override
  String events(boolean calls, int number) {
    return calls
        ? chunks(
            List.of(
                "{'role':'assistant','content':''}",
                "{'reasoning':'qwen '}",
                "{'reasoning':'thinks'}",
                "{'tool_calls':[" + call(0).replace("'{}'", "''") + "]}",
                "{'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]}",
                "{'tool_calls':[" + call(1) + "]}"),
            "tool_calls")
        : chunks(List.of("{'role':'assistant','content':'qwen '}", "{'content':'says'}"), "stop");
  }

  @Override
  JsonNode error(String message) {
    return object("{'object':'error','type':'BadRequestError','code':400}").put("message", message);
  }
}
