package io.codingrouter.examples.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;

/**
 * Classifies by labelled texts, in five folds: the hash of a text says in which of them it is
 * asked; in the others it is an example. Rows out of scope are only asked. Settings of the trainer
 * were chosen by what is asked in the first two folds, so only the other three are measured.
 */
final class Neighbours {
  static final String OUT_OF_SCOPE = "oos";
  private static final int FOLDS = 5;
  private static final int FIRST_MEASURED = 2;
  private static final int NEAREST = 10;
  private static final double SHARPNESS = 8;

  private final float[][] vectors;
  private final int[] labels; // negative out of scope
  private final int[] folds;
  private final int classes;

  /**
   * How the rows went.
   *
   * @param nearest accuracy over rows in scope by the ten nearest examples, each counted by its
   *     likeness
   * @param mean accuracy by the nearest mean of a label's examples
   * @param outOfScope the chance that a row in scope is more like its nearest example than one out
   *     of scope is; NaN without such rows
   */
  record Result(double nearest, double mean, double outOfScope) {}

  private Neighbours(List<JsonNode> rows, Function<String, float[]> model) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    vectors = new float[rows.size()][];
    labels = new int[rows.size()];
    folds = new int[rows.size()];
    for (int i = 0; i < vectors.length; i++) {
      String text = rows.get(i).path("text").asText();
      String label = rows.get(i).path("label").asText();
      vectors[i] = model.apply(text);
      folds[i] = fold(text);
      labels[i] =
          label.equals(OUT_OF_SCOPE) ? -1 : numbers.computeIfAbsent(label, key -> numbers.size());
    }
    classes = numbers.size();
  }

  private static int fold(String text) {
    return Math.floorMod((text.hashCode() * 0x9E3779B1) >>> 8, FOLDS);
  }

  /** Tells whether a row is asked in the folds that are measured. */
  static boolean isMeasured(JsonNode row) {
    return fold(row.path("text").asText()) >= FIRST_MEASURED;
  }

  static Result measure(List<JsonNode> rows, Function<String, float[]> model) {
    return new Neighbours(rows, model).measure();
  }

  private Result measure() {
    int byNearest = 0;
    int byMean = 0;
    List<Double> inside = new ArrayList<>();
    List<Double> outside = new ArrayList<>();
    for (int fold = FIRST_MEASURED; fold < FOLDS; fold++) {
      float[][] means = means(fold);
      for (int i = 0; i < labels.length; i++) {
        if (folds[i] == fold) {
          List<Near> nearest = nearest(vectors[i], fold);
          (labels[i] < 0 ? outside : inside)
              .add(nearest.stream().mapToDouble(Near::likeness).max().orElseThrow());
          byNearest += vote(nearest) == labels[i] ? 1 : 0;
          byMean += mostAlike(vectors[i], means) == labels[i] ? 1 : 0;
        }
      }
    }
    double asked = inside.size();
    return new Result(byNearest / asked, byMean / asked, auc(inside, outside));
  }

  private boolean isExample(int row, int fold) {
    return folds[row] != fold && labels[row] >= 0;
  }

  private float[][] means(int fold) {
    float[][] means = new float[classes][vectors[0].length];
    for (int i = 0; i < labels.length; i++) {
      if (isExample(i, fold)) {
        float[] mean = means[labels[i]];
        for (int d = 0; d < mean.length; d++) {
          mean[d] += vectors[i][d];
        }
      }
    }
    for (float[] mean : means) {
      Vectors.toUnit(mean);
    }
    return means;
  }

  private record Near(double likeness, int label) {}

  private List<Near> nearest(float[] vector, int fold) {
    PriorityQueue<Near> nearest = new PriorityQueue<>(Comparator.comparingDouble(Near::likeness));
    for (int i = 0; i < labels.length; i++) {
      if (isExample(i, fold)) {
        double likeness = Vectors.dot(vector, 0, vectors[i], 0, vector.length);
        if (nearest.size() < NEAREST || likeness > nearest.element().likeness()) {
          nearest.add(new Near(likeness, labels[i]));
          if (nearest.size() > NEAREST) {
            nearest.remove();
          }
        }
      }
    }
    return List.copyOf(nearest);
  }

  private int vote(List<Near> nearest) {
    double[] votes = new double[classes];
    nearest.forEach(near -> votes[near.label()] += Math.exp(SHARPNESS * near.likeness()));
    return Vectors.largest(votes);
  }

  private static int mostAlike(float[] vector, float[][] means) {
    return Vectors.largest(
        Arrays.stream(means)
            .mapToDouble(mean -> Vectors.dot(vector, 0, mean, 0, mean.length))
            .toArray());
  }

  /** The chance that one of the first list is above one of the second, ties counted half. */
  static double auc(List<Double> above, List<Double> below) {
    double[] all = new double[above.size() + below.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i < above.size() ? above.get(i) : below.get(i - above.size());
    }
    double[] ranks = Correlation.ranks(all);
    double sum = 0;
    for (int i = 0; i < above.size(); i++) {
      sum += ranks[i];
    }
    double n = above.size();
    return (sum - n * (n - 1) / 2) / (n * below.size());
  }
}
