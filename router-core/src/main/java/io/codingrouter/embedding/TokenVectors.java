package io.codingrouter.embedding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The tokens' vectors, a byte a component, all with one step between neighbouring values and 128
 * for zero. Eight components share a {@code long}, so that adding a row to a {@link TokenSum} is a
 * few whole-number operations on eight components at once, with no conversion. Immutable and safe
 * for concurrent use.
 */
final class TokenVectors {
  /** The byte that stands for zero. */
  static final int ZERO = 128;

  private final long[] words;
  private final int wordsPerRow;

  private TokenVectors(long[] words, int wordsPerRow) {
    this.words = words;
    this.wordsPerRow = wordsPerRow;
  }

  /**
   * Packs rows.
   *
   * @param bytes row after row
   * @param dimensions the length of a row, a multiple of 8
   * @return the rows
   */
  static TokenVectors of(ByteBuffer bytes, int dimensions) {
    if (dimensions < 8 || dimensions % 8 != 0 || bytes.remaining() % dimensions != 0) {
      throw new IllegalArgumentException(
          bytes.remaining() + " bytes are not whole rows of " + dimensions);
    }
    long[] words = new long[bytes.remaining() / Long.BYTES];
    bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
    return new TokenVectors(words, dimensions / Long.BYTES);
  }

  int dimensions() {
    return wordsPerRow * Long.BYTES;
  }

  int rows() {
    return words.length / wordsPerRow;
  }

  /**
   * Adds the even bytes of a row to one array and the odd ones to the other, each byte in a lane of
   * 16 bits.
   */
  void addTo(long[] even, long[] odd, int row) {
    int at = row * wordsPerRow;
    for (int i = 0; i < wordsPerRow; i++) {
      long word = words[at + i];
      even[i] += word & TokenSum.LANES;
      odd[i] += (word >>> 8) & TokenSum.LANES;
    }
  }
}
