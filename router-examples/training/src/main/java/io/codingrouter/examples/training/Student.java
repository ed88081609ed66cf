package io.codingrouter.examples.training;

import java.util.Arrays;
import java.util.List;

/** Rows of floats that a sentence's vector is the sum of. */
final class Student {
  private final float[] weights;
  private final int dimensions;

  Student(int rows, int dimensions) {
    this.weights = new float[rows * dimensions];
    this.dimensions = dimensions;
  }

  float[] weights() {
    return weights;
  }

  int dimensions() {
    return dimensions;
  }

  int rows() {
    return weights.length / dimensions;
  }

  void set(int row, float[] vector, float factor) {
    for (int d = 0; d < dimensions; d++) {
      weights[row * dimensions + d] = vector[d] * factor;
    }
  }

  /** Adds rows up into a zeroed array. */
  void sum(int[] rows, float[] sum) {
    Arrays.fill(sum, 0);
    for (int row : rows) {
      int at = row * dimensions;
      for (int d = 0; d < dimensions; d++) {
        sum[d] += weights[at + d];
      }
    }
  }

  /** Weakens the directions in which these sentences differ most, in all rows. */
  void spread(List<int[]> sentences, double power) {
    float[][] vectors =
        sentences.stream().filter(rows -> rows.length > 0).map(this::embed).toArray(float[][]::new);
    Projection projection = Projection.fit(vectors, dimensions);
    for (int row = 0; row < rows(); row++) {
      projection.spread(weights, row * dimensions, power);
    }
  }

  float[] embed(int[] rows) {
    float[] sum = new float[dimensions];
    sum(rows, sum);
    return Vectors.toUnit(sum);
  }
}
