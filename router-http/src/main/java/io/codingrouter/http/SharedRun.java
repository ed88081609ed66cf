package io.codingrouter.http;

import java.util.BitSet;

/**
 * Finds out whether texts share a run of characters with one short line. Takes time linear in the
 * text, whatever it repeats: a hash rolls over it, and only where the hash is known does a
 * comparison follow.
 */
final class SharedRun {
  private static final long BASE = 1_000_003;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final int BITS = 16;

  private final String line;
  private final int length;
  private final long power;
  private final BitSet known = new BitSet(1 << BITS);

  /**
   * Prepares a line.
   *
   * @param line the line
   * @param length how long a run must be to count
   */
  SharedRun(String line, int length) {
    this.line = line;
    this.length = length;
    long power = 1;
    for (int i = 0; i < length; i++) {
      power *= BASE;
    }
    this.power = power;
    long hash = 0;
    for (int i = 0; i < line.length(); i++) {
      hash = roll(hash, line, i);
      if (i >= length - 1) {
        known.set(slot(hash));
      }
    }
  }

  /** Whether a text holds a run of the line. */
  boolean isIn(String text) {
    long hash = 0;
    for (int i = 0; i < text.length(); i++) {
      hash = roll(hash, text, i);
      if (i >= length - 1
          && known.get(slot(hash))
          && line.contains(text.substring(i + 1 - length, i + 1))) {
        return true;
      }
    }
    return false;
  }

  private long roll(long hash, String text, int i) {
    long next = hash * BASE + text.charAt(i);
    return i < length ? next : next - power * text.charAt(i - length);
  }

  private static int slot(long hash) {
    return (int) ((hash * SPREAD) >>> (Long.SIZE - BITS));
  }
}
