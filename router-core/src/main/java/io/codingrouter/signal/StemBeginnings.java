package io.codingrouter.signal;

/**
 * The first characters of stems, so that most words need not be stemmed. A stem of four or more
 * begins with the first three of its word. A shorter one begins with its word's first two, but for
 * a {@code y} that became an {@code i}; what replaces an ending may be the third.
 */
final class StemBeginnings {
  private static final int BITS = 14;
  private static final int SHORT = 3;

  private final long[] bits = new long[1 << (BITS - 6)];
  private boolean any;

  void add(String stem) {
    if (stem.length() < 2) {
      any = true;
    } else {
      int two = two(stem.charAt(0), stem.charAt(1));
      int bit = stem.length() > SHORT ? three(two, stem.charAt(2)) : bit(two);
      Bits.add(bits, bit);
    }
  }

  boolean mayContain(char[] chars, int start, int end) {
    if (any || end - start < 2) {
      return any;
    }
    int two = two(chars[start], chars[start + 1]);
    return has(bit(two)) || (end - start >= SHORT && has(three(two, chars[start + 2])));
  }

  private boolean has(int bit) {
    return Bits.contain(bits, bit);
  }

  private static int two(char first, char second) {
    return first * 31 + (second == 'y' ? 'i' : second);
  }

  private static int three(int two, char third) {
    return bit((two + 1) * 0x10001 + third);
  }

  private static int bit(int key) {
    return (key * 0x9E3779B9) >>> (32 - BITS);
  }
}
