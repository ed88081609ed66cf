package io.codingrouter.signal;

import io.codingrouter.judgement.LanguageDetector;
import java.util.List;
import java.util.Objects;

/**
 * What signals measure with, beyond what a configuration says. Immutable.
 *
 * @param signals signals of the application's own, asked for by their names
 * @param tokens tells how many tokens a text is
 * @param languages tells the language of a text
 */
public record Instruments(List<Signal> signals, TokenCounter tokens, LanguageDetector languages) {
  /** Tells languages by script, letters and frequent words; reads 512 UTF-16 units. */
  public static final LanguageDetector LANGUAGES = ScriptLanguages.INSTANCE;

  /** What the library brings. */
  public static final Instruments STANDARD =
      new Instruments(List.of(), TokenCounter.estimate(), LANGUAGES);

  public Instruments {
    signals = List.copyOf(signals);
    Objects.requireNonNull(tokens, "tokens");
    Objects.requireNonNull(languages, "languages");
  }
}
