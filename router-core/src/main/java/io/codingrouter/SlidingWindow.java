package io.codingrouter;

import java.time.Duration;

/**
 * Sums up what happened within the latest stretch of time. Time is cut into parts, and a part is
 * forgotten when the whole of it is too old: a sum never misses anything, and holds what is up to a
 * sixtieth of the stretch older. Safe for concurrent use; its lock is held for a few steps.
 */
final class SlidingWindow {
  private static final int PARTS = 60;
  private static final int KEPT = PARTS + 1; // the stretch begins within a part

  private final long partNanos;
  private final long[] sums = new long[KEPT]; // of parts, each at its number modulo KEPT
  private long total;
  private long newest; // the number of the latest part
  private boolean used;

  SlidingWindow(Duration length) {
    this.partNanos = length.toNanos() / PARTS;
  }

  /** Adds something, unless as much as a limit is there already. */
  synchronized boolean addBelow(long limit, long amount, long now) {
    advance(now);
    if (total >= limit) {
      return false;
    }
    add(amount);
    return true;
  }

  /** Adds something, whatever is there. */
  synchronized void add(long amount, long now) {
    advance(now);
    add(amount);
  }

  synchronized long sum(long now) {
    advance(now);
    return total;
  }

  /** How many nanoseconds it takes until less than a limit is there; 0 if that is so now. */
  synchronized long nanosUntilBelow(long limit, long now) {
    advance(now);
    long left = total;
    long part = newest - KEPT;
    while (left >= limit && part < newest) {
      part++;
      left -= sums[slot(part)];
    }
    return total < limit ? 0 : Math.max(0, (part + KEPT) * partNanos - now);
  }

  private void add(long amount) {
    long room = Long.MAX_VALUE - total;
    long added = Math.min(amount, room); // rather stuck at the most than round again
    sums[slot(newest)] += added;
    total += added;
  }

  // A reading of another thread may be a little older than the latest: it counts as of now.
  private void advance(long now) {
    long part = Math.floorDiv(now, partNanos);
    if (!used) {
      used = true;
      newest = part;
    }
    long steps = Math.min(part - newest, KEPT);
    for (long step = 1; step <= steps; step++) {
      int slot = slot(part - steps + step);
      total -= sums[slot];
      sums[slot] = 0;
    }
    newest = Math.max(newest, part);
  }

  private static int slot(long part) {
    return (int) Math.floorMod(part, (long) KEPT);
  }
}
