package io.codingrouter.cache;

import io.codingrouter.embedding.Embedding;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds the vectors nearest to a vector, by id. What was added is found, and what was removed is
 * not found, by every search that starts after the call has returned. Holds vectors and ids only:
 * the entries, their expiry and their bound belong to the store. Safe for concurrent use; a search
 * never waits.
 */
sealed interface VectorIndex permits ScanIndex, GraphIndex {

  /**
   * Adds a vector; one of the same id is replaced.
   *
   * @param id names the vector
   * @param vector a vector of as many dimensions as all others in this index
   * @throws IllegalArgumentException if the dimensions differ
   */
  void add(String id, Embedding vector);

  /**
   * Removes a vector.
   *
   * @param id names the vector
   * @return whether it was there
   */
  boolean remove(String id);

  /**
   * Finds the nearest vectors that a filter accepts. The filter never costs a match: as long as
   * enough accepted vectors are similar enough, {@code limit} are found.
   *
   * @param vector where to look
   * @param limit how many at most, at least 1
   * @param minSimilarity what is less similar is no match; NaN finds nothing
   * @param accepted tells by id what may be found; called from this thread, under no lock
   * @return matches, nearest first, each id once
   * @throws IllegalArgumentException if the limit is below 1, or the dimensions differ
   */
  List<Match> nearest(
      Embedding vector, int limit, double minSimilarity, Predicate<String> accepted);

  /**
   * Counts the vectors.
   *
   * @return at least 0
   */
  int size();
}
