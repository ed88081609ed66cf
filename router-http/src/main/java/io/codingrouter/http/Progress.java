package io.codingrouter.http;

import io.codingrouter.dispatch.CallLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.Interceptor;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * How far a call has come, and how long it may stay there. OkHttp's threads say how far they are;
 * the thread that waits for the outcome watches the limits, so that no timer is needed. A lock
 * rather than a monitor, so that a virtual thread that waits does not hold its carrier.
 */
final class Progress {
  /** Longer limits are no limits; nanoseconds would overflow. */
  private static final Duration ENDLESS = Duration.ofDays(365);

  /** As many bytes of an event stream wait for its reader at most; then the server has to. */
  private static final long ROOM = 64 * 1024;

  /** How long an event stream that has said its last word may take to end. */
  private static final Duration MOMENT = Duration.ofMillis(50);

  /** Where a call is. */
  enum Stage {
    CONNECTING,
    SENT,
    READING
  }

  private final CallLimits limits;
  private final long start = System.nanoTime();
  private final long shortest;
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Stage stage = Stage.CONNECTING; // guarded by lock
  private long since = start; // guarded by lock
  private @Nullable Outcome outcome; // guarded by lock
  private @Nullable Reply head; // guarded by lock
  private final Buffer arrived = new Buffer(); // guarded by lock
  private boolean draining; // guarded by lock
  private boolean endless; // guarded by lock: no total holds any more

  Progress(CallLimits limits) {
    this.limits = limits;
    this.shortest =
        Math.min(
            nanos(limits.connect()), Math.min(nanos(limits.firstToken()), nanos(limits.stall())));
  }

  /** Follows the calls of a client; the last interceptor before the network. */
  static Response follow(Interceptor.Chain chain) throws IOException {
    Progress progress = chain.request().tag(Progress.class);
    if (progress == null) {
      return chain.proceed(chain.request());
    }
    progress.enter(Stage.SENT);
    Response response = chain.proceed(chain.request());
    // Servers send the head of a stream before they have read the prompt; it tells nothing.
    if (!Reply.isEventStream(response)) {
      progress.enter(Stage.READING);
    }
    return response;
  }

  void received() {
    enter(Stage.READING);
  }

  // Nobody is woken for it: waking a thread takes longer than all else that we do in a call.
  // Whoever
  // waits looks again within the shortest limit, and so before one that begins to run now.
  private void enter(Stage entered) {
    lock.lock();
    try {
      since = System.nanoTime();
      stage = entered;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The first content of an event stream is here: from now on each silence has its limit, and, if
   * the stream was asked for, no total.
   */
  void begun(boolean asked) {
    lock.lock();
    try {
      endless = asked;
    } finally {
      lock.unlock();
    }
    enter(Stage.READING);
  }

  /** Ends the wait. The first outcome counts. */
  void complete(Outcome ended) {
    lock.lock();
    try {
      if (outcome == null) {
        outcome = ended;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Says that an event stream begins, of which the head is here. */
  void begin(Reply streamHead) {
    lock.lock();
    try {
      head = streamHead;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes bytes of an event stream for its reader, and returns when there is room for more: so the
   * stream comes at the reader's pace. A little may wait, so that a fast stream does not cost a
   * change of threads for each event.
   *
   * @param read emptied
   * @return whether more is wanted
   */
  boolean hand(Buffer read) throws InterruptedException {
    lock.lock();
    try {
      if (stage == Stage.READING) {
        since = System.nanoTime();
      }
      if (draining) {
        read.clear();
        return true;
      }
      arrived.write(read, read.size());
      changed.signalAll();
      long full = System.nanoTime();
      while (arrived.size() > ROOM && outcome == null) {
        long left = untilGivenUp(full) - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        long unused = changed.awaitNanos(left);
      }
      return outcome == null;
    } finally {
      lock.unlock();
    }
  }

  /** Nobody may come for what waits since a moment; the answer may begin while it does. */
  private long untilGivenUp(long full) {
    return endless ? full + nanos(limits.unread()) : start + nanos(limits.total());
  }

  /** Takes the bytes that wait, null if there are none. */
  byte @Nullable [] take() {
    lock.lock();
    try {
      if (arrived.exhausted() || (outcome != null && outcome.isCancelled())) {
        return null;
      }
      byte[] taken = arrived.readByteArray();
      changed.signalAll();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Drops what still comes and waits a moment for the end.
   *
   * @return whether it has come
   */
  boolean drain() {
    lock.lock();
    try {
      draining = true;
      arrived.clear();
      changed.signalAll();
      long left = MOMENT.toNanos();
      while (outcome == null && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return isComplete();
  }

  /**
   * Waits for bytes of an event stream, or for the outcome. Silence counts while somebody waits.
   *
   * @return whether there is one; false if a limit has run out before
   */
  boolean await() throws InterruptedException {
    lock.lock();
    try {
      if (head != null && stage == Stage.READING) {
        since = System.nanoTime();
      }
      while (outcome == null && arrived.exhausted()) {
        long left = left(System.nanoTime());
        if (left <= 0) {
          return false;
        }
        long unused = changed.awaitNanos(Math.min(left, shortest));
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Nullable Outcome outcome() {
    lock.lock();
    try {
      return outcome;
    } finally {
      lock.unlock();
    }
  }

  /** The head of an event stream, null if none has begun. */
  @Nullable Reply head() {
    lock.lock();
    try {
      return head;
    } finally {
      lock.unlock();
    }
  }

  boolean isComplete() {
    return outcome() != null;
  }

  Stage stage() {
    lock.lock();
    try {
      return stage;
    } finally {
      lock.unlock();
    }
  }

  private boolean isEndless() {
    lock.lock();
    try {
      return endless;
    } finally {
      lock.unlock();
    }
  }

  private long left(long now) {
    long silence = since + nanos(limit(stage)) - now;
    return endless ? silence : Math.min(start + nanos(limits.total()) - now, silence);
  }

  /** What to say when a limit has run out. */
  String expired() {
    if (!isEndless() && System.nanoTime() - start >= nanos(limits.total())) {
      return "did not finish within " + text(limits.total()) + " (limit: total)";
    }
    Stage at = stage();
    String limit = text(limit(at));
    return switch (at) {
      case CONNECTING ->
          "could not be reached within "
              + limit
              + " (limit: connect): is the server running, and does a firewall let us through?";
      case SENT -> "did not begin to answer within " + limit + " (limit: first token)";
      case READING -> "said nothing more for " + limit + " (limit: stall)";
    };
  }

  private Duration limit(Stage at) {
    return switch (at) {
      case CONNECTING -> limits.connect();
      case SENT -> limits.firstToken();
      case READING -> limits.stall();
    };
  }

  private static long nanos(Duration limit) {
    return limit.compareTo(ENDLESS) > 0 ? ENDLESS.toNanos() : limit.toNanos();
  }

  private static String text(Duration limit) {
    long millis = limit.compareTo(ENDLESS) > 0 ? ENDLESS.toMillis() : limit.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    long tenths = (millis + 50) / 100;
    return tenths % 10 == 0
        ? tenths / 10 + " s"
        : String.format(Locale.ROOT, "%.1f s", tenths / 10.0);
  }
}
