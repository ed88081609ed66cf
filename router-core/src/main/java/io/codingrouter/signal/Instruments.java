package io.codingrouter.signal;

import io.codingrouter.embedding.EmbeddingModel;
import io.codingrouter.judgement.LanguageDetector;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What signals measure with, beyond what a configuration says. Immutable.
 *
 * @param signals signals of the application's own, asked for by their names
 * @param tokens tells how many tokens a text is
 * @param languages tells the language of a text
 * @param embeddings gives the model that tells what a text means; asked only where a signal needs
 *     it
 */
public record Instruments(
    List<Signal> signals,
    TokenCounter tokens,
    LanguageDetector languages,
    Supplier<EmbeddingModel> embeddings) {
  /** Tells languages by script, letters and frequent words; reads 512 UTF-16 units. */
  public static final LanguageDetector LANGUAGES = ScriptLanguages.INSTANCE;

  /** What the library brings. */
  public static final Instruments STANDARD =
      new Instruments(List.of(), TokenCounter.estimate(), LANGUAGES, EmbeddingModel::embedded);

  public Instruments {
    signals = List.copyOf(signals);
    Objects.requireNonNull(tokens, "tokens");
    Objects.requireNonNull(languages, "languages");
    Objects.requireNonNull(embeddings, "embeddings");
  }
}
