package io.codingrouter.signal;

/** Counts the words of a text, as {@link TextWords} splits them, without splitting it. */
final class TextUnits {
  private TextUnits() {}

  static int count(String written) {
    String text = Chars.normal(written);
    int count = 0;
    boolean inWord = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      boolean word = Chars.isWord(c);
      if (word ? !inWord : c >= 0x80 && Character.isLetterOrDigit(c)) {
        count++;
      }
      inWord = word;
    }
    return count;
  }
}
