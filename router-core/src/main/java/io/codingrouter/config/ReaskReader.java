package io.codingrouter.config;

import io.codingrouter.signal.ReaskRule;
import java.math.BigDecimal;

/** Reads signals on asks that are asked again. */
final class ReaskReader {
  private ReaskReader() {}

  static ReaskRule read(Section section, String name) {
    section.field("description").text();
    return new ReaskRule(
        name,
        section
            .field("threshold")
            .number(0, 1)
            .filter(number -> number.signum() > 0) // upstream writes 0 for the default
            .map(BigDecimal::doubleValue)
            .orElse(ReaskRule.DEFAULT_THRESHOLD),
        section
            .field("lookback_turns")
            .integer(0, ReaskRule.MOST_TURNS)
            .filter(turns -> turns > 0) // the same
            .orElse(1));
  }
}
