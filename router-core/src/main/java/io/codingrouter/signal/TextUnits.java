package io.codingrouter.signal;

/** Counts the words of a text, as {@link TextWords} splits them, without splitting it. */
final class TextUnits {
  private TextUnits() {}

  static int count(String text) {
    AsciiText ascii = AsciiText.of(text, false);
    return ascii == null ? countAny(Chars.normal(text)) : count(ascii);
  }

  private static int count(AsciiText text) {
    int count = 0;
    long before = 0;
    for (int block = 0; block <= text.length(); block += AsciiText.BLOCK) {
      long inside = text.words(block);
      count += Long.bitCount(inside & ~((inside << 1) | before));
      before = inside >>> (AsciiText.BLOCK - 1);
    }
    return count;
  }

  private static int countAny(String text) {
    int count = 0;
    boolean inWord = false;
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      boolean word = Chars.isWord(c);
      boolean alone = !word && Character.isLetterOrDigit(c);
      count += alone || (word && !inWord) ? 1 : 0;
      inWord = word;
    }
    return count;
  }
}
