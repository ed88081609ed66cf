package io.codingrouter.examples.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SideBySideTest {
  private static final int WIDTH = 8;

  @Test
  void a_cosine_of_joined_vectors_is_the_mean_of_the_teachers() {
    float[][] one = cone(0, 1);
    float[][] other = cone(0, 2);

    float[][] joined = join(List.of(one, other));

    double expected = (fromMean(one) + fromMean(other)) / 2;
    assertThat(Vectors.dot(joined[0], 0, joined[1], 0, 2 * WIDTH))
        .isCloseTo((float) expected, within(1e-5f));
  }

  @Test
  void the_axis_of_a_narrow_cone_says_nothing() {
    float[][] narrow = cone(10, 3);

    assertThat(neighbours(narrow)).isGreaterThan(0.8);
    assertThat(neighbours(join(List.<float[][]>of(narrow)))).isBetween(-0.1, 0.1);
  }

  private static float[][] join(List<float[][]> vectors) {
    return SideBySide.of(vectors).join(vectors);
  }

  /** The cosine of the first two vectors as seen from the mean of all. */
  private static double fromMean(float[][] vectors) {
    float[] mean = Vectors.mean(vectors);
    float[] first = Vectors.toUnit(Vectors.minus(vectors[0], mean));
    return Vectors.dot(first, 0, Vectors.toUnit(Vectors.minus(vectors[1], mean)), 0, WIDTH);
  }

  /** The mean cosine of vectors that follow each other. */
  private static double neighbours(float[][] vectors) {
    double sum = 0;
    for (int i = 1; i < vectors.length; i++) {
      sum += Vectors.dot(vectors[i - 1], 0, vectors[i], 0, WIDTH);
    }
    return sum / (vectors.length - 1);
  }

  /** Unit vectors by chance, all with so much of one direction. */
  private static float[][] cone(float axis, long seed) {
    Random random = new Random(seed);
    float[][] vectors = new float[400][WIDTH];
    for (float[] vector : vectors) {
      for (int d = 0; d < WIDTH; d++) {
        vector[d] = (float) random.nextGaussian() + (d == 2 ? axis : 0);
      }
      Vectors.toUnit(vector);
    }
    return vectors;
  }
}
