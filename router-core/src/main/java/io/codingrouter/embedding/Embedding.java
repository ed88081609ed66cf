package io.codingrouter.embedding;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of a text as a vector of unit length, every component finite. Immutable and safe for
 * concurrent use.
 */
public final class Embedding {
  private final float[] values;

  private Embedding(float[] values) {
    this.values = values;
  }

  /**
   * Scales a vector to unit length.
   *
   * @param values any finite vector other than zero; copied
   * @return the embedding
   * @throws IllegalArgumentException if the vector is empty or zero, or a component is not finite
   */
  public static Embedding of(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    if (!(squares > 0) || Double.isInfinite(squares)) {
      throw new IllegalArgumentException(
          "an embedding must be finite and not zero (" + values.length + " dimensions)");
    }
    double scale = 1 / Math.sqrt(squares);
    float[] unit = new float[values.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (values[i] * scale);
    }
    return new Embedding(unit);
  }

  /**
   * Scales a sum of whole numbers to unit length.
   *
   * @param sums the components, far below 2^31 each
   * @return the embedding, or null if all are zero
   */
  static @Nullable Embedding ofSums(long[] sums) {
    double squares = 0;
    for (long sum : sums) {
      squares += (double) sum * sum;
    }
    if (squares == 0) {
      return null;
    }
    double scale = 1 / Math.sqrt(squares);
    float[] unit = new float[sums.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (sums[i] * scale);
    }
    return new Embedding(unit);
  }

  /**
   * Returns how many components the vector has.
   *
   * @return at least 1
   */
  public int dimensions() {
    return values.length;
  }

  /**
   * Returns the cosine of the angle between two embeddings of the same model.
   *
   * @param other an embedding of as many dimensions
   * @return from -1 (opposite) over 0 (unrelated) to 1 (same), within rounding
   * @throws IllegalArgumentException if the dimensions differ
   */
  public double similarity(Embedding other) {
    if (values.length != other.values.length) {
      throw new IllegalArgumentException(
          "embeddings of " + values.length + " and " + other.values.length + " dimensions");
    }
    return dot(values, other.values);
  }

  /** Sums in eight lanes: one sum would wait for each addition before it starts the next. */
  private static double dot(float[] a, float[] b) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (; i <= a.length - 8; i += 8) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
      s4 += a[i + 4] * b[i + 4];
      s5 += a[i + 5] * b[i + 5];
      s6 += a[i + 6] * b[i + 6];
      s7 += a[i + 7] * b[i + 7];
    }
    for (; i < a.length; i++) {
      s0 += a[i] * b[i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  /**
   * Copies the components.
   *
   * @return a new array
   */
  public float[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Embedding other && Arrays.equals(values, other.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** Prints the dimensions: a vector gives its text away. */
  @Override
  public String toString() {
    return "Embedding[" + values.length + " dimensions]";
  }
}
