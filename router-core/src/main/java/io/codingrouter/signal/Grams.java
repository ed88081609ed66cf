package io.codingrouter.signal;

/**
 * Which three characters in a row a text has, whatever their case: what a text cannot contain is
 * known without reading it again. Holds no text. Immutable.
 */
final class Grams {
  /** The shortest text that can be asked for. */
  static final int LENGTH = 3;

  private static final int BITS = 15;
  private static final int FACTOR = 0x9E3779B1; // of Fibonacci hashing: 2^32 by the golden ratio

  private final long[] bits = new long[1 << (BITS - 6)];

  Grams(String text) {
    int gram = 0;
    for (int i = 0; i < text.length(); i++) {
      gram = next(gram, text.charAt(i));
      if (i >= LENGTH - 1) {
        int bit = bit(gram);
        bits[bit >> 6] |= 1L << bit;
      }
    }
  }

  /**
   * Tells whether the text may contain another.
   *
   * @param part at least {@value #LENGTH} characters, ASCII and in lower case
   * @return false only if it does not, in any case
   */
  boolean mayContain(String part) {
    int gram = 0;
    for (int i = 0; i < part.length(); i++) {
      gram = next(gram, part.charAt(i));
      int bit = bit(gram);
      if (i >= LENGTH - 1 && (bits[bit >> 6] & 1L << bit) == 0) {
        return false;
      }
    }
    return true;
  }

  // Of other characters than ASCII eight bits do: what is asked for has none of them, but those
  // that fold to ASCII, such as the Kelvin sign, must count as that.
  private static int next(int gram, char c) {
    int folded = c < 0x80 && (c < 'A' || c > 'Z') ? c : Chars.fold(c);
    return (gram << 8 | (folded & 0xFF)) & 0xFF_FFFF;
  }

  private static int bit(int gram) {
    return (gram * FACTOR) >>> (32 - BITS);
  }
}
