package io.codingrouter.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mockwebserver3.RecordedRequest;

/**
 * Google's endpoint of OpenAI's protocol with a model of Gemini 3. Its validator knows no other
 * names than its own, at any depth, and the model wants the signature of each first call back: its
 * own where it made it, and for those of others the word that says so.
 */
final class StrictGemini extends StrictOpenAiLike {
  static final String NAME = "gemini-3-pro-preview";
  static final String KEY = "gemini-key";
  private static final String UNKNOWN =
      "Invalid JSON payload received. Unknown name \"%s\": Cannot find field.";
  private static final String OTHER = "skip_thought_signature_validator";

  private static final Set<String> AT_TOP =
      Set.of(
          "extra_body",
          "max_completion_tokens",
          "max_tokens",
          "messages",
          "model",
          "n",
          "reasoning_effort",
          "response_format",
          "stop",
          "stream",
          "stream_options",
          "temperature",
          "tool_choice",
          "tools",
          "top_p",
          "web_search_options");
  private static final Set<String> OF_MESSAGE =
      Set.of("role", "content", "name", "tool_calls", "tool_call_id", "extra_content");
  private static final Map<String, Set<String>> OF_TYPE =
      Map.of(
          "object", Set.of("properties", "required", "minProperties", "maxProperties"),
          "array", Set.of("items", "minItems", "maxItems"),
          "string", Set.of("enum", "format", "pattern", "minLength", "maxLength"),
          "number", Set.of("format", "minimum", "maximum"),
          "integer", Set.of("format", "minimum", "maximum"),
          "boolean", Set.of());

  private int signed;

  @Override
  void checkHead(RecordedRequest request) {
    require(request.getTarget().equals("/v1beta/openai/chat/completions"), "Not Found");
    require(
        ("Bearer " + KEY).equals(request.getHeaders().get("Authorization")),
        "API key not valid. Please pass a valid API key.");
  }

  @Override
  void check(JsonNode body) {
    onlyKnown(body, AT_TOP, UNKNOWN);
    require(body.path("model").asText().equals(NAME), "models/x is not found");
    checkSettings(body);
    JsonNode messages = body.path("messages");
    checkPairs(messages, true);
    int own = 0;
    for (JsonNode message : messages) {
      checkMessage(message);
      own += checkSignatures(message.path("tool_calls"));
    }
    require(own == signed, "Function call is missing a thought_signature");
    body.path("tools").forEach(StrictGemini::checkTool);
  }

  private static void checkMessage(JsonNode message) {
    onlyKnown(message, OF_MESSAGE, UNKNOWN);
    String role = message.path("role").asText();
    require(
        Set.of("system", "user", "assistant", "tool").contains(role),
        "Please use a valid role: user, model.");
    JsonNode content = message.path("content");
    boolean says = content.isTextual() ? !content.textValue().isEmpty() : content.size() > 0;
    require(
        says || role.equals("tool") || message.path("tool_calls").size() > 0,
        "Unable to submit request because it must include at least one parts field.");
    for (JsonNode part : content) {
      onlyKnown(part, Set.of("type", "text", "image_url"), UNKNOWN);
    }
  }

  private int checkSignatures(JsonNode calls) {
    int own = 0;
    for (int i = 0; i < calls.size(); i++) {
      JsonNode call = calls.get(i);
      onlyKnown(call, Set.of("id", "type", "function", "extra_content"), UNKNOWN);
      onlyKnown(call.path("function"), Set.of("name", "arguments"), UNKNOWN);
      String signature = call.at("/extra_content/google/thought_signature").asText("");
      require(i > 0 || !signature.isEmpty(), "Function call is missing a thought_signature");
      require(
          signature.isEmpty() || signature.equals(OTHER) || signature.startsWith("sg-"),
          "Corrupted thought signature.");
      own += signature.startsWith("sg-") ? 1 : 0;
    }
    return own;
  }

  private static void checkTool(JsonNode tool) {
    onlyKnown(tool, Set.of("type", "function"), UNKNOWN);
    onlyKnown(tool.path("function"), Set.of("name", "description", "parameters"), UNKNOWN);
    JsonNode parameters = tool.at("/function/parameters");
    require(
        parameters.isMissingNode() || parameters.path("type").asText().equals("object"),
        "parameters schema should be of type OBJECT");
    checkSchema(parameters);
  }

  private static void checkSchema(JsonNode schema) {
    if (schema.isMissingNode()) {
      return;
    }
    if (schema.has("anyOf")) {
      require(schema.size() == 1, "When using any_of, it must be the only field set.");
      schema.path("anyOf").forEach(StrictGemini::checkSchema);
      return;
    }
    String type = schema.path("type").asText();
    require(OF_TYPE.containsKey(type), "Unable to find type");
    for (String name : names(schema)) {
      require(
          Set.of("type", "title", "description", "nullable").contains(name)
              || OF_TYPE.get(type).contains(name),
          UNKNOWN.formatted(name));
    }
    schema.path("properties").forEach(StrictGemini::checkSchema);
    for (JsonNode name : schema.path("required")) {
      require(schema.path("properties").has(name.asText()), "required[0]: property not defined");
    }
    require(!type.equals("array") || schema.path("items").isObject(), "items: missing field.");
    checkSchema(schema.path("items"));
    schema.path("enum").forEach(v -> require(!v.asText("").isEmpty(), "enum[0]: cannot be empty"));
    if (schema.has("format")) {
      require(
          Set.of("date-time", "enum", "int32", "int64", "float", "double")
              .contains(schema.path("format").asText()),
          "only 'enum' and 'date-time' are supported for STRING type");
    }
  }

  private String call(int index, int number) {
    String signature =
        index == 0 ? "'extra_content':{'google':{'thought_signature':'sg-" + number + "'}}," : "";
    return "{'index':%d,%s'id':'function-call-%d%d','type':'function','function':{'name':'%s',"
            .formatted(index, signature, number, index, CALLED.get(index))
        + "'arguments':'{}'}}";
  }

  private String calls(int number) {
    signed++;
    return "'tool_calls':[" + call(0, number) + "," + call(1, number) + "]";
  }

  @Override
  JsonNode reply(boolean calls, int number) {
    return calls
        ? completion("{'role':'assistant'," + calls(number) + "}", "tool_calls")
        : completion("{'role':'assistant','content':'gemini says'}", "stop");
  }

  @Override
  String events(boolean calls, int number) {
    return calls
        ? chunks(List.of("{'role':'assistant'," + calls(number) + "}"), "tool_calls")
        : chunks(List.of("{'role':'assistant','content':'gemini '}", "{'content':'says'}"), "stop");
  }

  @Override
  JsonNode error(String message) {
    ObjectNode error = object("{'code':400,'status':'INVALID_ARGUMENT'}").put("message", message);
    return MAPPER.createArrayNode().add(MAPPER.createObjectNode().set("error", error));
  }
}
