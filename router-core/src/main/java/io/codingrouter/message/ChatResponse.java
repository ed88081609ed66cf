package io.codingrouter.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;

/**
 * A whole reply: an OpenAI chat-completions response kept as it came, with typed views. Immutable
 * and safe for concurrent use. {@link #toString()} never shows what was answered.
 */
public final class ChatResponse {
  private final ObjectNode body;
  private final String json;

  private ChatResponse(ObjectNode body, String json) {
    this.body = body;
    this.json = json;
  }

  /**
   * Reads a chat-completions response.
   *
   * @param json a JSON object
   * @return the response
   * @throws IllegalArgumentException if this is no JSON object; the message never quotes it
   */
  public static ChatResponse fromJson(String json) {
    return new ChatResponse(Json.object(json, "the chat response"), json);
  }

  /**
   * Creates a finished reply of one text, such as a fixed answer.
   *
   * @param text what is answered
   * @return the response
   */
  public static ChatResponse of(String text) {
    ObjectNode body = Json.NODES.objectNode();
    body.put("object", "chat.completion");
    ObjectNode choice = body.putArray("choices").addObject();
    choice.put("index", 0);
    choice.putObject("message").put("role", "assistant").put("content", text);
    choice.put("finish_reason", "stop");
    return of(body);
  }

  static ChatResponse of(ObjectNode body) {
    return new ChatResponse(body, Json.write(body));
  }

  /**
   * Returns the text of the first choice.
   *
   * @return the text, {@code ""} if the reply has none, as when it only calls tools
   */
  public String text() {
    return Json.joinedText(choice().path("message").path("content"));
  }

  /**
   * Returns the model that answered, as it names itself.
   *
   * @return the name, empty if the reply does not say
   */
  public Optional<String> model() {
    return Optional.of(Json.text(body, "model")).filter(name -> !name.isEmpty());
  }

  /**
   * Returns why the model stopped: {@code stop}, {@code length}, {@code tool_calls} …
   *
   * @return the reason, empty if the reply does not say
   */
  public Optional<String> finishReason() {
    return Optional.of(Json.text(choice(), "finish_reason")).filter(reason -> !reason.isEmpty());
  }

  /**
   * Tells whether the reply asks for tools to be called.
   *
   * @return whether the first choice carries tool calls
   */
  public boolean hasToolCalls() {
    return choice().path("message").path("tool_calls").size() > 0;
  }

  /**
   * Returns what the model counted.
   *
   * @return the usage; {@link Usage#UNKNOWN} if the reply gives none
   */
  public Usage usage() {
    return Usage.from(body.path("usage"));
  }

  /**
   * Returns the JSON text of any value of the body.
   *
   * @param pointer where it stands, by RFC 6901
   * @return the value as JSON, empty if there is none
   * @throws IllegalArgumentException if the pointer is neither empty nor begins with a slash
   */
  public Optional<String> json(String pointer) {
    return Json.at(body, pointer);
  }

  /**
   * Returns the body as it came.
   *
   * @return a JSON object
   */
  public String toJson() {
    return json;
  }

  // A server may send the choices in any order.
  private JsonNode choice() {
    JsonNode choices = body.path("choices");
    for (JsonNode choice : choices) {
      if (choice.path("index").asInt() == 0) {
        return choice;
      }
    }
    return choices.path(0);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ChatResponse other && body.equals(other.body);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(body);
  }

  /** Prints the length of the text, never the text. */
  @Override
  public String toString() {
    return "ChatResponse[" + text().length() + " characters]";
  }
}
