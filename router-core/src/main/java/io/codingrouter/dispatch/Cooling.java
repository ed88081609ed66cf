package io.codingrouter.dispatch;

import io.codingrouter.model.Candidate;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whose quota is used up. Endpoints of one host that are given the same key share a quota: what one
 * is told, the others heed. Safe for concurrent use.
 */
final class Cooling {
  private static final int MOST = 1_024;

  private final Map<Quota, Long> until = new ConcurrentHashMap<>();

  /** A host, and a hash of what is sent to it: the key itself is kept nowhere. */
  private record Quota(String host, int key) {
    static Quota of(Candidate candidate) {
      return new Quota(String.valueOf(candidate.baseUri().getRawAuthority()), keyOf(candidate));
    }

    private static int keyOf(Candidate candidate) {
      try {
        return Objects.hash(candidate.headers(), candidate.baseUri().getRawQuery());
      } catch (IllegalStateException e) {
        return 0; // it has no usable key, and will not be called
      }
    }
  }

  /** A candidate asks to be left alone for a time. */
  void heed(Candidate candidate, Duration retryAfter, long now) {
    if (until.size() >= MOST) {
      until.values().removeIf(end -> end - now <= 0);
    }
    if (until.size() < MOST && !retryAfter.isZero() && !retryAfter.isNegative()) {
      long end =
          now
              + Math.min(retryAfter.toSeconds(), Duration.ofDays(1).toSeconds()) * 1_000_000_000L
              + retryAfter.toNanosPart();
      until.merge(Quota.of(candidate), end, (one, other) -> other - one > 0 ? other : one);
    }
  }

  /** How long a candidate wants to be left alone, zero if it does not. */
  Duration left(Candidate candidate, long now) {
    if (until.isEmpty()) {
      return Duration.ZERO;
    }
    Quota quota = Quota.of(candidate);
    Long end = until.get(quota);
    if (end == null) {
      return Duration.ZERO;
    }
    if (end - now <= 0) {
      until.remove(quota, end);
      return Duration.ZERO;
    }
    return Duration.ofNanos(end - now);
  }
}
