package io.codingrouter.embedding;

import java.util.Arrays;

/**
 * The running sum of token vectors: lanes of 16 bits that are emptied into whole numbers before
 * they can overflow. Not safe for concurrent use.
 */
final class TokenSum implements TokenSink {
  /** The bits of every other byte, which leaves each 16 bits to grow into. */
  static final long LANES = 0x00FF00FF00FF00FFL;

  /** As many bytes as 16 bits hold the sum of. */
  private static final int LANE_CAPACITY = 256;

  private final TokenVectors vectors;
  private final long[] even;
  private final long[] odd;
  private final long[] totals;
  private int pending;

  TokenSum(TokenVectors vectors) {
    this.vectors = vectors;
    this.even = new long[vectors.dimensions() / Long.BYTES];
    this.odd = new long[even.length];
    this.totals = new long[vectors.dimensions()];
  }

  void clear() {
    Arrays.fill(even, 0);
    Arrays.fill(odd, 0);
    Arrays.fill(totals, 0);
    pending = 0;
  }

  @Override
  public void accept(int id) {
    vectors.addTo(even, odd, id);
    if (++pending == LANE_CAPACITY) {
      empty();
    }
  }

  /** Returns the sum so far, valid until the next call of any other method. */
  long[] totals() {
    empty();
    return totals;
  }

  private void empty() {
    long bias = (long) pending * TokenVectors.ZERO;
    for (int i = 0; i < even.length; i++) {
      long e = even[i];
      long o = odd[i];
      int d = i * Long.BYTES;
      for (int lane = 0; lane < Long.SIZE; lane += Short.SIZE) {
        totals[d++] += ((e >>> lane) & 0xFFFF) - bias;
        totals[d++] += ((o >>> lane) & 0xFFFF) - bias;
      }
    }
    Arrays.fill(even, 0);
    Arrays.fill(odd, 0);
    pending = 0;
  }
}
