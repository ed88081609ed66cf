package io.codingrouter.telemetry;

import java.util.OptionalDouble;

/**
 * What users thought of answers.
 *
 * @param count how many scores were given
 * @param sum of the scores, each from 0 to 1
 */
public record FeedbackStats(long count, double sum) {

  /**
   * Returns the average score.
   *
   * @return from 0, bad, to 1, good; empty if no score was given
   */
  public OptionalDouble mean() {
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
  }
}
