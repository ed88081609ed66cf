package io.codingrouter.config;

import java.math.BigDecimal;

/** Reads whether conversations stay where they are: a switch, or a map of settings. */
final class StickinessReader {
  private static final int HEAVIEST = 1_000_000;

  private StickinessReader() {}

  static Stickiness read(Field field) {
    if (!field.isMapping()) {
      return field.flag().orElse(true) ? Stickiness.DEFAULT : Stickiness.OFF;
    }
    return field.section(StickinessReader::settings).orElse(Stickiness.DEFAULT);
  }

  private static Stickiness settings(Section section) {
    return new Stickiness(
        section.field("enabled").flag().orElse(true),
        section.field("weight").number(0, HEAVIEST).orElse(BigDecimal.ONE).doubleValue());
  }
}
