package io.codingrouter.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.codingrouter.embedding.Embedding;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignerTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 16, 255, 256, 257, 1536})
  void signatures_differ_as_the_angle_tells_and_seldom_beyond_reach(int dimensions) {
    Random random = new Random(dimensions);
    Signer signer = new Signer(dimensions);
    for (double similarity : new double[] {0, 0.5, 0.8, 0.95, 0.999}) {
      int pairs = 500;
      int beyond = 0;
      int bits = 0;
      for (int i = 0; i < pairs; i++) {
        Embedding vector = Vectors.random(random, dimensions);
        int distance = distance(signer, vector, Vectors.near(random, vector, similarity));
        bits += distance;
        beyond += distance > Signer.reach(similarity) ? 1 : 0;
      }
      double expected = Signer.BITS * Math.acos(similarity) / Math.PI;
      assertThat((double) bits / pairs).isCloseTo(expected, within(1.5));
      assertThat(beyond).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void equal_vectors_have_equal_signatures_and_opposite_ones_share_no_bit() {
    Random random = new Random(1);
    Embedding vector = Vectors.random(random, 256);
    float[] values = vector.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = -values[i];
    }

    assertThat(distance(new Signer(256), vector, Embedding.of(vector.toArray()))).isZero();
    assertThat(distance(new Signer(256), vector, Embedding.of(values))).isEqualTo(Signer.BITS);
  }

  @Test
  void nothing_is_beyond_the_reach_of_opposites() {
    assertThat(Signer.reach(-1)).isGreaterThanOrEqualTo(Signer.BITS);
    assertThat(Signer.reach(1.0000001)).isEqualTo(Signer.reach(1));
  }

  private static int distance(Signer signer, Embedding a, Embedding b) {
    long[] words = new long[2 * Signer.WORDS];
    signer.sign(a, words, 0);
    signer.sign(b, words, Signer.WORDS);
    int distance = 0;
    for (int i = 0; i < Signer.WORDS; i++) {
      distance += Long.bitCount(words[i] ^ words[Signer.WORDS + i]);
    }
    return distance;
  }
}
