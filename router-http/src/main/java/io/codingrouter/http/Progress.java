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
import org.jspecify.annotations.Nullable;

/**
 * How far a call has come, and how long it may stay there. OkHttp's threads say how far they are;
 * the thread that waits for the outcome watches the limits, so that no timer is needed. A lock
 * rather than a monitor, so that a virtual thread that waits does not hold its carrier.
 */
final class Progress {
  /** Longer limits are no limits; nanoseconds would overflow. */
  private static final Duration ENDLESS = Duration.ofDays(365);

  /** Where a call is. */
  enum Stage {
    CONNECTING,
    SENT,
    READING
  }

  private final CallLimits limits;
  private final long start = System.nanoTime();
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Stage stage = Stage.CONNECTING; // guarded by lock
  private long since = start; // guarded by lock
  private @Nullable Outcome outcome; // guarded by lock

  Progress(CallLimits limits) {
    this.limits = limits;
  }

  /** Follows the calls of a client; the last interceptor before the network. */
  static Response follow(Interceptor.Chain chain) throws IOException {
    Progress progress = chain.request().tag(Progress.class);
    if (progress == null) {
      return chain.proceed(chain.request());
    }
    progress.enter(Stage.SENT);
    Response response = chain.proceed(chain.request());
    progress.enter(Stage.READING);
    return response;
  }

  void received() {
    enter(Stage.READING);
  }

  // A new stage may have a nearer limit, so whoever waits must look again; a further step within
  // one only moves its limit away.
  private void enter(Stage entered) {
    lock.lock();
    try {
      since = System.nanoTime();
      if (stage != entered) {
        stage = entered;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
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

  /**
   * Waits for the outcome.
   *
   * @return the outcome, null if a limit has run out before
   */
  @Nullable Outcome await() throws InterruptedException {
    lock.lock();
    try {
      while (outcome == null) {
        long left = left();
        if (left <= 0) {
          return null;
        }
        long unused = changed.awaitNanos(left);
      }
      return outcome;
    } finally {
      lock.unlock();
    }
  }

  boolean isComplete() {
    lock.lock();
    try {
      return outcome != null;
    } finally {
      lock.unlock();
    }
  }

  Stage stage() {
    lock.lock();
    try {
      return stage;
    } finally {
      lock.unlock();
    }
  }

  private long left() {
    long now = System.nanoTime();
    return Math.min(start + nanos(limits.total()) - now, since + nanos(limit(stage)) - now);
  }

  /** What to say when a limit has run out. */
  String expired() {
    if (System.nanoTime() - start >= nanos(limits.total())) {
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
    return millis % 1000 == 0
        ? millis / 1000 + " s"
        : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }
}
