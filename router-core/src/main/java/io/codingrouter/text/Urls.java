package io.codingrouter.text;

/** Where an address ends. */
final class Urls {
  static final int LONGEST_SCHEME = 20;

  private Urls() {}

  /** Returns the end of the address that begins here, or the same place if none does. */
  static int end(String text, int at) {
    int body = bodyStart(text, at);
    if (body < 0) {
      return at;
    }
    int end = body;
    int depth = 0;
    while (end < text.length() && isPart(text.charAt(end))) {
      char c = text.charAt(end);
      if (c == '(') {
        depth++;
      } else if (c == ')' && --depth < 0) {
        break;
      }
      end++;
    }
    while (end > body && isTrailing(text.charAt(end - 1))) {
      end--;
    }
    return end > body ? end : at;
  }

  private static int bodyStart(String text, int at) {
    if ((text.charAt(at) | 0x20) == 'w' && text.regionMatches(true, at, "www.", 0, 4)) {
      return at + 4;
    }
    int i = at;
    while (i < text.length() && i - at < LONGEST_SCHEME && isScheme(text.charAt(i))) {
      i++;
    }
    return i > at + 1 && text.startsWith("://", i) ? i + 3 : -1;
  }

  private static boolean isScheme(char c) {
    return Letters.isAsciiAlphanumeric(c) || c == '+' || c == '-' || c == '.';
  }

  private static boolean isPart(char c) {
    return c >= 128
        ? !Letters.isSpace(c) && c != 0x201C && c != 0x201D && c != 0xBB && c != 0x3002
        : c > ' ' && c != '"' && c != '<' && c != '>' && c != '`' && c != '|' && c != 0x7F;
  }

  private static boolean isTrailing(char c) {
    return ".,;:!?'*_])}".indexOf(c) >= 0 && c != ')';
  }
}
