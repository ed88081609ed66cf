package io.codingrouter.http;

import io.codingrouter.dispatch.CallLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * How far a call has come, and how long it may stay there. OkHttp's threads say how far they are;
 * the thread that waits for the outcome watches the limits, so that no timer is needed.
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
  private Stage stage = Stage.CONNECTING; // guarded by this
  private long since = start; // guarded by this
  private @Nullable Outcome outcome; // guarded by this

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
  private synchronized void enter(Stage entered) {
    since = System.nanoTime();
    if (stage != entered) {
      stage = entered;
      notifyAll();
    }
  }

  /** Ends the wait. The first outcome counts. */
  synchronized void complete(Outcome ended) {
    if (outcome == null) {
      outcome = ended;
      notifyAll();
    }
  }

  /**
   * Waits for the outcome.
   *
   * @return the outcome, null if a limit has run out before
   */
  synchronized @Nullable Outcome await() throws InterruptedException {
    while (outcome == null) {
      long left = left();
      if (left <= 0) {
        return null;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return outcome;
  }

  synchronized boolean isComplete() {
    return outcome != null;
  }

  synchronized Stage stage() {
    return stage;
  }

  private synchronized long left() {
    long now = System.nanoTime();
    return Math.min(start + nanos(limits.total()) - now, since + nanos(limit(stage)) - now);
  }

  /** What to say when a limit has run out. */
  synchronized String expired() {
    if (System.nanoTime() - start >= nanos(limits.total())) {
      return "did not finish within " + text(limits.total()) + " (limit: total)";
    }
    String limit = text(limit(stage));
    return switch (stage) {
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
