package io.codingrouter.dispatch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The places for calls at one endpoint. Who finds none waits in the order of coming, and is never
 * overtaken. Safe for concurrent use; no lock is held while unused places are looked for.
 */
final class Slots {
  /** How often one who waits looks for places that nobody uses. */
  private static final long LOOK = TimeUnit.SECONDS.toNanos(1);

  private final BooleanSupplier reclaim;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Pending> queue = new ArrayDeque<>(); // guarded by lock, as all below
  private int limit;
  private int taken;

  /**
   * Creates places.
   *
   * @param reclaim releases those that nobody uses any more, and tells whether there were any;
   *     called where none is free
   */
  Slots(BooleanSupplier reclaim) {
    this.reclaim = reclaim;
  }

  private static final class Pending {
    final Condition granted;
    boolean isGranted;

    Pending(Condition granted) {
      this.granted = granted;
    }
  }

  /** Takes a place if one is free and nobody waits for it. */
  boolean tryTake(int most) {
    return takeNow(most) || (reclaim.getAsBoolean() && takeNow(most));
  }

  private boolean takeNow(int most) {
    lock.lock();
    try {
      return takeFree(most);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes a place, and waits for it.
   *
   * @param most how many places there are; who calls last decides
   * @param maxPending how many may wait, this one included
   * @param nanos how long to wait
   * @return whether there is one; false if too many wait or the time is over
   */
  boolean take(int most, int maxPending, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (takeFree(most)) {
        return true;
      }
      return queue.size() < maxPending && await(new Pending(lock.newCondition()), nanos);
    } finally {
      lock.unlock();
    }
  }

  private boolean takeFree(int most) {
    limit = most;
    grant();
    if (!queue.isEmpty() || taken >= limit) {
      return false;
    }
    taken++;
    return true;
  }

  private boolean await(Pending pending, long nanos) throws InterruptedException {
    queue.add(pending);
    try {
      long left = nanos;
      while (!pending.isGranted && left > 0) {
        long look = Math.min(left, LOOK);
        left -= look - pending.granted.awaitNanos(look);
        if (!pending.isGranted && left > 0) {
          reclaimUnlocked();
        }
      }
    } catch (InterruptedException e) {
      if (pending.isGranted) {
        giveBack();
      }
      throw e;
    } finally {
      queue.remove(pending);
    }
    return pending.isGranted;
  }

  private void reclaimUnlocked() {
    lock.unlock();
    try {
      boolean unused = reclaim.getAsBoolean();
    } finally {
      lock.lock();
    }
  }

  /** Gives a place back that was taken. */
  void release() {
    lock.lock();
    try {
      giveBack();
    } finally {
      lock.unlock();
    }
  }

  /** How many places are taken. */
  int taken() {
    lock.lock();
    try {
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** How many wait for a place. */
  int pending() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  private void giveBack() {
    taken--;
    grant();
  }

  private void grant() {
    while (taken < limit && !queue.isEmpty()) {
      Pending next = queue.remove();
      next.isGranted = true;
      taken++;
      next.granted.signal();
    }
  }
}
