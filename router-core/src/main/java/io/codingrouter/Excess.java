package io.codingrouter;

import java.time.Duration;

/**
 * A limit that is reached.
 *
 * @param who what it is the limit of, such as {@code model x}
 * @param limit the limit in words, such as {@code 60 requests a minute}
 * @param left how long until it is not reached any more, if nothing else happens
 */
record Excess(String who, String limit, Duration left) {

  /** A length of time for people, rounded up. */
  static String words(Duration time) {
    long seconds = time.plusNanos(999_999_999).toSeconds();
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = (seconds + 59) / 60;
    return minutes < 120 ? minutes + " min" : (minutes + 59) / 60 + " h";
  }

  /** What is the matter, without what to do. */
  @Override
  public String toString() {
    return who + " has reached its limit of " + limit;
  }
}
