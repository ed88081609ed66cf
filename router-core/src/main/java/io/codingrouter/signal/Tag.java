package io.codingrouter.signal;

import org.jspecify.annotations.Nullable;

/**
 * An opening tag in a text, with a name of letters, digits, {@code -} and {@code _}.
 *
 * @param name the name
 * @param start where its {@code <} is
 * @param end the place after its {@code >}
 */
record Tag(String name, int start, int end) {
  private static final int MAX_NAME = 64;
  private static final int MAX_LENGTH = 2_000;

  /** Returns the opening tag at a {@code <}, or null if there is none or it has no inside. */
  static @Nullable Tag at(String text, int start) {
    int endOfName = endOfName(text, start + 1);
    if (endOfName == start + 1 || endOfName - start > MAX_NAME) {
      return null;
    }
    int last = Math.min(text.length(), start + MAX_LENGTH);
    for (int i = endOfName; i < last; i++) {
      char c = text.charAt(i);
      if (c == '<' || (i == endOfName && c != '>' && !Character.isWhitespace(c))) {
        return null;
      }
      if (c == '>') {
        return text.charAt(i - 1) == '/'
            ? null
            : new Tag(text.substring(start + 1, endOfName), start, i + 1);
      }
    }
    return null;
  }

  /** Returns where a name that begins at a place ends. */
  static int endOfName(String text, int from) {
    int end = from;
    while (end < text.length() && isNamePart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isNamePart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  /** Returns the first place from {@code from} on that is not white space. */
  static int skipSpace(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Tells whether this tag, in its text, has a certain text among its attributes. */
  boolean has(String text, String attribute) {
    return text.substring(start, end).contains(attribute);
  }

  /** Returns the tag that closes this one's block. */
  String closing() {
    return "</" + name + ">";
  }
}
