package io.codingrouter.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** How long a reply asks to wait before the next try. */
final class RetryAfter {
  /** More than this is taken for this: nobody waits longer, and sums must not overflow. */
  private static final Duration MOST = Duration.ofDays(1);

  private RetryAfter() {}

  /**
   * Reads {@code retry-after-ms}, then {@code retry-after} in either form.
   *
   * @return the time, at least zero and at most a day; empty if the reply does not say
   */
  static Optional<Duration> of(Headers headers, InstantSource clock) {
    return number(headers.get("retry-after-ms"), 1)
        .or(() -> number(headers.get("retry-after"), 1000))
        .or(() -> date(headers, clock));
  }

  /** Reads a time as Google writes it in a body: {@code 17s}, {@code 0.5s}. */
  static Optional<Duration> ofSeconds(String text) {
    return text.endsWith("s")
        ? number(text.substring(0, text.length() - 1), 1000)
        : Optional.empty();
  }

  private static Optional<Duration> number(@Nullable String text, int ms) {
    try {
      double millis = text == null ? -1 : Double.parseDouble(text.trim()) * ms;
      return millis >= 0
          ? Optional.of(Duration.ofMillis((long) Math.min(millis, (double) MOST.toMillis())))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> date(Headers headers, InstantSource clock) {
    Date date = headers.getDate("retry-after");
    if (date == null) {
      return Optional.empty();
    }
    Duration left = Duration.between(clock.instant(), date.toInstant());
    if (left.isNegative()) {
      return Optional.of(Duration.ZERO);
    }
    return Optional.of(left.compareTo(MOST) > 0 ? MOST : left);
  }
}
