package io.codingrouter.text;

/** What a character does to a word. */
final class Letters {
  private static final long DIGITS = 0x03FF_0000_0000_0000L;
  private static final long LETTERS_AND_UNDERSCORE = 0x07FF_FFFE_87FF_FFFEL;

  private Letters() {}

  /** Says whether an ASCII character is a letter, a digit or an underscore. */
  static boolean isAsciiWord(char c) {
    return ((c < 64 ? DIGITS : LETTERS_AND_UNDERSCORE) >>> c & 1) != 0 && c < 128;
  }

  static boolean isAsciiLetter(char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  }

  static boolean isAsciiDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isAsciiAlphanumeric(char c) {
    return isAsciiLetter(c) || isAsciiDigit(c);
  }

  /** Says whether a character is a letter, a digit, a mark or an underscore. */
  static boolean isWord(int codePoint) {
    if (codePoint < 128) {
      return isAsciiWord((char) codePoint);
    }
    if (Character.isLetterOrDigit(codePoint)) {
      return true;
    }
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.LETTER_NUMBER;
  }

  /** The same for a UTF-16 unit, surrogates excepted: an alphabet in disguise has none. */
  static boolean isWordPart(char c) {
    return c < 128 ? isAsciiAlphanumeric(c) : isWord(c);
  }

  static boolean isSpace(char c) {
    return c <= ' '
        ? c == ' ' || (c >= '\t' && c <= '\r')
        : c >= 0x85 && (c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0x1680);
  }

  static boolean hasRightToLeft(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x590
          && (c < 0x900 || (c >= 0xFB1D && c < 0xFE00) || (c >= 0xFE70 && c < 0xFEFF))
          && c != 0x61C) {
        return true;
      }
    }
    return false;
  }

  /**
   * Lower-cases by simple folding: no letter changes its length, so offsets stay.
   *
   * @param text the text
   * @return the text itself if nothing changes
   */
  static String fold(String text) {
    int length = text.length();
    int i = 0;
    while (i < length && isFolded(text.charAt(i))) {
      i++;
    }
    if (i == length) {
      return text;
    }
    StringBuilder folded = new StringBuilder(length).append(text, 0, i);
    while (i < length) {
      char c = text.charAt(i);
      if (c < 128) {
        folded.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        i++;
      } else {
        int codePoint = text.codePointAt(i);
        folded.appendCodePoint(fold(codePoint));
        i += Character.charCount(codePoint);
      }
    }
    return text.contentEquals(folded) ? text : folded.toString();
  }

  // By way of the upper case: it has one letter where the lower case has several, as ς and σ.
  private static int fold(int codePoint) {
    return Character.toLowerCase(Character.toUpperCase(codePoint));
  }

  private static boolean isFolded(char c) {
    return c < 128 ? c < 'A' || c > 'Z' : !Character.isSurrogate(c) && fold(c) == c;
  }
}
