package io.codingrouter.privacy;

import java.util.Objects;

/**
 * Where personal data stands in a text.
 *
 * @param type what it is, an open set in upper case: {@code EMAIL_ADDRESS}, {@code CREDIT_CARD} …
 * @param start first UTF-16 unit
 * @param end behind the last UTF-16 unit, more than {@code start}
 * @param score how sure the detector is, 0 to 1
 */
public record PiiSpan(String type, int start, int end, double score) {
  public PiiSpan {
    Objects.requireNonNull(type, "type");
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("a span must not be empty: " + start + " to " + end);
    }
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score must be within [0, 1] but was " + score);
    }
  }
}
