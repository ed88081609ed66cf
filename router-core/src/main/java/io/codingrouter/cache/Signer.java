package io.codingrouter.cache;

import io.codingrouter.embedding.Embedding;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Reduces vectors to signatures of 256 bits: on which side of 256 random hyperplanes a vector lies.
 * Two vectors at an angle θ differ in a bit with probability θ/π, so the Hamming distance of two
 * signatures tells the angle up to a known spread. The hyperplanes are rows of a random rotation,
 * made of rounds of random signs and a Walsh-Hadamard transform: n log n steps and no matrix.
 * Immutable; equal dimensions give equal signers.
 */
final class Signer {
  static final int BITS = 256;
  static final int WORDS = BITS / Long.SIZE;

  private static final int ROUNDS = 3;

  /** Standard deviations beyond the expected distance; one match in 30,000 is there. */
  private static final double SPREAD = 4;

  private final float[][] flips = new float[ROUNDS][];
  private final int width;

  Signer(int dimensions) {
    width = Math.max(BITS, Integer.highestOneBit(2 * dimensions - 1));
    SplittableRandom random = new SplittableRandom(dimensions);
    for (int round = 0; round < ROUNDS; round++) {
      flips[round] = new float[width];
      for (int i = 0; i < width; i++) {
        flips[round][i] = random.nextBoolean() ? 1 : -1;
      }
    }
  }

  /** Returns the largest distance at which a vector of this similarity is still to be expected. */
  static int reach(double similarity) {
    double differing = Math.acos(Math.max(-1, Math.min(1, similarity))) / Math.PI;
    double spread = Math.sqrt(BITS * differing * (1 - differing));
    // one bit more: where few bits differ, the tail is longer than the spread tells
    return (int) Math.ceil(BITS * differing + SPREAD * spread) + 1;
  }

  /** Writes a vector's signature to {@code words[at]} and the three words after it. */
  void sign(Embedding vector, long[] words, int at) {
    float[] turned = vector.toArray();
    if (turned.length < width) {
      turned = Arrays.copyOf(turned, width);
    }
    for (float[] flip : flips) {
      for (int i = 0; i < width; i++) {
        turned[i] *= flip[i];
      }
      transform(turned);
    }
    for (int word = 0; word < WORDS; word++) {
      long bits = 0;
      for (int bit = 0; bit < Long.SIZE; bit++) {
        bits = bits << 1 | (turned[word * Long.SIZE + bit] > 0 ? 1 : 0);
      }
      words[at + word] = bits;
    }
  }

  /** Transforms in place, unscaled: only signs are read. */
  private static void transform(float[] values) {
    for (int half = 1; half < values.length; half *= 2) {
      for (int start = 0; start < values.length; start += 2 * half) {
        for (int i = start; i < start + half; i++) {
          float left = values[i];
          float right = values[i + half];
          values[i] = left + right;
          values[i + half] = left - right;
        }
      }
    }
  }
}
