package io.codingrouter.judgement;

import java.util.Objects;

/**
 * A label given to a text.
 *
 * @param label what was found: a domain, or a language as ISO 639-1
 * @param score how sure, 0 to 1
 */
public record Judgement(String label, double score) {
  public Judgement {
    Objects.requireNonNull(label, "label");
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score must be within [0, 1] but was " + score);
    }
  }
}
