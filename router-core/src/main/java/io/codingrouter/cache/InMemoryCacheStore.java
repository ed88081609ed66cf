package io.codingrouter.cache;

import io.codingrouter.embedding.Embedding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps entries on the heap, an index for each partition. Writes take one lock, searches none. An
 * entry that has expired is dropped by the next search that meets it, or by the next write after it
 * has become the oldest.
 */
final class InMemoryCacheStore implements CacheStore {
  private static final Comparator<CacheEntry> NEWEST_FIRST =
      Comparator.comparing(CacheEntry::storedAt).reversed();

  private final int maxEntries;
  private final IntFunction<VectorIndex> indexes;
  private final ReentrantLock writing = new ReentrantLock();

  /** The order in which entries came, oldest first. Guarded by {@link #writing}. */
  private final Map<String, CacheEntry> byAge = new LinkedHashMap<>();

  private final Map<String, CacheEntry> entries = new ConcurrentHashMap<>();
  private final Map<String, VectorIndex> partitions = new ConcurrentHashMap<>();

  /**
   * Creates an empty store.
   *
   * @param maxEntries how many entries it keeps, in all partitions together
   * @param indexes makes an index for vectors of so many dimensions
   */
  InMemoryCacheStore(int maxEntries, IntFunction<VectorIndex> indexes) {
    if (maxEntries < 1) {
      throw new IllegalArgumentException("maxEntries must be at least 1 but was " + maxEntries);
    }
    this.maxEntries = maxEntries;
    this.indexes = indexes;
  }

  @Override
  public List<CacheHit> nearest(
      String partition, Embedding question, double minSimilarity, int limit, Instant now) {
    VectorIndex index = partitions.get(partition);
    if (index == null) {
      return List.of();
    }
    Set<String> expired = new HashSet<>();
    List<Match> matches =
        index.nearest(question, limit, minSimilarity, id -> isServed(partition, id, now, expired));
    List<CacheHit> hits = new ArrayList<>(matches.size());
    for (Match match : matches) {
      CacheHit hit = hit(partition, match, question);
      // an entry of this id may have come after the match: it must be near enough itself
      if (hit != null && hit.similarity() >= minSimilarity) {
        hits.add(hit);
      }
    }
    hits.sort(Comparator.comparingDouble(CacheHit::similarity).reversed());
    expired.forEach(id -> evictExpired(id, now));
    return List.copyOf(hits);
  }

  @Override
  public void put(CacheEntry entry) {
    writing.lock();
    try {
      VectorIndex index =
          partitions.computeIfAbsent(
              entry.partition(), name -> indexes.apply(entry.embedding().dimensions()));
      CacheEntry replaced = byAge.get(entry.id());
      index.add(entry.id(), entry.embedding());
      byAge.remove(entry.id());
      byAge.put(entry.id(), entry);
      entries.put(entry.id(), entry);
      if (replaced != null && !replaced.partition().equals(entry.partition())) {
        removeFromIndex(replaced);
      }
      makeRoom(entry.storedAt());
    } finally {
      writing.unlock();
    }
  }

  @Override
  public boolean evict(String id) {
    writing.lock();
    try {
      CacheEntry entry = byAge.remove(id);
      if (entry == null) {
        return false;
      }
      forget(entry);
      return true;
    } finally {
      writing.unlock();
    }
  }

  @Override
  public int evictPartition(String partition) {
    writing.lock();
    try {
      if (partitions.remove(partition) == null) {
        return 0;
      }
      int before = byAge.size();
      byAge.values().removeIf(entry -> entry.partition().equals(partition));
      entries.values().removeIf(entry -> entry.partition().equals(partition));
      return before - byAge.size();
    } finally {
      writing.unlock();
    }
  }

  @Override
  public List<CacheEntry> entries(int limit) {
    List<CacheEntry> newestFirst;
    writing.lock();
    try {
      newestFirst = new ArrayList<>(byAge.values());
    } finally {
      writing.unlock();
    }
    Collections.reverse(newestFirst);
    newestFirst.sort(NEWEST_FIRST);
    return List.copyOf(newestFirst.subList(0, Math.max(0, Math.min(limit, newestFirst.size()))));
  }

  @Override
  public void close() {
    writing.lock();
    try {
      byAge.clear();
      entries.clear();
      partitions.clear();
    } finally {
      writing.unlock();
    }
  }

  private boolean isServed(String partition, String id, Instant now, Set<String> expired) {
    CacheEntry entry = entries.get(id);
    if (entry == null || !entry.partition().equals(partition)) {
      return false;
    }
    if (!entry.expiresAt().isAfter(now)) {
      expired.add(id);
      return false;
    }
    return true;
  }

  private @Nullable CacheHit hit(String partition, Match match, Embedding question) {
    CacheEntry entry = entries.get(match.id());
    return entry == null || !entry.partition().equals(partition)
        ? null
        : new CacheHit(entry, entry.embedding().similarity(question));
  }

  private void evictExpired(String id, Instant now) {
    writing.lock();
    try {
      CacheEntry entry = byAge.get(id);
      if (entry != null && !entry.expiresAt().isAfter(now)) {
        byAge.remove(id);
        forget(entry);
      }
    } finally {
      writing.unlock();
    }
  }

  /** Drops the oldest entries while there are too many, or while they have expired. */
  private void makeRoom(Instant now) {
    Iterator<CacheEntry> oldest = byAge.values().iterator();
    while (oldest.hasNext()) {
      CacheEntry entry = oldest.next();
      if (byAge.size() <= maxEntries && entry.expiresAt().isAfter(now)) {
        return;
      }
      oldest.remove();
      forget(entry);
    }
  }

  private void forget(CacheEntry entry) {
    entries.remove(entry.id());
    removeFromIndex(entry);
  }

  private void removeFromIndex(CacheEntry entry) {
    VectorIndex index = partitions.get(entry.partition());
    if (index != null) {
      index.remove(entry.id());
      if (index.size() == 0) {
        partitions.remove(entry.partition());
      }
    }
  }
}
