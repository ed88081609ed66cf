package io.codingrouter.dispatch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits as a connection does: until released, cancelled, interrupted or out of time. */
final class Wait {
  private static final long DAY = Duration.ofDays(1).toNanos();

  private final ModelCall call;
  private final CountDownLatch released;
  private final CountDownLatch either = new CountDownLatch(1);
  private long deadline;

  Wait(ModelCall call, CountDownLatch released) {
    this.call = call;
    this.released = released;
    this.deadline = System.nanoTime() + Math.min(call.limits().total().toNanos(), DAY);
    call.onCancel(either::countDown);
  }

  /** The first content of the reply has come: a stream has no total any more. */
  void begun() {
    if (call.request().stream()) {
      deadline = System.nanoTime() + DAY;
    }
  }

  /** Throws if the call is cancelled or its thread interrupted. */
  void check() {
    if (call.isCancelled()) {
      throw cancelled("the call was cancelled");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw cancelled("the thread was interrupted");
    }
  }

  void forRelease(Duration limit, String complaint) {
    long until = Math.min(deadline, System.nanoTime() + limit.toNanos());
    try {
      // Whoever releases the client does not know this call, so both latches are looked at in turn.
      while (released.getCount() > 0) {
        long left = until - System.nanoTime();
        if (left <= 0) {
          throw ModelException.builder(ModelException.TIMEOUT, complaint).retryable(true).build();
        }
        if (either.await(Math.min(left, TimeUnit.MILLISECONDS.toNanos(2)), TimeUnit.NANOSECONDS)) {
          break;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    check();
  }

  private static ModelException cancelled(String message) {
    return ModelException.builder(ModelException.CANCELLED, message).build();
  }
}
