package io.codingrouter.cache;

import io.codingrouter.embedding.Embedding;
import java.time.Instant;
import java.util.List;

/**
 * Keeps the entries of the semantic cache. A store never mixes partitions, never serves an expired
 * or removed entry, and is bounded. Implementations must be safe for concurrent use.
 */
public interface CacheStore extends AutoCloseable {

  /**
   * Finds the entries nearest to a question.
   *
   * @param partition where to look, and nowhere else
   * @param question the question's meaning
   * @param minSimilarity entries less similar than this are not hits; NaN finds nothing
   * @param limit how many at most, at least 1
   * @param now entries that expire at or before this are not hits
   * @return hits, nearest first
   */
  List<CacheHit> nearest(
      String partition, Embedding question, double minSimilarity, int limit, Instant now);

  /**
   * Keeps an entry; one of the same id is replaced.
   *
   * @param entry the entry
   */
  void put(CacheEntry entry);

  /**
   * Removes one entry. It is never served again.
   *
   * @param id the entry's id
   * @return whether it was there
   */
  boolean evict(String id);

  /**
   * Removes all entries of a partition. They are never served again.
   *
   * @param partition the partition
   * @return how many there were
   */
  int evictPartition(String partition);

  /**
   * Lists entries, newest first.
   *
   * @param limit how many at most
   * @return the entries
   */
  List<CacheEntry> entries(int limit);

  /**
   * Makes a store that keeps its entries on the heap and loses them with the process. When it is
   * full, the oldest entry goes; its partitions are searched in well under a millisecond up to
   * 100,000 entries.
   *
   * @param maxEntries how many entries it keeps at most, in all partitions together, at least 1
   * @return an empty store
   * @throws IllegalArgumentException if {@code maxEntries} is below 1
   */
  static CacheStore inMemory(int maxEntries) {
    return new InMemoryCacheStore(maxEntries, ScanIndex::new);
  }

  /** Frees what the store holds. */
  @Override
  default void close() {}
}
