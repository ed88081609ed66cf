package io.codingrouter;

import io.codingrouter.message.CallFigures;
import java.util.concurrent.atomic.AtomicInteger;

/** How the recent calls of one model went, and how many are on their way. For concurrent use. */
final class LiveFigures {
  private static final double NANOS_PER_MILLI = 1e6;

  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile MovingAverage ttft = MovingAverage.NONE; // written under the lock of this
  private volatile MovingAverage tpot = MovingAverage.NONE; // likewise
  private volatile MovingAverage failures = MovingAverage.NONE; // likewise

  void begin() {
    inFlight.incrementAndGet();
  }

  void end() {
    inFlight.decrementAndGet();
  }

  synchronized void firstToken(long afterNanos, long now) {
    ttft = ttft.plus(afterNanos / NANOS_PER_MILLI, 1, now);
  }

  /** Each token counts: a long answer tells more of a model's speed than a short one. */
  synchronized void tokens(long count, long nanos, long now) {
    tpot = tpot.plus(nanos / NANOS_PER_MILLI / count, (double) count, now);
  }

  synchronized void outcome(boolean failed, long now) {
    failures = failures.plus(failed ? 1 : 0, 1, now);
  }

  /** What is known at a moment. */
  CallFigures at(long now) {
    return new CallFigures(
        ttft.mean(now), tpot.mean(now), inFlight.get(), failures.meanWithZero(now));
  }
}
