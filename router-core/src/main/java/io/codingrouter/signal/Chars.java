package io.codingrouter.signal;

import java.text.Normalizer;
import java.util.Arrays;

/** What keyword search knows of characters: folding, words, white space, normal form. */
final class Chars {
  /** All white space counts as this one character. */
  static final int SPACE = ' ';

  /** Below this, a text of any characters is in normal form. */
  static final int ALWAYS_NORMAL = 0x300;

  /** Pairs of first and last code points of scripts that are written without spaces. */
  private static final int[] UNSPACED = {
    0x0E00, 0x109F, // Thai, Lao, Tibetan, Myanmar
    0x1780, 0x17FF, // Khmer
    0x1950, 0x19FF, // Tai Le, New Tai Lue
    0x1A20, 0x1AAF, // Tai Tham
    0x1B00, 0x1B7F, // Balinese
    0x2E80, 0x2FDF, // Han radicals
    0x3000, 0x312F, // kana and what belongs to it, Bopomofo
    0x31A0, 0x31FF, // Bopomofo, kana
    0x3400, 0x4DBF, // Han
    0x4E00, 0xA4CF, // Han, Yi
    0xA980, 0xA9FF, // Javanese, Myanmar
    0xAA60, 0xAADF, // Myanmar, Tai Viet
    0xF900, 0xFAFF, // Han
    0xFE00, 0xFE0F, // variation selectors: they follow a picture as often as a letter
    0xFF66, 0xFF9F, // kana of half width
    0x11700, 0x1174F, // Ahom
    0x16FE0, 0x18DFF, // Tangut, Khitan
    0x1AFF0, 0x1B2FF, // kana, Nushu
    0x20000, 0x3FFFF, // Han
    0xE0100, 0xE01EF, // variation selectors
  };

  private Chars() {}

  /** Folds case as Unicode's simple case folding does: one character to one character. */
  static int fold(int c) {
    if (c < 0x80) {
      return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }
    // Dotted and dotless i have no simple folding; lower case of upper case would make them one.
    return c == 0x130 || c == 0x131 ? c : Character.toLowerCase(Character.toUpperCase(c));
  }

  /**
   * Tells whether a character makes a word with its neighbours: a letter, a digit, a combining mark
   * or {@code _}, of a script that is written with spaces.
   */
  static boolean isWord(int c) {
    if (c < 0x80) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
    return (Character.isLetterOrDigit(c) || isMark(c)) && !isUnspaced(c);
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private static boolean isUnspaced(int c) {
    if (c < UNSPACED[0]) {
      return false;
    }
    int at = Arrays.binarySearch(UNSPACED, c);
    return at >= 0 || (-at - 1) % 2 == 1;
  }

  /** Tells whether a character is white space, no-break spaces and line breaks included. */
  static boolean isSpace(int c) {
    return c == ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
  }

  /** Returns a text in Unicode's normal form C: the very same string if it is in it already. */
  static String normal(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isSurelyNormal(text.charAt(i))) {
        return Normalizer.isNormalized(text, Normalizer.Form.NFC)
            ? text
            : Normalizer.normalize(text, Normalizer.Form.NFC);
      }
    }
    return text;
  }

  // Characters that neither change nor compose with what stands before them: Latin, Cyrillic, kana,
  // Han, Hangul syllables, punctuation, symbols.
  private static boolean isSurelyNormal(char c) {
    return c < ALWAYS_NORMAL
        || (c >= 0x400 && c <= 0x482)
        || (c >= 0x2010 && c <= 0x205E)
        || (c >= 0x2500 && c <= 0x27FF)
        || (c >= 0x3001 && c <= 0x3029)
        || (c >= 0x3041 && c <= 0x3096)
        || (c >= 0x30A1 && c <= 0x30FC)
        || (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0xAC00 && c <= 0xD7A3);
  }

  /**
   * Returns a text as keyword search sees it: normal form C, each run of white space one {@link
   * #SPACE}, none at the ends.
   */
  static int[] symbols(String text, boolean folded) {
    int[] symbols = new int[text.length() * 2];
    int size = 0;
    boolean space = false;
    String normal = normal(text);
    for (int i = 0; i < normal.length(); ) {
      int c = normal.codePointAt(i);
      i += Character.charCount(c);
      if (isSpace(c)) {
        space = size > 0;
        continue;
      }
      if (space) {
        symbols[size++] = SPACE;
        space = false;
      }
      symbols[size++] = folded ? fold(c) : c;
    }
    return Arrays.copyOf(symbols, size);
  }
}
