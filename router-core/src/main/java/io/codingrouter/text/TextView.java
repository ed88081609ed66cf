package io.codingrouter.text;

import java.util.Objects;

/**
 * A text and what is known about it, worked out once and shared by all who read it. Immutable and
 * safe for concurrent use. {@link #toString()} never shows the text.
 */
public final class TextView {
  private final String original;

  private TextView(String original) {
    this.original = original;
  }

  /**
   * Views a text.
   *
   * @param text any text; it need not be well-formed UTF-16
   * @return the view
   */
  public static TextView of(String text) {
    return new TextView(Objects.requireNonNull(text, "text"));
  }

  /**
   * Returns the text as it was given.
   *
   * @return the original
   */
  public String original() {
    return original;
  }

  /**
   * Returns the length of the original.
   *
   * @return UTF-16 units
   */
  public int length() {
    return original.length();
  }

  /** Prints the length, never the text. */
  @Override
  public String toString() {
    return "TextView[" + original.length() + " characters]";
  }
}
