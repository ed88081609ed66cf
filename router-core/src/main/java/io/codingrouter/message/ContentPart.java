package io.codingrouter.message;

import java.util.Objects;

/**
 * One part of a message's content. Coding agents put what a human typed and what they wrapped
 * around it into separate parts, so content is judged part by part. Immutable.
 */
public final class ContentPart {
  private final String type;
  private final String text;

  private ContentPart(String type, String text) {
    this.type = type;
    this.text = text;
  }

  /**
   * Creates a part.
   *
   * @param type the part's {@code type} as it stands in the body
   * @param text its text, {@code ""} if it has none
   * @return the part
   */
  static ContentPart of(String type, String text) {
    return new ContentPart(type, text);
  }

  /**
   * Returns the part's type as it stands in the body, an open set: {@code text}, {@code image_url},
   * {@code tool_result} …
   *
   * @return the type, {@code ""} if the body gives none
   */
  public String type() {
    return type;
  }

  /**
   * Returns the part's text.
   *
   * @return the text, {@code ""} for a part that has none, such as an image
   */
  public String text() {
    return text;
  }

  /**
   * Tells whether this part is plain text, whatever the protocol calls it.
   *
   * @return whether the type is {@code text}, {@code input_text} or {@code output_text}
   */
  public boolean isText() {
    return type.equals("text") || type.equals("input_text") || type.equals("output_text");
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ContentPart other && type.equals(other.type) && text.equals(other.text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, text);
  }

  /** Prints the type and the length, never the text. */
  @Override
  public String toString() {
    return "ContentPart[" + type + ", " + text.length() + " characters]";
  }
}
