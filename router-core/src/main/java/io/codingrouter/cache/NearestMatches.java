package io.codingrouter.cache;

import io.codingrouter.embedding.Embedding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** The best matches that one search has met so far. Used by one thread. */
final class NearestMatches {
  private static final Comparator<Match> NEAREST_FIRST =
      Comparator.comparingDouble(Match::similarity).reversed();

  private final Embedding vector;
  private final int limit;
  private final double minSimilarity;
  private final Predicate<String> accepted;
  private final List<Match> matches = new ArrayList<>();

  NearestMatches(Embedding vector, int limit, double minSimilarity, Predicate<String> accepted) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1 but was " + limit);
    }
    this.vector = vector;
    this.limit = limit;
    this.minSimilarity = minSimilarity;
    this.accepted = accepted;
  }

  Embedding vector() {
    return vector;
  }

  int limit() {
    return limit;
  }

  /** Returns what a row must reach to matter; never falls. */
  double floor() {
    return isFull() ? Math.max(minSimilarity, matches.get(limit - 1).similarity()) : minSimilarity;
  }

  /** Returns whether no row of this similarity, or a lower one, would change the outcome. */
  boolean wouldKeepNone(double similarity) {
    return isFull() ? similarity <= floor() : !(similarity >= floor());
  }

  private boolean isFull() {
    return matches.size() == limit;
  }

  void offer(Row row) {
    double similarity = vector.similarity(row.vector());
    // false for NaN, whichever side it comes from
    if (!(similarity >= floor()) || !accepted.test(row.id())) {
      return;
    }
    // a row that is being replaced or moved may be met twice
    for (int i = 0; i < matches.size(); i++) {
      if (matches.get(i).id().equals(row.id())) {
        if (matches.get(i).similarity() >= similarity) {
          return;
        }
        matches.remove(i);
        break;
      }
    }
    if (isFull()) {
      matches.remove(limit - 1);
    }
    matches.add(new Match(row.id(), similarity));
    matches.sort(NEAREST_FIRST);
  }

  List<Match> toList() {
    return List.copyOf(matches);
  }
}
