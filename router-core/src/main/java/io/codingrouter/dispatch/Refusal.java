package io.codingrouter.dispatch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why nobody was asked, and when to come again. Used by one thread. */
final class Refusal {
  private @Nullable Duration cools;
  private @Nullable Duration ejected;
  private boolean busy;

  /** A candidate asks to be left alone for a time, or for none. */
  void cools(Duration left) {
    if (!left.isZero()) {
      cools = sooner(cools, left);
    }
  }

  /** A candidate is ejected for a time. */
  void isEjected(Duration left) {
    ejected = sooner(ejected, left);
  }

  /** A candidate has no place for a call, nor for one that waits. */
  void isBusy() {
    busy = true;
  }

  ModelException exception() {
    if (busy) {
      return ModelException.builder(
              ModelException.BUSY,
              "every place for a call is taken, and as many requests wait as may: raise"
                  + " max_in_flight or max_pending")
          .retryable(true)
          .build();
    }
    if (cools != null) {
      return refused(
          ModelException.RATE_LIMITED,
          "every model has asked to wait, "
              + seconds(cools)
              + " s more: retry then, or raise"
              + " retry_after_max",
          cools);
    }
    Duration time = ejected == null ? Duration.ZERO : ejected;
    return refused(
        ModelException.UNAVAILABLE,
        "every model has failed too often and is left alone for "
            + seconds(time)
            + " s more: see base_ejection_time and max_ejection_percent",
        time);
  }

  private static ModelException refused(String kind, String message, Duration time) {
    return ModelException.builder(kind, message).retryable(true).retryAfter(time).build();
  }

  private static long seconds(Duration time) {
    return time.plusMillis(999).toSeconds();
  }

  private static Duration sooner(@Nullable Duration known, Duration other) {
    return known == null || other.compareTo(known) < 0 ? other : known;
  }
}
