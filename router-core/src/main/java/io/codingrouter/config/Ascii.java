package io.codingrouter.config;

/** Letters and digits of ASCII. */
final class Ascii {
  private Ascii() {}

  static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** Whether a text has only letters, digits and some further characters. */
  static boolean consistsOf(String text, String further) {
    for (int i = 0; i < text.length(); i++) {
      if (!isLetterOrDigit(text.charAt(i)) && further.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }
}
