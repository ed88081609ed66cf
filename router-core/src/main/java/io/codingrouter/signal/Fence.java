package io.codingrouter.signal;

/** Where the fences of code blocks are: runs of three or more backticks or tildes. */
final class Fence {
  private static final int SHORTEST = 3;

  /** Longer fences count as this long, which bounds how often a text is searched for an end. */
  private static final int LONGEST = 8;

  private Fence() {}

  /** Returns the length of the fence at a place, 0 if there is none. */
  static int lengthAt(String text, int at, char mark) {
    int end = at;
    while (end < text.length() && text.charAt(end) == mark) {
      end++;
    }
    return end - at >= SHORTEST ? end - at : 0;
  }

  /** Returns where the next fence of backticks is that is at least as long, or -1. */
  static int next(String text, int from, int length) {
    int wanted = Math.min(length, LONGEST);
    int at = text.indexOf("```", from);
    while (at >= 0) {
      int run = lengthAt(text, at, '`');
      if (run >= wanted) {
        return at;
      }
      at = text.indexOf("```", at + run);
    }
    return -1;
  }

  /** Tells whether a text is one code block from start to end. */
  static boolean isWhole(String text) {
    int from = Tag.skipSpace(text, 0);
    int length = lengthAt(text, from, '`');
    if (length == 0) {
      return false;
    }
    int close = next(text, from + length, length);
    return close > 0
        && text.indexOf('\n', from) < close
        && Tag.skipSpace(text, close + lengthAt(text, close, '`')) == text.length();
  }
}
