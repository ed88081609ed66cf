package io.codingrouter.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A read-only view of one message of a {@link ChatRequest}. Immutable. */
public final class ChatMessage {
  private final String role;
  private final List<ContentPart> parts;
  private final List<String> toolCallNames;

  private ChatMessage(String role, List<ContentPart> parts, List<String> toolCallNames) {
    this.role = role;
    this.parts = parts;
    this.toolCallNames = toolCallNames;
  }

  static ChatMessage of(JsonNode message) {
    return new ChatMessage(
        Json.text(message, "role"), parts(message.path("content")), toolCallNames(message));
  }

  private static List<String> toolCallNames(JsonNode message) {
    JsonNode calls = message.path("tool_calls");
    JsonNode call = message.path("function_call");
    if (calls.isEmpty() && !call.isObject()) {
      return List.of();
    }
    List<String> names = ToolName.all(calls);
    if (call.isObject()) {
      names.add(Json.text(call, "name"));
    }
    return List.copyOf(names);
  }

  private static List<ContentPart> parts(JsonNode content) {
    if (content.isTextual()) {
      return List.of(ContentPart.of("text", content.textValue()));
    }
    List<ContentPart> parts = new ArrayList<>(content.size());
    if (content.isArray()) {
      for (JsonNode part : content) {
        parts.add(
            part.isTextual()
                ? ContentPart.of("text", part.textValue())
                : ContentPart.of(Json.text(part, "type"), Json.text(part, "text")));
      }
    }
    return List.copyOf(parts);
  }

  /**
   * Returns who speaks: {@code user}, {@code assistant}, {@code system}, {@code developer}, {@code
   * tool} or whatever else the body says.
   *
   * @return the role, {@code ""} if the body gives none
   */
  public String role() {
    return role;
  }

  /**
   * Returns the content in order. Content that is one string is one part.
   *
   * @return the parts, empty if there is no content
   */
  public List<ContentPart> parts() {
    return parts;
  }

  /**
   * Returns the text of all text parts, joined by a newline.
   *
   * @return the text, {@code ""} if there is none
   */
  public String text() {
    if (parts.size() == 1) {
      return parts.get(0).isText() ? parts.get(0).text() : "";
    }
    StringBuilder text = new StringBuilder();
    for (ContentPart part : parts) {
      if (part.isText()) {
        text.append(text.isEmpty() ? "" : "\n").append(part.text());
      }
    }
    return text.toString();
  }

  /**
   * Tells whether this message asks for tools to be called.
   *
   * @return whether it carries tool calls
   */
  public boolean hasToolCalls() {
    return !toolCallNames.isEmpty();
  }

  /**
   * Returns how many tools this message asks to be called.
   *
   * @return at least 0
   */
  public int toolCalls() {
    return toolCallNames.size();
  }

  /**
   * Returns which tools this message asks to be called.
   *
   * @return a name for each call, in order; {@code ""} for a call that gives none
   */
  public List<String> toolCallNames() {
    return toolCallNames;
  }

  /** Prints the role and the number of parts, never the text. */
  @Override
  public String toString() {
    return "ChatMessage[" + role + ", " + parts.size() + " parts]";
  }
}
