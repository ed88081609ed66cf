package io.codingrouter.examples.training;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A few threads that share a loop out in fixed parts, so that sums come out the same each time,
 * whatever their number.
 */
final class Workers implements AutoCloseable {
  private final int threads;
  private final ExecutorService executor;

  Workers(int threads) {
    this.threads = threads;
    this.executor = Executors.newFixedThreadPool(threads);
  }

  /** A part of a loop. */
  interface Part {
    void run(int from, int to);
  }

  void share(int count, Part part) {
    List<Future<?>> parts = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int from = (int) ((long) count * t / threads);
      int to = (int) ((long) count * (t + 1) / threads);
      parts.add(executor.submit(() -> part.run(from, to)));
    }
    parts.forEach(Workers::await);
  }

  /** What is made of one thing. */
  interface Task<T, R> {
    R of(T thing) throws Exception;
  }

  /** Does one task for each thing, and returns what they made in the order of the things. */
  <T, R> List<R> map(Collection<T> things, Task<T, R> task) {
    List<Future<R>> tasks =
        things.stream().map(thing -> executor.submit(() -> task.of(thing))).toList();
    return tasks.stream().map(Workers::await).toList();
  }

  private static <R> R await(Future<R> task) {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
