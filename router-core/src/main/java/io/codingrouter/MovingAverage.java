package io.codingrouter;

import java.time.Duration;

/**
 * An average of samples that come at any time, each weighted by e^(−age ÷ {@link #TIME_CONSTANT}).
 * Both sums decay alike, so the average stays where it is until the next sample, samples of the
 * same moment count alike, and the first has no weight beyond its own (forward decay: Cormode et
 * al., "Forward decay: a practical time decay model for streaming systems", 2009). Immutable.
 *
 * @param sum the weighted sum of the samples, as of the last of them
 * @param weight the sum of the weights, as of the last sample
 * @param nanos when the last sample came
 */
record MovingAverage(double sum, double weight, long nanos) {
  /** No sample. */
  static final MovingAverage NONE = new MovingAverage(0, 0, 0);

  /**
   * One minute, as for the shortest of Unix's load averages. Balancers of small remote calls take
   * ten seconds (Finagle's and Envoy's peak EWMA); a model takes that long for one answer.
   */
  static final Duration TIME_CONSTANT = Duration.ofMinutes(1);

  /**
   * The age at which the last sample is forgotten, ten time constants: in an average with newer
   * ones it would weigh less than 1 to 20,000. A model that is avoided for what it did is tried
   * again then.
   */
  static final Duration MEMORY = TIME_CONSTANT.multipliedBy(10);

  private static final double TIME_CONSTANT_NANOS = TIME_CONSTANT.toNanos();
  private static final long MEMORY_NANOS = MEMORY.toNanos();

  /** Adds a sample that counts as many times as given, more than 0. */
  MovingAverage plus(double value, double times, long now) {
    double kept = kept(now);
    long latest = weight == 0 || now - nanos > 0 ? now : nanos;
    return new MovingAverage(sum * kept + value * times, weight * kept + times, latest);
  }

  /** The average, NaN if no sample is remembered. */
  double mean(long now) {
    return weight == 0 || now - nanos > MEMORY_NANOS ? Double.NaN : sum / weight;
  }

  /** The average with one more sample, a 0 that never ages: 0 if no sample is remembered. */
  double meanWithZero(long now) {
    return sum == 0 ? 0 : sum * kept(now) / (weight * kept(now) + 1);
  }

  // Threads may bring their samples a little out of order: these do not grow.
  private double kept(long now) {
    return Math.exp(-Math.max(0, now - nanos) / TIME_CONSTANT_NANOS);
  }
}
