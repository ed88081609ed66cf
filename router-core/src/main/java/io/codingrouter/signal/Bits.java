package io.codingrouter.signal;

/** A set of numbers from 0 up, a bit for each in an array of longs: fast, and small where dense. */
final class Bits {
  private Bits() {}

  /** An empty set of numbers below a size. */
  static long[] none(int size) {
    return new long[(size + Long.SIZE - 1) / Long.SIZE];
  }

  static void add(long[] bits, int number) {
    bits[number >> 6] |= 1L << number;
  }

  static boolean contain(long[] bits, int number) {
    return (bits[number >> 6] & 1L << number) != 0;
  }
}
