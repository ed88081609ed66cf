package io.codingrouter.dispatch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether an endpoint is asked. It is <em>closed</em> while all is well; too many failures, in a
 * row or within its sliding window, <em>open</em> it: nobody is let through for a time, which grows
 * with each opening; then it is <em>half open</em>: one call is let through, and decides. Safe for
 * concurrent use.
 */
final class Breaker {
  /** Calls that are looked back at, at most. */
  static final int WINDOW = 20;

  /** Calls below which no share of failures is reckoned: two of three say nothing. */
  static final int LEAST = 10;

  private static final long OLDEST = Duration.ofMinutes(1).toNanos();
  private static final int MOST_TIMES = 10;

  private final long[] endedAt = new long[WINDOW]; // guarded by this, as all below
  private final boolean[] failures = new boolean[WINDOW];
  private int calls;
  private int failuresInARow;
  private boolean open;
  private boolean probing;
  private long openUntil;
  private long closedAt;
  private int times;

  /** How a call was let through. */
  enum Pass {
    /** As all are while it is closed. */
    FREE,
    /** As the one that decides. */
    PROBE,
    /** Although it is open: there was no other choice. */
    FORCED
  }

  /** Whether nobody would be let through. */
  synchronized boolean isOpen(long now) {
    return open && (probing || openUntil - now > 0);
  }

  /** How long nobody will be let through; zero if it is not open, or a probe is on its way. */
  synchronized Duration openFor(long now) {
    return open && openUntil - now > 0 ? Duration.ofNanos(openUntil - now) : Duration.ZERO;
  }

  /** Lets a call through, or does not. Whoever is let through tells what came of it. */
  synchronized @Nullable Pass enter(long now) {
    if (!open) {
      return Pass.FREE;
    }
    if (isOpen(now)) {
      return null;
    }
    probing = true;
    return Pass.PROBE;
  }

  /**
   * The endpoint answers, and so is alive: others need not wait for the end of the answer.
   *
   * @return whether this closes it
   */
  synchronized boolean answers(Pass pass, long now) {
    boolean closes = open && pass != Pass.FREE;
    if (closes) {
      close(now);
    }
    return closes;
  }

  /**
   * The endpoint has answered.
   *
   * @return whether this closes it
   */
  synchronized boolean succeeded(Pass pass, long now) {
    boolean closes = answers(pass, now);
    if (!open) {
      failuresInARow = 0;
      add(false, now);
    }
    return closes;
  }

  /**
   * The endpoint has failed.
   *
   * @return whether this opens it, for the first time or once more
   */
  synchronized boolean failed(Pass pass, Reliability.Ejection policy, long now) {
    if (open) {
      if (pass == Pass.PROBE) {
        open(policy, now);
      }
      return pass == Pass.PROBE;
    }
    failuresInARow++;
    add(true, now);
    boolean inARow = policy.consecutive() > 0 && failuresInARow >= policy.consecutive();
    boolean opens = inARow || isTooOften(policy.failurePercent(), now);
    if (opens) {
      open(policy, now);
    }
    return opens;
  }

  /** Nothing is known of what would have come of the call. */
  synchronized void abandoned(Pass pass) {
    if (pass == Pass.PROBE) {
      probing = false;
    }
  }

  private void open(Reliability.Ejection policy, long now) {
    long base = policy.base().toNanos();
    boolean first = times == 0 || (!open && now - closedAt > MOST_TIMES * base);
    times = first ? 1 : Math.min(times + 1, MOST_TIMES);
    open = true;
    probing = false;
    openUntil = now + times * base;
  }

  private void close(long now) {
    open = false;
    probing = false;
    closedAt = now;
    failuresInARow = 0;
    calls = 0;
  }

  private void add(boolean failure, long now) {
    int place = calls++ % WINDOW;
    if (calls == 2 * WINDOW) {
      calls = WINDOW; // keeps the place, and never overflows
    }
    endedAt[place] = now;
    failures[place] = failure;
  }

  private boolean isTooOften(int percent, long now) {
    int recent = 0;
    int failed = 0;
    for (int i = 0; i < Math.min(calls, WINDOW); i++) {
      if (now - endedAt[i] <= OLDEST) {
        recent++;
        failed += failures[i] ? 1 : 0;
      }
    }
    return percent > 0 && recent >= LEAST && failed * 100 >= recent * percent;
  }
}
