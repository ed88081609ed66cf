package io.codingrouter.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.embedding.Embedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sixteen threads against one index: half of them search, a quarter add and evict the oldest, and a
 * quarter expire what they meet. An id is never used twice and tells its vector, so that every
 * match can be checked: it has the similarity of its own vector, and it was not removed before the
 * search began. Vectors that nobody removes must be found by all searches for them.
 */
final class IndexStress {
  static final int DIMENSIONS = 48;
  static final int MOST = 1200;

  private static final int THREADS = 16;
  private static final int KEPT = 200;

  private final VectorIndex index;
  private final AtomicInteger ids = new AtomicInteger(KEPT);
  private final Queue<Integer> oldest = new ConcurrentLinkedQueue<>();
  private final AtomicLong removals = new AtomicLong();
  private final Map<String, Long> removedAt = new ConcurrentHashMap<>();
  private final AtomicLong searches = new AtomicLong();
  private final AtomicLong missed = new AtomicLong();

  IndexStress(VectorIndex index) {
    this.index = index;
    for (int i = 0; i < KEPT; i++) {
      index.add(String.valueOf(i), vector(i));
    }
    while (oldest.size() < MOST) {
      add();
    }
  }

  long searches() {
    return searches.get();
  }

  /** Counts the searches that did not find a vector that was there all the time. */
  long missed() {
    return missed.get();
  }

  /** Runs all threads, and fails if one of them failed or stands still. */
  void run(int seconds) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        results.add(threads.submit(work(i, end)));
      }
      for (Future<Integer> result : results) {
        assertThat(result.get(seconds + 60L, TimeUnit.SECONDS))
            .as("steps of one thread")
            .isPositive();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(index.size()).isEqualTo(KEPT + oldest.size());
    assertThat(oldest.size()).isLessThanOrEqualTo(MOST);
  }

  private Callable<Integer> work(int thread, long end) {
    Random random = new Random(thread);
    return () -> {
      int steps = 0;
      while (System.nanoTime() < end || steps == 0) {
        steps++;
        switch (thread % 4) {
          case 0 -> add();
          case 1 -> expire(random);
          default -> search(random);
        }
      }
      return steps;
    };
  }

  private void add() {
    int id = ids.getAndIncrement();
    index.add(String.valueOf(id), vector(id));
    synchronized (oldest) {
      oldest.add(id);
      if (oldest.size() > MOST) {
        remove(oldest.remove());
      }
    }
  }

  private void expire(Random random) {
    Embedding question = vector(random.nextInt(ids.get()));
    for (Match match : index.nearest(question, 2, 0.1, id -> Integer.parseInt(id) >= KEPT)) {
      int id = Integer.parseInt(match.id());
      // half stay, or there would soon be too few for a graph
      if (oldest.size() > MOST / 2 && oldest.remove(id)) {
        remove(id);
      }
    }
  }

  private void remove(int id) {
    assertThat(index.remove(String.valueOf(id))).isTrue();
    removedAt.put(String.valueOf(id), removals.incrementAndGet());
  }

  private void search(Random random) {
    int kept = random.nextInt(KEPT);
    Embedding question = Vectors.near(random, vector(kept), 0.95);
    long before = removals.get();
    List<Match> matches = index.nearest(question, 4, 0.3, id -> true);
    for (Match match : matches) {
      double similarity = vector(Integer.parseInt(match.id())).similarity(question);
      assertThat(match.similarity()).isEqualTo(similarity);
      assertThat(removedAt.getOrDefault(match.id(), Long.MAX_VALUE)).isGreaterThan(before);
    }
    searches.incrementAndGet();
    if (matches.isEmpty() || !matches.get(0).id().equals(String.valueOf(kept))) {
      missed.incrementAndGet();
    }
  }

  private static Embedding vector(int id) {
    return Vectors.random(new Random(id), DIMENSIONS);
  }
}
