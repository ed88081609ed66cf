package io.codingrouter.signal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A text of ASCII, of which eight characters at a time are looked at: arithmetic on a long is
 * arithmetic on each of its bytes as long as none carries over (L. Lamport, "Multiple byte
 * processing with full-word instructions", 1975). Immutable.
 */
final class AsciiText {
  /** How many characters {@link #words} tells about at once. */
  static final int BLOCK = Long.SIZE;

  /** The longest word whose {@link #key} it has to itself. */
  private static final int PACKED = Long.BYTES;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101_0101_0101_0101L;
  private static final long HIGH = 0x8080_8080_8080_8080L;
  private static final long CASE = 0x20 * EACH;
  private static final long GATHER = 0x0102_0408_1020_4080L; // bit 8 i to bit 56 + i
  private static final long FACTOR = 0xD6E8FEB86659FD93L;

  private final byte[] bytes;

  private AsciiText(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Looks at a text.
   *
   * @param text any text
   * @param folded whether case shall not count
   * @return null if it is not all ASCII; a surrogate without its other half counts as a sign
   */
  static @Nullable AsciiText of(String text, boolean folded) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length != text.length()) {
      return null;
    }
    if (folded) {
      fold(bytes);
    }
    return new AsciiText(bytes);
  }

  private static void fold(byte[] bytes) {
    int at = 0;
    for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
      long eight = (long) EIGHT.get(bytes, at);
      EIGHT.set(bytes, at, eight | (within(eight, 'A', 'Z') >>> 2));
    }
    for (; at < bytes.length; at++) {
      bytes[at] = (byte) Chars.fold(bytes[at]);
    }
  }

  /** Eight characters, zeros for those behind the end. */
  private long eight(int from) {
    return from <= bytes.length - Long.BYTES ? (long) EIGHT.get(bytes, from) : last(from);
  }

  private long last(int from) {
    long eight = 0;
    for (int i = bytes.length - 1; i >= from; i--) {
      eight = (eight << Byte.SIZE) | bytes[i];
    }
    return eight;
  }

  /** The highest bit of each byte that lies between two characters. */
  private static long within(long eight, char first, char last) {
    return (eight + (0x80 - first) * EACH) & ~(eight + (0x7F - last) * EACH) & HIGH;
  }

  int length() {
    return bytes.length;
  }

  /**
   * Tells which characters are of words.
   *
   * @param block where a block begins
   * @return a bit for each character of the block, the lowest for the first; 0 behind the end
   */
  long words(int block) {
    long words = 0;
    for (int i = 0; i < BLOCK; i += Long.BYTES) {
      long eight = eight(block + i);
      long found =
          within(eight | CASE, 'a', 'z') | within(eight, '0', '9') | within(eight, '_', '_');
      words |= (((found >>> 7) * GATHER) >>> 56) << i;
    }
    return words;
  }

  /**
   * Makes a number of a word: for one of up to eight characters it is those, which no other word
   * has; of others it is negative, and different words may have the same.
   */
  long key(int start, int end) {
    if (end - start <= PACKED) {
      return eight(start) & (-1L >>> (Long.SIZE - Byte.SIZE * (end - start)));
    }
    long key = eight(end - PACKED);
    for (int i = start; i < end - PACKED; i += Long.BYTES) {
      key = (key ^ eight(i)) * FACTOR;
      key ^= key >>> 32;
    }
    return key | Long.MIN_VALUE;
  }

  /** Writes a word's characters. */
  void copy(int start, int end, char[] to, int at) {
    for (int i = start; i < end; i++) {
      to[at + i - start] = (char) bytes[i];
    }
  }

  /** Prints how long it is, never what it says. */
  @Override
  public String toString() {
    return "AsciiText[" + bytes.length + "]";
  }
}
