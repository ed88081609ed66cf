package io.codingrouter.cache;

import io.codingrouter.embedding.Embedding;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What an index must answer, worked out the slow way. */
final class BruteForce {
  private final Map<String, Embedding> vectors = new LinkedHashMap<>();

  void add(String id, Embedding vector) {
    vectors.put(id, vector);
  }

  boolean remove(String id) {
    return vectors.remove(id) != null;
  }

  int size() {
    return vectors.size();
  }

  double similarity(String id, Embedding vector) {
    return vectors.get(id).similarity(vector);
  }

  List<Double> nearest(
      Embedding vector, int limit, double minSimilarity, Predicate<String> accepted) {
    return vectors.entrySet().stream()
        .filter(entry -> accepted.test(entry.getKey()))
        .map(entry -> entry.getValue().similarity(vector))
        .filter(similarity -> similarity >= minSimilarity)
        .sorted(Comparator.reverseOrder())
        .limit(limit)
        .toList();
  }
}
