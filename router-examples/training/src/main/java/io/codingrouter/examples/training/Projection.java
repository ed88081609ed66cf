package io.codingrouter.examples.training;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The directions in which vectors differ most: principal components about zero, so that angles are
 * kept as well as fewer dimensions can.
 */
final class Projection {
  private static final int SWEEPS = 12;
  private static final int SAMPLE = 20_000;

  /** Row d is the d-th direction. */
  private final float[][] directions;

  /** How much vectors differ along each direction. */
  private final double[] variances;

  private Projection(float[][] directions, double[] variances) {
    this.directions = directions;
    this.variances = variances;
  }

  /** Fits directions to vectors, a sample if there are many. */
  static Projection fit(float[][] vectors, int dimensions) {
    int width = vectors[0].length;
    double[][] moments = moments(vectors, width);
    double[][] axes = new double[width][width];
    for (int i = 0; i < width; i++) {
      axes[i][i] = 1;
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int p = 0; p < width; p++) {
        for (int q = p + 1; q < width; q++) {
          rotate(moments, axes, p, q);
        }
      }
    }
    List<Integer> order =
        IntStream.range(0, width)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -moments[i][i]))
            .limit(dimensions)
            .toList();
    return new Projection(
        order.stream().map(i -> toFloats(axes[i])).toArray(float[][]::new),
        order.stream().mapToDouble(i -> moments[i][i]).toArray());
  }

  /** Projects a vector and scales it to unit length. */
  float[] unit(float[] vector) {
    float[] out = new float[directions.length];
    for (int d = 0; d < out.length; d++) {
      out[d] = Vectors.dot(directions[d], 0, vector, 0, vector.length);
    }
    return Vectors.toUnit(out);
  }

  /**
   * Makes directions in which vectors differ much count less: a component is divided by a power of
   * the variance along its direction.
   */
  void spread(float[] vector, int at, double power) {
    float[] out = new float[directions.length];
    for (int d = 0; d < directions.length; d++) {
      float along = Vectors.dot(directions[d], 0, vector, at, out.length);
      float factor = (float) (along * Math.pow(variances[d] / variances[0], -power));
      for (int i = 0; i < out.length; i++) {
        out[i] += factor * directions[d][i];
      }
    }
    System.arraycopy(out, 0, vector, at, out.length);
  }

  private static double[][] moments(float[][] vectors, int width) {
    double[][] moments = new double[width][width];
    int stride = Math.max(1, vectors.length / SAMPLE);
    for (int n = 0; n < vectors.length; n += stride) {
      float[] v = vectors[n];
      for (int i = 0; i < width; i++) {
        double[] row = moments[i];
        double x = v[i];
        for (int j = 0; j < width; j++) {
          row[j] += x * v[j];
        }
      }
    }
    return moments;
  }

  /** One step of Jacobi: turns the plane of p and q until they no longer vary together. */
  private static void rotate(double[][] a, double[][] axes, int p, int q) {
    if (Math.abs(a[p][q]) < 1e-12 * Math.sqrt(Math.abs(a[p][p] * a[q][q]))) {
      return;
    }
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int k = 0; k < a.length; k++) {
      double kp = a[k][p];
      double kq = a[k][q];
      a[k][p] = c * kp - s * kq;
      a[k][q] = s * kp + c * kq;
    }
    turn(a[p], a[q], c, s);
    turn(axes[p], axes[q], c, s);
  }

  private static void turn(double[] p, double[] q, double c, double s) {
    for (int k = 0; k < p.length; k++) {
      double x = p[k];
      double y = q[k];
      p[k] = c * x - s * y;
      q[k] = s * x + c * y;
    }
  }

  private static float[] toFloats(double[] row) {
    float[] out = new float[row.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) row[i];
    }
    return out;
  }
}
