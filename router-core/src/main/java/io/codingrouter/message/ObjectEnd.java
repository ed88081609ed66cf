package io.codingrouter.message;

/**
 * Finds where a JSON object ends that comes in pieces, in time linear in them. It looks at braces
 * and strings alone: whether that is JSON is for a parser to say, once. Used by one thread.
 */
final class ObjectEnd {
  private int depth;
  private boolean begun;
  private boolean inString;
  private boolean escaped;
  private boolean none;

  void add(String piece) {
    for (int i = 0; i < piece.length() && !none; i++) {
      add(piece.charAt(i));
    }
  }

  private void add(char c) {
    if (inString) {
      inString = escaped || c != '"';
      escaped = !escaped && c == '\\';
    } else if (c == '{') {
      none = begun && depth == 0; // a second one
      begun = true;
      depth++;
    } else if (depth == 0) {
      none = !Character.isWhitespace(c);
    } else if (c == '}') {
      depth--;
    } else {
      inString = c == '"';
    }
  }

  /** Whether what came is an object up to its last brace. */
  boolean isHere() {
    return begun && depth == 0 && !none;
  }

  /** A parser says that it is none, whatever still comes. */
  void isNone() {
    none = true;
  }
}
