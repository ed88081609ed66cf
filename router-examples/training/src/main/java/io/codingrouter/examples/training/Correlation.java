package io.codingrouter.examples.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** How well likeness follows what people say of pairs. */
final class Correlation {
  private Correlation() {}

  /** Spearman's rank correlation of cosine and score over rows of {@code a}, {@code b}. */
  static double spearman(List<JsonNode> pairs, Function<String, float[]> model) {
    double[] cosines = new double[pairs.size()];
    double[] scores = new double[pairs.size()];
    for (int i = 0; i < cosines.length; i++) {
      float[] a = model.apply(pairs.get(i).get("a").asText());
      float[] b = model.apply(pairs.get(i).get("b").asText());
      cosines[i] = Vectors.dot(a, 0, b, 0, a.length);
      scores[i] = pairs.get(i).get("score").asDouble();
    }
    return pearson(ranks(cosines), ranks(scores));
  }

  /** Ranks from 0; equals share the mean of theirs. */
  static double[] ranks(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[values.length];
    for (int from = 0; from < order.length; ) {
      int to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + to - 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  private static double pearson(double[] x, double[] y) {
    double mx = java.util.Arrays.stream(x).average().orElseThrow();
    double my = java.util.Arrays.stream(y).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - mx) * (y[i] - my);
      xx += (x[i] - mx) * (x[i] - mx);
      yy += (y[i] - my) * (y[i] - my);
    }
    return xy / Math.sqrt(xx * yy);
  }
}
