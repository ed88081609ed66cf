package io.codingrouter.examples.training;

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
    java.util.Arrays.fill(sum, 0);
    for (int row : rows) {
      int at = row * dimensions;
      for (int d = 0; d < dimensions; d++) {
        sum[d] += weights[at + d];
      }
    }
  }

  float[] embed(int[] rows) {
    float[] sum = new float[dimensions];
    sum(rows, sum);
    return Vectors.toUnit(sum);
  }
}
