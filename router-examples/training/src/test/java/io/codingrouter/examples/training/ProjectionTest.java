package io.codingrouter.examples.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ProjectionTest {
  private static final int WIDTH = 8;

  @Test
  void angles_are_kept_where_the_directions_are_enough() {
    float[][] vectors = cone(0);
    Projection projection = Projection.fit(vectors, WIDTH);

    assertThat(cosine(projection.unit(vectors[0]), projection.unit(vectors[1])))
        .isCloseTo(cosine(vectors[0], vectors[1]), within(1e-4f));
  }

  @Test
  void the_axis_of_a_narrow_cone_says_nothing_when_centred() {
    float[][] vectors = cone(10);

    assertThat(meanCosine(Projection.fit(vectors, WIDTH), vectors)).isGreaterThan(0.8);
    assertThat(meanCosine(Projection.centred(vectors, WIDTH), vectors)).isBetween(-0.1, 0.1);
  }

  private static double meanCosine(Projection projection, float[][] vectors) {
    double sum = 0;
    for (int i = 1; i < vectors.length; i++) {
      sum += cosine(projection.unit(vectors[i - 1]), projection.unit(vectors[i]));
    }
    return sum / (vectors.length - 1);
  }

  /** Unit vectors by chance, all with so much of one direction. */
  private static float[][] cone(float axis) {
    Random random = new Random(4);
    float[][] vectors = new float[400][WIDTH];
    for (float[] vector : vectors) {
      for (int d = 0; d < WIDTH; d++) {
        vector[d] = (float) random.nextGaussian() + (d == 2 ? axis : 0);
      }
      Vectors.toUnit(vector);
    }
    return vectors;
  }

  private static float cosine(float[] a, float[] b) {
    return Vectors.dot(a, 0, b, 0, WIDTH);
  }
}
