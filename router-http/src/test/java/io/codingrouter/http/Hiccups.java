package io.codingrouter.http;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * How late this machine wakes a thread that sleeps a little, while something else is measured: what
 * a busy machine adds is nobody's fault.
 */
final class Hiccups implements AutoCloseable {
  private static final long NAP = 10_000_000;

  private final ConcurrentLinkedQueue<Long> late = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::watch, "hiccups");
  private volatile boolean closed;

  Hiccups() {
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    while (!closed) {
      long start = System.nanoTime();
      LockSupport.parkNanos(NAP);
      late.add(Math.max(0, System.nanoTime() - start - NAP));
    }
  }

  /** The lateness that a share of the naps did not exceed, since it was last asked. */
  Duration quantile(double share) {
    return quantile(late, share);
  }

  static Duration quantile(java.util.Collection<Long> nanos, double share) {
    long[] sorted = nanos.stream().mapToLong(n -> n).sorted().toArray();
    return sorted.length == 0
        ? Duration.ZERO
        : Duration.ofNanos(sorted[(int) (share * (sorted.length - 1))]);
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
