package io.codingrouter.http;

import io.codingrouter.dispatch.CallLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * How far a call has come, and how long it may stay there. The thread that waits for the reply asks
 * when to look again, so that no timer is needed; OkHttp's threads say how far they are.
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

  private record Mark(Stage stage, long since) {}

  private final CallLimits limits;
  private final long start = System.nanoTime();
  private volatile Mark mark = new Mark(Stage.CONNECTING, start);

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

  private void enter(Stage stage) {
    mark = new Mark(stage, System.nanoTime());
  }

  Stage stage() {
    return mark.stage();
  }

  /** Nanoseconds until the nearest limit, zero or less if one has run out. */
  long left() {
    long now = System.nanoTime();
    Mark at = mark;
    return Math.min(
        start + nanos(limits.total()) - now, at.since() + nanos(limit(at.stage())) - now);
  }

  /** What to say when a limit has run out; empty if none has. */
  Optional<String> expired() {
    long now = System.nanoTime();
    Mark at = mark;
    if (now - start >= nanos(limits.total())) {
      return Optional.of("did not finish within " + text(limits.total()) + " (limit: total)");
    }
    Duration limit = limit(at.stage());
    if (now - at.since() < nanos(limit)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (at.stage()) {
          case CONNECTING ->
              "could not be reached within "
                  + text(limit)
                  + " (limit: connect): is the server running, and does a firewall let us through?";
          case SENT -> "did not begin to answer within " + text(limit) + " (limit: first token)";
          case READING -> "said nothing more for " + text(limit) + " (limit: stall)";
        });
  }

  private Duration limit(Stage stage) {
    return switch (stage) {
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
