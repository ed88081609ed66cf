package io.codingrouter.signal;

/** Counts the words of a text, as {@link TextWords} splits them, without splitting it. */
final class TextUnits {
  private static final boolean[] WORD = new boolean[0x80]; // by ASCII character

  static {
    for (int c = 0; c < WORD.length; c++) {
      WORD[c] = Chars.isWord(c);
    }
  }

  private TextUnits() {}

  static int count(String written) {
    String text = Chars.normal(written);
    int count = 0;
    boolean inWord = false;
    for (int i = 0, length = text.length(); i < length; ) {
      int c = text.charAt(i++);
      boolean word;
      if (c < WORD.length) {
        word = WORD[c];
      } else {
        c = text.codePointAt(i - 1);
        i += Character.charCount(c) - 1;
        word = Chars.isWord(c);
        count += !word && Character.isLetterOrDigit(c) ? 1 : 0;
      }
      count += word && !inWord ? 1 : 0;
      inWord = word;
    }
    return count;
  }
}
