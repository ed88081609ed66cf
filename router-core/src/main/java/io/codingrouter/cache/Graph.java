package io.codingrouter.cache;

import com.github.jelmerk.hnswlib.core.SearchResult;
import com.github.jelmerk.hnswlib.core.hnsw.HnswIndex;
import com.github.jelmerk.hnswlib.core.hnsw.SizeLimitExceededException;
import io.codingrouter.embedding.Embedding;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A hierarchical navigable small world that only ever grows, up to a fixed number of rows: it is
 * never resized, saved or loaded, and what is removed is filtered out until the graph is replaced.
 * One thread adds, any number search.
 *
 * <p>The library keeps one bitset for each processor and waits for one while it holds a node's
 * monitor. So there are as many permits as bitsets here, and whoever holds a permit never waits
 * inside. Of a thread's interrupt it makes an error, waiting or not, and forgets it; so that is put
 * aside meanwhile.
 */
final class Graph {
  /** With half of them, and less effort, a graph of 100,000 loses clusters: docs/adr/0033. */
  private static final int LINKS = 16;

  private static final int EFFORT_TO_ADD = 100;
  private static final int EFFORT_TO_SEARCH = 64;

  /** More than asked for, as some of what is found may be gone. */
  private static final int SPARE = 4;

  private final int capacity;
  private final Semaphore bitsets = new Semaphore(Runtime.getRuntime().availableProcessors());
  private final HnswIndex<Long, Embedding, GraphNode, Float> nodes;
  private final AtomicInteger added = new AtomicInteger();

  Graph(int dimensions, int capacity) {
    this.capacity = capacity;
    nodes =
        HnswIndex.<Embedding, Float>newBuilder(dimensions, Graph::distance, capacity)
            .withM(LINKS)
            .withEfConstruction(EFFORT_TO_ADD)
            .withEf(EFFORT_TO_SEARCH)
            .build();
  }

  private static Float distance(Embedding a, Embedding b) {
    return (float) (1 - a.similarity(b));
  }

  /** Counts the rows ever added. */
  int added() {
    return added.get();
  }

  /** Returns whether it is time to make a new graph. */
  boolean isNearlyFull() {
    return added.get() >= capacity - capacity / 10;
  }

  void add(Row row) {
    try {
      // each attempt under a number of its own: the library would refuse one that it has begun on
      enter(() -> nodes.add(new GraphNode((long) added.getAndIncrement(), row)));
    } catch (SizeLimitExceededException e) {
      throw new IllegalStateException("the graph is full: it takes " + capacity + " rows", e);
    }
  }

  /** Offers the rows nearest to the vector looked for, until no other could matter. */
  void search(NearestMatches nearest, Predicate<Row> alive) {
    Embedding vector = nearest.vector();
    for (long count = (long) nearest.limit() + SPARE; ; count *= 4) {
      int wanted = (int) Math.min(count, capacity);
      List<SearchResult<GraphNode, Float>> found = find(vector, wanted);
      for (SearchResult<GraphNode, Float> result : found) {
        Row row = result.item().row();
        if (alive.test(row)) {
          nearest.offer(row);
        }
      }
      if (found.size() < wanted || wanted == capacity) {
        return;
      }
      Row farthest = found.get(wanted - 1).item().row();
      if (nearest.wouldKeepNone(vector.similarity(farthest.vector()))) {
        return;
      }
    }
  }

  private List<SearchResult<GraphNode, Float>> find(Embedding vector, int wanted) {
    return enter(() -> nodes.findNearest(vector, wanted));
  }

  private <T> T enter(Supplier<T> work) {
    bitsets.acquireUninterruptibly();
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        try {
          return work.get();
        } catch (RuntimeException e) {
          if (!(e.getCause() instanceof InterruptedException)) {
            throw e;
          }
          interrupted = true;
        }
      }
    } finally {
      bitsets.release();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
