package io.codingrouter.examples.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;

/**
 * Classifies by the ten nearest labelled texts, each counted by its likeness. Of five rows that
 * share a label, the hash of the text gives about three to learn from and two to ask; rows out of
 * scope are only asked.
 */
final class Neighbours {
  static final String OUT_OF_SCOPE = "oos";
  private static final int NEAREST = 10;
  private static final double SHARPNESS = 8;

  private static final class Example {
    private final float[] vector;
    private final String label;

    Example(float[] vector, String label) {
      this.vector = vector;
      this.label = label;
    }
  }

  private record Answer(String label, double likeness) {}

  /**
   * How the asked rows went.
   *
   * @param accuracy over rows in scope
   * @param outOfScope the chance that a row in scope is more like its nearest than one out of scope
   *     is; NaN without such rows
   */
  record Result(double accuracy, double outOfScope) {}

  private final List<Example> examples = new ArrayList<>();

  private Neighbours() {}

  static Result measure(List<JsonNode> rows, Function<String, float[]> model) {
    Neighbours neighbours = new Neighbours();
    List<JsonNode> asked = new ArrayList<>();
    for (JsonNode row : rows) {
      String text = row.path("text").asText();
      String label = row.path("label").asText();
      boolean ask = Math.floorMod((text.hashCode() * 0x9E3779B1) >>> 8, 5) >= 3;
      if (ask || label.equals(OUT_OF_SCOPE)) {
        asked.add(row);
      } else {
        neighbours.examples.add(new Example(model.apply(text), label));
      }
    }
    int right = 0;
    List<Double> inside = new ArrayList<>();
    List<Double> outside = new ArrayList<>();
    for (JsonNode row : asked) {
      Answer answer = neighbours.ask(model.apply(row.path("text").asText()));
      String label = row.path("label").asText();
      (label.equals(OUT_OF_SCOPE) ? outside : inside).add(answer.likeness);
      if (answer.label.equals(label)) {
        right++;
      }
    }
    return new Result((double) right / inside.size(), auc(inside, outside));
  }

  private Answer ask(float[] vector) {
    record Near(double likeness, String label) {}
    PriorityQueue<Near> nearest =
        new PriorityQueue<>(Comparator.comparingDouble((Near near) -> near.likeness()));
    for (Example example : examples) {
      double likeness = Vectors.dot(vector, 0, example.vector, 0, vector.length);
      if (nearest.size() < NEAREST || likeness > nearest.element().likeness()) {
        nearest.add(new Near(likeness, example.label));
        if (nearest.size() > NEAREST) {
          nearest.remove();
        }
      }
    }
    Map<String, Double> votes = new HashMap<>();
    double best = -1;
    for (Near near : nearest) {
      votes.merge(near.label(), Math.exp(SHARPNESS * near.likeness()), Double::sum);
      best = Math.max(best, near.likeness());
    }
    String label =
        votes.entrySet().stream()
            .max(Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry::getKey))
            .orElseThrow()
            .getKey();
    return new Answer(label, best);
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
