package io.codingrouter.safety;

/**
 * How much a text looks like an attack, and where.
 *
 * @param score from 0, harmless, to 1, an attack
 * @param start first UTF-16 unit of the suspicious part
 * @param end behind its last UTF-16 unit; equal to {@code start} if no part stands out
 */
public record AttackAssessment(double score, int start, int end) {
  public AttackAssessment {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score must be within [0, 1] but was " + score);
    }
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("not a span: " + start + " to " + end);
    }
  }
}
