package io.codingrouter.text;

import io.codingrouter.text.Decoded.Encoding;

/** Finds words that are written letter by letter: {@code i g n o r e}, {@code i-g-n-o-r-e}. */
final class SpacedLetters {
  private static final int FEWEST = 5;
  private static final int WIDEST_GAP = 6;
  private static final String SEPARATORS = " .-_*|/,~+\u00B7\u2022\n\t";

  private final String text;
  private final StringBuilder out = new StringBuilder();

  private SpacedLetters(String text) {
    this.text = text;
  }

  static void find(String text, Decodings decodings) {
    SpacedLetters letters = new SpacedLetters(text);
    boolean inWord = false;
    int i = 0;
    while (i < text.length()) {
      if (!inWord && letters.isSingle(i)) {
        i = letters.read(i, decodings);
        inWord = false;
      } else {
        inWord = Letters.isWordPart(text.charAt(i));
        i++;
      }
    }
  }

  private boolean isSingle(int at) {
    return at < text.length()
        && Letters.isWordPart(text.charAt(at))
        && (at + 1 == text.length() || !Letters.isWordPart(text.charAt(at + 1)));
  }

  // One separator joins letters, more of them part words.
  private int read(int start, Decodings decodings) {
    out.setLength(0);
    out.append(text.charAt(start));
    int letters = 1;
    int end = start + 1;
    char separator = end < text.length() ? text.charAt(end) : 0;
    while (end < text.length() && SEPARATORS.indexOf(separator) >= 0) {
      int next = end;
      boolean same = true;
      while (next < text.length()
          && next - end <= WIDEST_GAP
          && SEPARATORS.indexOf(text.charAt(next)) >= 0) {
        same &= text.charAt(next) == separator;
        next++;
      }
      if (next == end || !isSingle(next)) {
        break;
      }
      if (next - end > 1 || !same) {
        out.append(' ');
      }
      out.append(text.charAt(next));
      letters++;
      end = next + 1;
    }
    if (letters >= FEWEST) {
      decodings.add(Encoding.SPACED, start, end, out.toString());
    }
    return end;
  }
}
