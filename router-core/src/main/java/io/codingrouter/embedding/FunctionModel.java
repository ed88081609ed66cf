package io.codingrouter.embedding;

import java.util.Objects;
import java.util.function.Function;

/** An embedding model that is a function, checked at its boundary. */
record FunctionModel(String id, int dimensions, Function<String, float[]> function)
    implements EmbeddingModel {

  FunctionModel {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(function, "function");
    if (dimensions < 1) {
      throw new IllegalArgumentException("dimensions must be at least 1 but was " + dimensions);
    }
  }

  @Override
  public Embedding embed(String text) {
    float[] vector = function.apply(text);
    if (vector.length != dimensions) {
      throw new IllegalArgumentException(
          "model " + id + " gave " + vector.length + " dimensions, not " + dimensions);
    }
    return Embedding.of(vector);
  }
}
