package io.codingrouter.embedding;

import java.util.function.Function;

/**
 * Turns text into an {@link Embedding}. Implementations must be safe for concurrent use and must
 * not keep the text.
 */
public interface EmbeddingModel {

  /**
   * Returns what tells this model's vectors from all others': vectors of different ids are never
   * compared.
   *
   * @return a stable name, with a version
   */
  String id();

  /**
   * Returns the length of every vector.
   *
   * @return at least 1
   */
  int dimensions();

  /**
   * Embeds a text.
   *
   * @param text any text
   * @return its meaning
   */
  Embedding embed(String text);

  /**
   * Returns the built-in model: static token vectors from the jar, no download, microseconds.
   *
   * @return the model, shared
   * @throws UnsupportedOperationException in this version, which does not carry it yet
   */
  static EmbeddingModel embedded() {
    throw new UnsupportedOperationException(
        "the built-in embedding is not in this version; bring one with EmbeddingModel.of(…)");
  }

  /**
   * Adapts any function to a model.
   *
   * @param id what tells its vectors from others'
   * @param dimensions the length of its vectors, at least 1
   * @param function the embedding; need not be normalised; safe for concurrent use
   * @return a model that throws {@link IllegalArgumentException} when the function gives a vector
   *     of another length, or one that is zero or not finite
   */
  static EmbeddingModel of(String id, int dimensions, Function<String, float[]> function) {
    return new FunctionModel(id, dimensions, function);
  }
}
