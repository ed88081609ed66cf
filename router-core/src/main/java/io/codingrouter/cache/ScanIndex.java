package io.codingrouter.cache;

import io.codingrouter.embedding.Embedding;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Compares a vector with all others: exactly while they are few, and past a filter of signatures
 * when they are many. Adds and removals take one lock and microseconds; a removed vector is freed
 * at once, and the slots shrink with what they hold. Why this is the default: docs/adr/0014.
 */
final class ScanIndex implements VectorIndex {
  private static final int SMALLEST = 16;

  private final int dimensions;
  private final ReentrantLock writing = new ReentrantLock();
  private final Map<String, Integer> slots = new HashMap<>();
  private final Deque<Integer> free = new ArrayDeque<>();
  private volatile Rows rows;
  private volatile int size;

  ScanIndex(int dimensions) {
    this.dimensions = dimensions;
    rows = new Rows(dimensions, SMALLEST);
  }

  @Override
  public void add(String id, Embedding vector) {
    check(vector);
    Row row = new Row(id, vector);
    writing.lock();
    try {
      // the new row is there before the old one goes: no search meets neither
      int slot = freeSlot();
      rows.set(slot, row);
      Integer replaced = slots.put(id, slot);
      if (replaced != null) {
        clear(replaced);
      }
      size = slots.size();
    } finally {
      writing.unlock();
    }
  }

  @Override
  public boolean remove(String id) {
    writing.lock();
    try {
      Integer slot = slots.remove(id);
      if (slot == null) {
        return false;
      }
      clear(slot);
      size = slots.size();
      if (size < rows.capacity() / 4 && rows.capacity() > SMALLEST) {
        resize(rows.capacity() / 2);
      }
      return true;
    } finally {
      writing.unlock();
    }
  }

  @Override
  public List<Match> nearest(
      Embedding vector, int limit, double minSimilarity, Predicate<String> accepted) {
    NearestMatches nearest = new NearestMatches(vector, limit, minSimilarity, accepted);
    search(nearest);
    return nearest.toList();
  }

  /** Offers every row that may matter. */
  void search(NearestMatches nearest) {
    check(nearest.vector());
    rows.search(nearest);
  }

  @Override
  public int size() {
    return size;
  }

  private int freeSlot() {
    Integer slot = free.poll();
    if (slot != null) {
      return slot;
    }
    if (rows.used() == rows.capacity()) {
      resize(rows.capacity() * 2);
    }
    return rows.used();
  }

  private void clear(int slot) {
    rows.clear(slot);
    free.push(slot);
  }

  private void resize(int capacity) {
    Rows resized = new Rows(dimensions, capacity);
    free.clear();
    slots.clear();
    int to = 0;
    for (int slot = 0; slot < rows.used(); slot++) {
      Row row = rows.get(slot);
      if (row != null) {
        resized.copy(rows, slot, row, to);
        slots.put(row.id(), to++);
      }
    }
    rows = resized;
  }

  private void check(Embedding vector) {
    if (vector.dimensions() != dimensions) {
      throw new IllegalArgumentException(
          "the index holds vectors of "
              + dimensions
              + " dimensions but this one has "
              + vector.dimensions());
    }
  }
}
