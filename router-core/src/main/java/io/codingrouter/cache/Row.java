package io.codingrouter.cache;

import io.codingrouter.embedding.Embedding;

/**
 * An id with its vector, as added once: another add of the same is another row, so rows are equal
 * only to themselves. A search that meets a row meets both parts or neither, so no race can give
 * one vector's similarity to another's id.
 */
final class Row {
  private final String id;
  private final Embedding vector;

  Row(String id, Embedding vector) {
    this.id = id;
    this.vector = vector;
  }

  String id() {
    return id;
  }

  Embedding vector() {
    return vector;
  }
}
