package io.codingrouter.examples.training;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A student's weights as bytes, all with one step between neighbouring values: a vector's length
 * doesn't matter, so the step need not be kept, and sums are sums of whole numbers.
 */
final class Quantized {
  private static final int ZERO = 128;
  private static final int MAGIC = 0x43524531;
  private static final double[] SHARES = {1, 0.99999, 0.9999, 0.9995, 0.999, 0.998, 0.995};

  private final byte[] weights; // row after row, 128 for zero
  private final int rows;
  private final int dimensions;
  private final double likeness;

  private Quantized(byte[] weights, int rows, int dimensions, double likeness) {
    this.weights = weights;
    this.rows = rows;
    this.dimensions = dimensions;
    this.likeness = likeness;
  }

  /** Tries how much of the largest weights to cut off, and keeps what changes sentences least. */
  static Quantized of(Student student, List<int[]> sample) {
    float[] sorted = student.weights().clone();
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = Math.abs(sorted[i]);
    }
    Arrays.sort(sorted);
    Quantized best = null;
    for (double share : SHARES) {
      float largest = sorted[(int) ((sorted.length - 1) * share)];
      Quantized made = round(student, largest / 127, sample);
      System.err.printf("cut at %.5f: likeness %.5f%n", share, made.likeness);
      if (best == null || made.likeness > best.likeness) {
        best = made;
      }
    }
    if (best == null) {
      throw new AssertionError();
    }
    return best;
  }

  private static Quantized round(Student student, float step, List<int[]> sample) {
    Student rounded = new Student(student.rows(), student.dimensions());
    byte[] bytes = new byte[student.weights().length];
    for (int i = 0; i < bytes.length; i++) {
      int value = Math.max(-127, Math.min(127, Math.round(student.weights()[i] / step)));
      bytes[i] = (byte) (value + ZERO);
      rounded.weights()[i] = value;
    }
    double likeness =
        sample.stream()
            .mapToDouble(
                rows ->
                    Vectors.dot(
                        student.embed(rows), 0, rounded.embed(rows), 0, student.dimensions()))
            .average()
            .orElseThrow();
    return new Quantized(bytes, student.rows(), student.dimensions(), likeness);
  }

  int rows() {
    return rows;
  }

  int dimensions() {
    return dimensions;
  }

  /** The mean cosine of sentence vectors with those of the floats. */
  double likeness() {
    return likeness;
  }

  /**
   * Writes what the library reads: {@code vocabulary.txt} and {@code vectors.bin} (magic, rows,
   * dimensions, eight bytes of digest, the weights).
   *
   * @return the digest
   */
  String write(byte[] vocabulary, Path folder) throws IOException {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
    sha256.update(vocabulary);
    byte[] digest = Arrays.copyOf(sha256.digest(weights), 8);
    Files.createDirectories(folder);
    Files.write(folder.resolve("vocabulary.txt"), vocabulary);
    try (DataOutputStream out =
        new DataOutputStream(Files.newOutputStream(folder.resolve("vectors.bin")))) {
      out.writeInt(MAGIC);
      out.writeInt(rows);
      out.writeInt(dimensions);
      out.write(digest);
      out.write(weights);
    }
    return HexFormat.of().formatHex(digest);
  }

  /** Joins pieces, one a line. */
  static byte[] lines(List<String> pieces) {
    return (String.join("\n", pieces) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
