package io.codingrouter.message;

import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream as its subscriber asks, by the rules of Reactive Streams 1.0.4, whose numbers are
 * given below. All signals but the first come from tasks of the executor, one at a time; between
 * them no thread is held, nor while somebody else {@linkplain ChatStream#awaits waits} for a chunk.
 * Safe for concurrent use.
 */
final class ChatSubscription implements Flow.Subscription, Runnable {
  private final ChatStream stream;
  private final Executor executor;
  private final AtomicLong demand = new AtomicLong();
  private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
  private final AtomicBoolean over = new AtomicBoolean();
  // What there is to look at. Whoever raises it from zero starts a task, which brings it back to
  // zero: so signals are serial (1.3), and a request from within a signal is no recursion (3.3).
  private final AtomicInteger work = new AtomicInteger();
  private volatile Flow.@Nullable Subscriber<? super ChatChunk> subscriber;
  private final Runnable ready = this::goOn;
  private volatile boolean awaiting;

  ChatSubscription(
      ChatStream stream, Executor executor, Flow.Subscriber<? super ChatChunk> subscriber) {
    this.stream = stream;
    this.executor = executor;
    this.subscriber = subscriber;
  }

  /** Gives the subscriber this subscription; nothing else is signalled before it has taken it. */
  void begin() {
    Flow.Subscriber<? super ChatChunk> to = subscriber;
    work.set(1);
    try {
      if (to != null) {
        to.onSubscribe(this);
      }
    } catch (RuntimeException | Error e) {
      cancel();
      throw e;
    }
    if (work.decrementAndGet() > 0) {
      start();
    }
  }

  @Override
  public void request(long n) {
    if (over.get()) {
      return; // 3.6
    }
    if (n > 0) {
      demand.accumulateAndGet(n, (sum, more) -> sum + more < 0 ? Long.MAX_VALUE : sum + more);
    } else {
      fault.compareAndSet(
          null,
          new IllegalArgumentException(
              "a subscriber must request at least 1 but asked for " + n + " (rule 3.9)"));
      close(); // a read that waits ends
    }
    look();
  }

  /** Has what has changed looked at. */
  private void look() {
    if (work.getAndIncrement() == 0) {
      start();
    }
  }

  /** There is something to read, or to wait for once more. */
  private void goOn() {
    awaiting = false;
    if (!over.get()) {
      look();
    }
  }

  @Override
  public void cancel() {
    if (over.compareAndSet(false, true)) {
      subscriber = null; // 3.13
      close(); // what it may throw is nobody's any more: 3.15
    }
  }

  private void start() {
    try {
      executor.execute(this);
    } catch (RuntimeException e) { // it takes no more work
      fail(e);
    } catch (Error e) { // it finds no thread for it, say
      fail(e);
      throw e;
    }
  }

  @Override
  public void run() {
    int seen = work.get();
    do {
      read();
      seen = work.addAndGet(-seen);
    } while (seen != 0);
  }

  /** Reads what was requested and not a chunk more. */
  private void read() {
    while (!over.get() && (demand.get() > 0 || fault.get() != null)) {
      ChatChunk chunk = null;
      Throwable wrong = fault.get();
      try {
        if (wrong == null && isAwaiting()) {
          return;
        }
        if (wrong == null && stream.hasNext()) {
          chunk = stream.next();
        }
      } catch (RuntimeException | Error e) {
        wrong = e;
      }
      Throwable first = fault.get(); // the stream may have broken because of it
      if (first != null || wrong != null) {
        fail(first == null ? wrong : first);
      } else if (chunk == null) {
        complete();
      } else {
        hand(chunk);
      }
    }
  }

  /** Whether the stream says when it is worth to go on. */
  private boolean isAwaiting() {
    if (!awaiting) {
      awaiting = true; // before it may be said
      if (!stream.awaits(ready)) {
        awaiting = false;
        return false;
      }
    }
    return true;
  }

  private void hand(ChatChunk chunk) {
    Flow.Subscriber<? super ChatChunk> to = subscriber;
    if (to == null) {
      return; // it has cancelled
    }
    demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1); // 3.17
    try {
      to.onNext(chunk);
    } catch (RuntimeException | Error e) { // 2.13: it is cancelled; the executor tells of it
      cancel();
      throw e;
    }
  }

  private void complete() {
    Flow.Subscriber<? super ChatChunk> to = end();
    RuntimeException wrong = close();
    if (to != null && wrong != null) {
      to.onError(wrong);
    } else if (to != null) {
      to.onComplete();
    }
  }

  private void fail(@Nullable Throwable wrong) {
    Flow.Subscriber<? super ChatChunk> to = end();
    close();
    if (to != null) {
      to.onError(wrong);
    }
  }

  /** Whom to tell the end; nobody a second time. */
  private Flow.@Nullable Subscriber<? super ChatChunk> end() {
    Flow.Subscriber<? super ChatChunk> to = subscriber;
    boolean first = over.compareAndSet(false, true);
    subscriber = null;
    return first ? to : null;
  }

  private @Nullable RuntimeException close() {
    try {
      stream.close();
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }
}
