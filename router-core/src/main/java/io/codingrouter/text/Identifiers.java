package io.codingrouter.text;

/** Tells words that are written as code is from other words. */
final class Identifiers {
  private Identifiers() {}

  static boolean mayStart(char c) {
    return Letters.isAsciiLetter(c) || c == '_';
  }

  /** Returns where the chain of names ends that begins here: {@code a.b}, {@code A::b}. */
  static int end(String text, int at) {
    int i = at;
    while (true) {
      while (i < text.length() && isPart(text.charAt(i))) {
        i++;
      }
      int next = i;
      if (text.startsWith("::", i) || text.startsWith("->", i)) {
        next = i + 2;
      } else if (text.startsWith(".", i)) {
        next = i + 1;
      }
      if (next == i || next >= text.length() || !mayStart(text.charAt(next))) {
        return i;
      }
      i = next;
    }
  }

  /** Says whether a chain is written as code is, and is no part of a word of another script. */
  static boolean isOne(String text, int at, int end) {
    if ((at > 0 && Letters.isWord(text.codePointBefore(at)))
        || (end < text.length() && Letters.isWord(text.codePointAt(end)))) {
      return false;
    }
    boolean letters = false;
    boolean code = callEnd(text, end) > end;
    for (int i = at; i < end; i++) {
      char c = text.charAt(i);
      char before = i > at ? text.charAt(i - 1) : ' ';
      letters |= Letters.isAsciiLetter(c);
      code |=
          c == ':'
              || c == '>'
              || (c == '_' && i + 1 < end && isPart(text.charAt(i + 1)))
              || (isUpper(c) && before >= 'a' && before <= 'z');
    }
    return letters && code && end - at > 1;
  }

  /** Returns the end with the parentheses of a call that passes nothing. */
  static int callEnd(String text, int end) {
    return text.startsWith("()", end) ? end + 2 : end;
  }

  private static boolean isPart(char c) {
    return Letters.isAsciiWord(c) || c == '$';
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
