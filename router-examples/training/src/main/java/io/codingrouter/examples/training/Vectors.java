package io.codingrouter.examples.training;

/** Arithmetic on plain float arrays. */
final class Vectors {
  private Vectors() {}

  /** Scales a vector to unit length in place; zero stays zero. */
  static float[] toUnit(float[] vector) {
    double squares = 0;
    for (float x : vector) {
      squares += (double) x * x;
    }
    if (squares > 0) {
      float scale = (float) (1 / Math.sqrt(squares));
      for (int i = 0; i < vector.length; i++) {
        vector[i] *= scale;
      }
    }
    return vector;
  }

  static float dot(float[] a, int at, float[] b, int bt, int length) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    for (int i = 0; i < length; i += 4) {
      s0 += a[at + i] * b[bt + i];
      s1 += a[at + i + 1] * b[bt + i + 1];
      s2 += a[at + i + 2] * b[bt + i + 2];
      s3 += a[at + i + 3] * b[bt + i + 3];
    }
    return s0 + s1 + s2 + s3;
  }

  /** Subtracts, into a vector of its own. */
  static float[] minus(float[] a, float[] b) {
    float[] out = new float[a.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = a[i] - b[i];
    }
    return out;
  }

  static float[] mean(float[][] vectors) {
    double[] sum = new double[vectors[0].length];
    for (float[] vector : vectors) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector[i];
      }
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sum[i] / vectors.length);
    }
    return mean;
  }

  /** Where the largest value is, the first of equals. */
  static int largest(double[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[largest]) {
        largest = i;
      }
    }
    return largest;
  }
}
