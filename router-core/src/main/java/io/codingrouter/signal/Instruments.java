package io.codingrouter.signal;

import io.codingrouter.embedding.EmbeddingModel;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What signals measure with, beyond what a configuration says. Immutable.
 *
 * @param signals signals of the application's own, asked for by their names
 * @param tokens tells how many tokens a text is
 * @param embeddings gives the model that tells what a text means; asked only where a signal needs
 *     it
 */
public record Instruments(
    List<Signal> signals, TokenCounter tokens, Supplier<EmbeddingModel> embeddings) {
  /** What the library brings. */
  public static final Instruments STANDARD =
      new Instruments(List.of(), TokenCounter.estimate(), EmbeddingModel::embedded);

  public Instruments {
    signals = List.copyOf(signals);
    Objects.requireNonNull(tokens, "tokens");
    Objects.requireNonNull(embeddings, "embeddings");
  }
}
