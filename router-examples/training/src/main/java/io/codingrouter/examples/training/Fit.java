package io.codingrouter.examples.training;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Turns the sums of a student's rows until they point where the teacher's sentence vectors do, and
 * nearer to their own than to the others of their batch.
 */
final class Fit {
  private static final double WARM_UP = 0.2;

  private final Recipe recipe;
  private final Workers workers;
  private final Student student;
  private final List<int[]> rows;
  private final float[][] targets;
  private final float[] gradient;
  private final Adam adam;
  private final int width;

  /** Per sentence of the batch: first its vector, then the loss's gradient by its sum. */
  private final float[][] vectors;

  /** The batch's targets, one dimension after the other. */
  private final float[][] columns;

  private final double[] losses;

  Fit(Recipe recipe, Workers workers, Student student, List<int[]> rows, float[][] targets) {
    this.recipe = recipe;
    this.workers = workers;
    this.student = student;
    this.rows = rows;
    this.targets = targets;
    this.width = student.dimensions();
    this.gradient = new float[student.weights().length];
    this.adam = new Adam(gradient.length);
    this.vectors = new float[recipe.batch()][width];
    this.columns = new float[width][recipe.batch()];
    this.losses = new double[recipe.batch()];
  }

  void run() {
    Batches batches = new Batches(recipe, workers, rows, targets);
    int steps = batches.count() * recipe.passes();
    int step = 0;
    for (int pass = 0; pass < recipe.passes(); pass++) {
      double loss = 0;
      for (int[] batch : batches.next()) {
        loss += step(batch, rate((double) step++ / steps));
      }
      System.err.printf("pass %d: loss %.4f%n", pass + 1, loss / batches.count());
    }
  }

  /** One cycle: up in a straight line, down along a cosine. */
  private double rate(double progress) {
    return progress < WARM_UP
        ? recipe.rate() * (0.04 + 0.96 * progress / WARM_UP)
        : recipe.rate() * (1 + Math.cos(Math.PI * (progress - WARM_UP) / (1 - WARM_UP))) / 2;
  }

  private double step(int[] batch, double rate) {
    for (int j = 0; j < batch.length; j++) {
      float[] target = targets[batch[j]];
      for (int d = 0; d < width; d++) {
        columns[d][j] = target[d];
      }
    }
    workers.share(batch.length, (from, to) -> differentiate(batch, from, to));
    // by dimensions, not by sentences: each weight is added to in one order, by one thread
    workers.share(width, (from, to) -> scatter(batch, from, to));
    adam.step();
    workers.share(
        student.rows(),
        (from, to) -> adam.update(student.weights(), gradient, rate, from * width, to * width));
    return IntStream.range(0, batch.length).mapToDouble(i -> losses[i]).average().orElseThrow();
  }

  private void differentiate(int[] batch, int from, int to) {
    float[] likeness = new float[recipe.batch()];
    float[] unit = new float[width];
    for (int i = from; i < to; i++) {
      float[] target = targets[batch[i]];
      float[] sum = vectors[i];
      student.sum(rows.get(batch[i]), sum);
      float length = (float) Math.sqrt(Vectors.dot(sum, 0, sum, 0, width)) + 1e-12f;
      for (int d = 0; d < width; d++) {
        unit[d] = sum[d] / length;
      }
      losses[i] = 1 - Vectors.dot(unit, 0, target, 0, width);
      // the gradient by the unit vector …
      for (int d = 0; d < width; d++) {
        sum[d] = -target[d];
      }
      if (recipe.contrast() > 0) {
        losses[i] += contrast(batch, i, unit, likeness, sum);
      }
      // … and by the sum: only what is across the vector turns it
      float along = Vectors.dot(sum, 0, unit, 0, width);
      for (int d = 0; d < width; d++) {
        sum[d] = (sum[d] - along * unit[d]) / length;
      }
    }
  }

  private double contrast(int[] batch, int i, float[] unit, float[] likeness, float[] gradient) {
    softmax(unit, likeness);
    double loss = -Math.log(likeness[i] + 1e-20);
    likeness[i] -= 1;
    float factor = (float) (recipe.contrast() * recipe.scale());
    for (int j = 0; j < likeness.length; j++) {
      likeness[j] *= factor;
    }
    for (int j = 0; j < likeness.length; j += 4) {
      float[] t0 = targets[batch[j]];
      float[] t1 = targets[batch[j + 1]];
      float[] t2 = targets[batch[j + 2]];
      float[] t3 = targets[batch[j + 3]];
      float a = likeness[j];
      float b = likeness[j + 1];
      float c = likeness[j + 2];
      float e = likeness[j + 3];
      if (Math.abs(a) + Math.abs(b) + Math.abs(c) + Math.abs(e) > 1e-7f) {
        for (int d = 0; d < width; d++) {
          gradient[d] += a * t0[d] + b * t1[d] + c * t2[d] + e * t3[d];
        }
      }
    }
    return recipe.contrast() * loss;
  }

  /** Fills in how the batch's targets share a vector's likeness. */
  private void softmax(float[] vector, float[] out) {
    java.util.Arrays.fill(out, 0);
    for (int d = 0; d < width; d += 4) {
      float a = vector[d];
      float b = vector[d + 1];
      float c = vector[d + 2];
      float e = vector[d + 3];
      float[] t0 = columns[d];
      float[] t1 = columns[d + 1];
      float[] t2 = columns[d + 2];
      float[] t3 = columns[d + 3];
      for (int j = 0; j < out.length; j++) {
        out[j] += a * t0[j] + b * t1[j] + c * t2[j] + e * t3[j];
      }
    }
    double total = 0;
    for (int j = 0; j < out.length; j++) {
      out[j] = (float) Math.exp(recipe.scale() * (out[j] - 1));
      total += out[j];
    }
    float share = (float) (1 / total);
    for (int j = 0; j < out.length; j++) {
      out[j] *= share;
    }
  }

  private void scatter(int[] batch, int from, int to) {
    for (int i = 0; i < batch.length; i++) {
      float[] g = vectors[i];
      for (int row : rows.get(batch[i])) {
        int at = row * width;
        for (int d = from; d < to; d++) {
          gradient[at + d] += g[d];
        }
      }
    }
  }
}
