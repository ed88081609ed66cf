package io.codingrouter.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that goes only when it is told to, or when somebody waits. */
final class ManualTime implements LongSupplier, Dispatcher.Pause {
  private final AtomicLong nanos;
  private final List<Duration> pauses = new ArrayList<>(); // guarded by this

  ManualTime(long origin) {
    nanos = new AtomicLong(origin);
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** What was waited for, in order. */
  synchronized List<Duration> pauses() {
    return List.copyOf(pauses);
  }

  @Override
  public long getAsLong() {
    return nanos.get();
  }

  @Override
  public synchronized void nanos(long time) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    pauses.add(Duration.ofNanos(time));
    pass(Duration.ofNanos(time));
  }
}
