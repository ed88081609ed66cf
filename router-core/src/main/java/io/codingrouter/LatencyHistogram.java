package io.codingrouter;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Durations, counted in buckets whose width grows with the value: sixteen to each power of two, so
 * a quantile is at most a sixteenth too high. Bounded, and safe for concurrent use.
 */
final class LatencyHistogram {
  private static final int SUB_BITS = 4;
  private static final int SUB_BUCKETS = 1 << SUB_BITS;

  private final AtomicLongArray counts = new AtomicLongArray(Long.SIZE * SUB_BUCKETS);

  void record(long nanos) {
    counts.getAndIncrement(bucket(Math.max(0, nanos)));
  }

  /** The upper bound of the bucket that holds a quantile; zero if nothing was recorded. */
  Duration quantile(double q) {
    long total = 0;
    for (int i = 0; i < counts.length(); i++) {
      total += counts.get(i);
    }
    long rank = (long) Math.ceil(q * total);
    long seen = 0;
    for (int i = 0; i < counts.length(); i++) {
      seen += counts.get(i);
      if (seen >= rank && seen > 0) {
        return Duration.ofNanos(upperBound(i));
      }
    }
    return Duration.ZERO;
  }

  // Values below 16 have a bucket each; above, the top five bits of a value name its bucket.
  private static int bucket(long value) {
    if (value < SUB_BUCKETS) {
      return (int) value;
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - SUB_BITS;
    return shift * SUB_BUCKETS + (int) (value >>> shift);
  }

  private static long upperBound(int bucket) {
    if (bucket < 2 * SUB_BUCKETS) {
      return bucket;
    }
    int shift = bucket / SUB_BUCKETS - 1;
    long top = bucket - (long) shift * SUB_BUCKETS;
    return ((top + 1) << shift) - 1;
  }
}
