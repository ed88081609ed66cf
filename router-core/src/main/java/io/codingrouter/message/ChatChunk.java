package io.codingrouter.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One event of a {@link ChatStream}: an OpenAI {@code chat.completion.chunk}, or a whole reply when
 * the model was not asked to stream. Immutable. {@link #toString()} never shows the text.
 */
public final class ChatChunk {
  // Some clients break on a chunk without choices.
  private static final ChatChunk KEEP_ALIVE =
      fromJson(
          "{\"id\":\"keep-alive\",\"object\":\"chat.completion.chunk\",\"created\":0,\"model\":\"\","
              + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":null}]}");

  private final ObjectNode body;
  private final String json;

  private ChatChunk(ObjectNode body, String json) {
    this.body = body;
    this.json = json;
  }

  /**
   * Reads a chunk.
   *
   * @param json a JSON object
   * @return the chunk
   * @throws IllegalArgumentException if this is no JSON object; the message never quotes it
   */
  public static ChatChunk fromJson(String json) {
    return new ChatChunk(Json.object(json, "the chunk"), json);
  }

  /**
   * Makes a whole reply one chunk.
   *
   * @param response the reply
   * @return a chunk that {@linkplain #isWhole() is whole}
   */
  public static ChatChunk of(ChatResponse response) {
    return fromJson(response.toJson());
  }

  /**
   * Returns a sign of life: no model has begun to answer yet, and the answer is still to come. It
   * adds nothing. Whoever passes a stream on as server-sent events writes a comment in its place,
   * {@code : keep-alive}; its JSON is a chunk with an empty delta, for those who do not look.
   *
   * @return the chunk for which {@link #isKeepAlive()} is true
   */
  public static ChatChunk keepAlive() {
    return KEEP_ALIVE;
  }

  /**
   * Tells whether this is only a sign of life, which no model has sent.
   *
   * @return whether this equals {@link #keepAlive()}
   */
  public boolean isKeepAlive() {
    return equals(KEEP_ALIVE);
  }

  /**
   * Returns the text that this chunk adds.
   *
   * @return the text, {@code ""} if it adds none
   */
  public String text() {
    return isWhole()
        ? ChatResponse.fromJson(json).text()
        : Json.text(choice().path("delta"), "content");
  }

  /**
   * Tells whether this chunk is a whole reply.
   *
   * @return whether its first choice is a message rather than a part of one
   */
  public boolean isWhole() {
    return choice().path("message").isObject();
  }

  /**
   * Tells whether the model has begun to answer with this chunk: text, reasoning, a refusal, a part
   * of a tool call, or the reason why it stopped. A chunk that names only the role, or carries only
   * usage or a server's own fields, has none.
   *
   * @return whether there is content in any of its choices
   */
  public boolean hasContent() {
    for (JsonNode choice : body.path("choices")) {
      if (choice.path("message").isObject()
          || !Json.text(choice, "finish_reason").isEmpty()
          || !Json.text(choice, "text").isEmpty()
          || saysMoreThanRole(choice.path("delta"))) {
        return true;
      }
    }
    return false;
  }

  private static boolean saysMoreThanRole(JsonNode delta) {
    for (Map.Entry<String, JsonNode> field : delta.properties()) {
      JsonNode value = field.getValue();
      boolean empty =
          value.isNull()
              || (value.isTextual() && value.textValue().isEmpty())
              || (value.isContainerNode() && value.isEmpty());
      if (!empty && !field.getKey().equals("role")) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns why the model stopped.
   *
   * @return the reason, empty before the end
   */
  public Optional<String> finishReason() {
    return Optional.of(Json.text(choice(), "finish_reason")).filter(reason -> !reason.isEmpty());
  }

  /**
   * Returns what the model counted; streams say it in one of the last chunks.
   *
   * @return the usage; {@link Usage#UNKNOWN} if this chunk gives none
   */
  public Usage usage() {
    return Usage.from(body.path("usage"));
  }

  /**
   * Returns the JSON text of any value of the chunk.
   *
   * @param pointer where it stands, by RFC 6901
   * @return the value as JSON, empty if there is none
   * @throws IllegalArgumentException if the pointer is neither empty nor begins with a slash
   */
  public Optional<String> json(String pointer) {
    return Json.at(body, pointer);
  }

  /**
   * Returns the chunk as it came.
   *
   * @return a JSON object
   */
  public String toJson() {
    return json;
  }

  ObjectNode body() {
    return body;
  }

  JsonNode choice() {
    return body.path("choices").path(0);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ChatChunk other && body.equals(other.body);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(body);
  }

  /** Prints the length of the text, never the text. */
  @Override
  public String toString() {
    return "ChatChunk[" + text().length() + " characters]";
  }
}
