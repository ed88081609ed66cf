package io.codingrouter.signal;

import io.codingrouter.embedding.Embedding;
import io.codingrouter.signal.EmbeddingRule.Aggregation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The candidates of one embedding rule, embedded. Immutable. */
final class Prototypes {
  private static final double SAME = 0.9; // similarity of candidates that count as one
  private static final double BEST_WEIGHT = 0.75;

  private final Aggregation aggregation;
  private final List<String> names; // the first candidate of each prototype
  private final List<Embedding> vectors;

  private Prototypes(Aggregation aggregation, List<String> names, List<Embedding> vectors) {
    this.aggregation = aggregation;
    this.names = List.copyOf(names);
    this.vectors = List.copyOf(vectors);
  }

  /** What a text scores, and the prototype that it is closest to. */
  record Score(double value, double similarity, int nearest) {}

  /** Takes the vectors of a rule's candidates. */
  static Prototypes of(EmbeddingRule rule, Map<String, Embedding> phrases) {
    List<String> names = new ArrayList<>();
    List<List<Embedding>> clusters = new ArrayList<>();
    double same = rule.aggregation() == Aggregation.MAX ? SAME : Double.POSITIVE_INFINITY;
    for (String candidate : rule.candidates()) {
      Embedding vector = Objects.requireNonNull(phrases.get(candidate));
      int cluster = 0;
      while (cluster < clusters.size() && clusters.get(cluster).get(0).similarity(vector) < same) {
        cluster++;
      }
      if (cluster == clusters.size()) {
        names.add(candidate);
        clusters.add(new ArrayList<>());
      }
      clusters.get(cluster).add(vector);
    }
    return new Prototypes(
        rule.aggregation(), names, clusters.stream().map(Prototypes::centre).toList());
  }

  private static Embedding centre(List<Embedding> vectors) {
    if (vectors.size() == 1) {
      return vectors.get(0);
    }
    float[] sum = vectors.get(0).toArray();
    for (Embedding vector : vectors.subList(1, vectors.size())) {
      float[] values = vector.toArray();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += values[i];
      }
    }
    return Embedding.of(sum);
  }

  String name(int prototype) {
    return names.get(prototype);
  }

  /** Compares a text with all of them, of which there is at least one. */
  Score score(Embedding text) {
    int nearest = 0;
    double best = -1;
    double second = -1;
    double sum = 0;
    for (int i = 0; i < vectors.size(); i++) {
      double similarity = text.similarity(vectors.get(i));
      sum += similarity;
      if (similarity > best) {
        second = best;
        best = similarity;
        nearest = i;
      } else if (similarity > second) {
        second = similarity;
      }
    }
    double value =
        switch (aggregation) {
          case ANY -> best;
          case MEAN -> sum / vectors.size();
          case MAX -> {
            double topTwo = vectors.size() == 1 ? best : (best + second) / 2;
            yield BEST_WEIGHT * best + (1 - BEST_WEIGHT) * topTwo;
          }
        };
    return new Score(Math.max(0, Math.min(1, value)), best, nearest);
  }
}
