package io.codingrouter.config;

import io.codingrouter.signal.LanguageRule;
import java.math.BigDecimal;

/** Reads signals on the language of a request. */
final class LanguageReader {
  private LanguageReader() {}

  static LanguageRule read(Section section, String name) {
    section.field("description").text();
    double threshold =
        section
            .field("threshold")
            .number(0, 1)
            .filter(number -> number.signum() > 0) // upstream writes 0 for the default
            .map(BigDecimal::doubleValue)
            .orElse(LanguageRule.THRESHOLD);
    LanguageRule rule = new LanguageRule(name, threshold);
    if (!name.isEmpty() && !rule.isBuiltIn()) {
      section
          .field("name")
          .warn(
              "the built-in detector does not tell this language, so this signal never matches"
                  + " unless the router is given a languageDetector that does; languages are"
                  + " written as ISO 639-1, such as en");
    }
    return rule;
  }
}
