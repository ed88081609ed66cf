package io.codingrouter.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
   * Returns the text that this chunk adds to the first choice.
   *
   * @return the text, {@code ""} if it adds none
   */
  public String text() {
    return text(0);
  }

  /**
   * Returns the text that this chunk adds to a choice: requests with {@code n} have several.
   *
   * @param index the number of the choice, from 0
   * @return the text, {@code ""} if it adds none
   */
  public String text(int index) {
    JsonNode choice = choice(index);
    return Json.joinedText(choice.path(isWhole(choice) ? "message" : "delta").path("content"));
  }

  /**
   * Returns the choices that this chunk adds to.
   *
   * @return their numbers, from 0; none if it carries only usage, say
   */
  public Set<Integer> choices() {
    Set<Integer> indexes = new TreeSet<>();
    for (JsonNode choice : body.path("choices")) {
      indexes.add(choice.path("index").asInt());
    }
    return Collections.unmodifiableSet(indexes);
  }

  /**
   * Tells whether this chunk is a whole reply.
   *
   * @return whether its first choice is a message rather than a part of one
   */
  public boolean isWhole() {
    return isWhole(choice(0));
  }

  // Perplexity sends with each part the message so far; Gemini leaves the message out where it
  // has nothing to say but why it stopped.
  private boolean isWhole(JsonNode choice) {
    return !choice.path("delta").isObject()
        && (choice.path("message").isObject()
            || (!Json.text(choice, "finish_reason").isEmpty()
                && Json.text(body, "object").equals("chat.completion")));
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
   * Returns why the model stopped its first choice.
   *
   * @return the reason, empty before the end
   */
  public Optional<String> finishReason() {
    return finishReason(0);
  }

  /**
   * Returns why the model stopped a choice.
   *
   * @param index the number of the choice, from 0
   * @return the reason, empty before the end
   */
  public Optional<String> finishReason(int index) {
    return Optional.of(Json.text(choice(index), "finish_reason")).filter(why -> !why.isEmpty());
  }

  /**
   * Returns what the model counted; streams say it in one of the last chunks.
   *
   * @return the usage; {@link Usage#UNKNOWN} if this chunk gives none
   */
  public Usage usage() {
    JsonNode usage = body.path("usage");
    return Usage.from(usage.isObject() ? usage : choice(0).path("usage")); // there Moonshot's
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

  /** The choice of a number, wherever it stands; a missing node if the chunk has none. */
  private JsonNode choice(int index) {
    for (JsonNode choice : body.path("choices")) {
      if (choice.path("index").asInt() == index) {
        return choice;
      }
    }
    return MissingNode.getInstance();
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
