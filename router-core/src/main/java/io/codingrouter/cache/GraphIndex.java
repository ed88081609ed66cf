package io.codingrouter.cache;

import io.codingrouter.embedding.Embedding;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Searches many vectors through a {@link Graph}, that is hnswlib, and few without one. A new row
 * waits in a {@link ScanIndex}, where it is found at once, until there are enough for a graph and a
 * task on the executor has put it there; the same task replaces the graph when it is nearly full or
 * holds more dead rows than live ones. So callers never wait for the graph to be written, and only
 * one thread ever writes it. An executor that is late, or that refuses, costs speed and never a
 * match.
 */
final class GraphIndex implements VectorIndex {
  private static final int BATCH = 64;

  private final int dimensions;
  private final int exact;
  private final Executor executor;
  private final ReentrantLock writing = new ReentrantLock();

  /** What was added and not removed. A row of the graph counts only while it is in here. */
  private final Map<String, Row> live = new ConcurrentHashMap<>();

  /** Rows that the graph may lack. */
  private final ScanIndex waiting;

  /** Rows that wait and that no task has taken. Guarded by {@link #writing}. */
  private final Map<String, Row> untaken = new LinkedHashMap<>();

  /** Whether a task runs or will. Guarded by {@link #writing}. */
  private boolean working;

  private volatile @Nullable Graph graph;

  /**
   * Creates an empty index.
   *
   * @param dimensions of all its vectors
   * @param exact up to how many vectors there is no graph
   * @param executor writes the graph
   */
  GraphIndex(int dimensions, int exact, Executor executor) {
    this.dimensions = dimensions;
    this.exact = exact;
    this.executor = executor;
    waiting = new ScanIndex(dimensions);
  }

  @Override
  public void add(String id, Embedding vector) {
    Row row = new Row(id, vector);
    writing.lock();
    try {
      waiting.add(id, vector);
      live.put(id, row);
      untaken.put(id, row);
    } finally {
      writing.unlock();
    }
    work();
  }

  @Override
  public boolean remove(String id) {
    boolean removed;
    writing.lock();
    try {
      removed = live.remove(id) != null;
      waiting.remove(id);
      untaken.remove(id);
    } finally {
      writing.unlock();
    }
    work();
    return removed;
  }

  @Override
  public List<Match> nearest(
      Embedding vector, int limit, double minSimilarity, Predicate<String> accepted) {
    // a row that moves is in both places for a moment: whoever looks for it among the waiting first
    // meets it, unless the graph itself is replaced meanwhile
    while (true) {
      NearestMatches nearest = new NearestMatches(vector, limit, minSimilarity, accepted);
      Graph searched = graph;
      waiting.search(nearest);
      if (searched != null) {
        searched.search(nearest, this::isLive);
      }
      if (searched == graph) {
        return nearest.toList();
      }
    }
  }

  @Override
  public int size() {
    return live.size();
  }

  @Nullable Graph graph() {
    return graph;
  }

  /** Counts the rows that the graph holds in vain. */
  int dead() {
    Graph current = graph;
    return current == null ? 0 : current.added() - (live.size() - waiting.size());
  }

  private boolean isLive(Row row) {
    return live.get(row.id()) == row;
  }

  private void work() {
    writing.lock();
    try {
      if (working || !hasWork()) {
        return;
      }
    } finally {
      writing.unlock();
    }
    try {
      executor.execute(this::maintain);
    } catch (RejectedExecutionException e) {
      rest();
    }
  }

  private void maintain() {
    try {
      while (hasWork()) {
        if (needsGraph()) {
          replaceGraph();
        } else {
          insertBatch();
        }
      }
    } catch (RuntimeException | Error e) {
      rest();
      throw e;
    }
  }

  /** Decides whether to work, and remembers it, so that no other task starts and none is missed. */
  private boolean hasWork() {
    writing.lock();
    try {
      working = needsGraph() || (graph != null && untaken.size() >= BATCH);
      return working;
    } finally {
      writing.unlock();
    }
  }

  private boolean needsGraph() {
    Graph current = graph;
    return current == null
        ? live.size() > exact
        : current.isNearlyFull() || dead() > Math.max(BATCH, live.size());
  }

  private void rest() {
    writing.lock();
    try {
      working = false;
    } finally {
      writing.unlock();
    }
  }

  private void insertBatch() {
    List<Row> batch = takeBatch();
    fill(Objects.requireNonNull(graph), batch);
    settle(batch);
  }

  private List<Row> takeBatch() {
    writing.lock();
    try {
      List<Row> batch = new ArrayList<>(BATCH);
      Iterator<Row> rows = untaken.values().iterator();
      while (rows.hasNext() && batch.size() < BATCH) {
        batch.add(rows.next());
        rows.remove();
      }
      return batch;
    } finally {
      writing.unlock();
    }
  }

  private void replaceGraph() {
    List<Row> rows = takeAll();
    if (rows.isEmpty()) {
      return;
    }
    Graph fresh = new Graph(dimensions, 2 * rows.size() + 10 * BATCH);
    fill(fresh, rows);
    graph = fresh;
    settle(rows);
  }

  /** Takes all rows for a new graph; few are too few for one, and go back to waiting. */
  private List<Row> takeAll() {
    writing.lock();
    try {
      if (live.size() > exact) {
        untaken.clear();
        return List.copyOf(live.values());
      }
      for (Row row : live.values()) {
        if (untaken.putIfAbsent(row.id(), row) == null) {
          waiting.add(row.id(), row.vector());
        }
      }
      graph = null;
      return List.of();
    } finally {
      writing.unlock();
    }
  }

  private void fill(Graph target, List<Row> rows) {
    for (Row row : rows) {
      if (isLive(row)) {
        target.add(row);
      }
    }
  }

  /** Ends the waiting of rows that the graph has now, unless they were replaced meanwhile. */
  private void settle(List<Row> rows) {
    writing.lock();
    try {
      for (Row row : rows) {
        if (isLive(row)) {
          waiting.remove(row.id());
        }
      }
    } finally {
      writing.unlock();
    }
  }
}
