package io.codingrouter.examples.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ProjectionTest {
  private static final int WIDTH = 8;

  @Test
  void angles_are_kept_where_the_directions_are_enough() {
    float[][] vectors = vectors();
    Projection projection = Projection.fit(vectors, WIDTH);

    assertThat(cosine(projection.unit(vectors[0]), projection.unit(vectors[1])))
        .isCloseTo(cosine(vectors[0], vectors[1]), within(1e-4f));
  }

  /** Unit vectors by chance. */
  private static float[][] vectors() {
    Random random = new Random(4);
    float[][] vectors = new float[400][WIDTH];
    for (float[] vector : vectors) {
      for (int d = 0; d < WIDTH; d++) {
        vector[d] = (float) random.nextGaussian();
      }
      Vectors.toUnit(vector);
    }
    return vectors;
  }

  private static float cosine(float[] a, float[] b) {
    return Vectors.dot(a, 0, b, 0, WIDTH);
  }
}
