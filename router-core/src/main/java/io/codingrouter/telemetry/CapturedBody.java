package io.codingrouter.telemetry;

import java.util.Objects;

/**
 * The body of a request or an answer, as far as it is kept. Never printed.
 *
 * @param text the JSON text, or its beginning
 * @param isCut whether the end is missing
 */
public record CapturedBody(String text, boolean isCut) {
  public CapturedBody {
    Objects.requireNonNull(text, "text");
  }

  /**
   * Keeps a text, or as much of it as fits.
   *
   * @param text the text
   * @param mostBytes how much is kept, in bytes of UTF-8; a character is kept whole or not at all
   * @return what is kept
   */
  public static CapturedBody of(String text, int mostBytes) {
    int bytes = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
      if (bytes > mostBytes) {
        return new CapturedBody(text.substring(0, i), true);
      }
      i += Character.charCount(codePoint);
    }
    return new CapturedBody(text, false);
  }

  /** Prints the length of the text, never the text. */
  @Override
  public String toString() {
    return "CapturedBody[" + text.length() + " characters" + (isCut ? ", cut]" : "]");
  }
}
