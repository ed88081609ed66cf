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
   * Returns the built-in model: static token vectors of 256 dimensions from the jar, read on the
   * first call (about 0.1 s); no download, no native code. Best for English.
   *
   * <p>It embeds 200 characters in microseconds, in time linear in the text, and is safe for
   * concurrent use. The order of words does not matter to it, nor does it tell a sentence from its
   * negation: what must not be mixed up needs a second look. A text without a token (empty, spaces,
   * control characters) has the vector of nothing said; words that it cannot spell share one. Its
   * {@link #id} changes with its weights.
   *
   * @return the model, shared
   */
  static EmbeddingModel embedded() {
    return BuiltIn.MODEL;
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
