package io.codingrouter.message;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A subscriber that writes down what it is told, and whether it is told two things at once. */
class Recorder implements Flow.Subscriber<ChatChunk> {
  final List<Object> signals = new CopyOnWriteArrayList<>();
  final AtomicInteger chunks = new AtomicInteger();
  final CountDownLatch ended = new CountDownLatch(1);
  volatile Flow.Subscription subscription;
  volatile boolean overlapped;
  private final AtomicInteger inside = new AtomicInteger();
  private final long first;

  /** Requests this many at once. */
  Recorder(long first) {
    this.first = first;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    signal(
        () -> {
          subscription = given;
          if (first > 0) {
            given.request(first);
          }
        });
  }

  @Override
  public void onNext(ChatChunk chunk) {
    signal(chunks::incrementAndGet);
  }

  @Override
  public void onError(Throwable failure) {
    signal(() -> signals.add(failure));
    ended.countDown();
  }

  @Override
  public void onComplete() {
    signal(() -> signals.add("complete"));
    ended.countDown();
  }

  private void signal(Runnable action) {
    overlapped |= inside.incrementAndGet() > 1;
    action.run();
    inside.decrementAndGet();
  }

  void awaitEnd() throws InterruptedException {
    if (!ended.await(1, TimeUnit.MINUTES)) {
      throw new AssertionError("the publisher does not end");
    }
  }
}
