package io.codingrouter.cache;

import com.github.jelmerk.hnswlib.core.Item;
import io.codingrouter.embedding.Embedding;

/**
 * A row as the graph knows it: under a number that is never used twice, for the graph keeps what
 * was removed and would refuse to change what it has.
 */
record GraphNode(Long id, Row row) implements Item<Long, Embedding> {
  private static final long serialVersionUID = 1;

  @Override
  public Embedding vector() {
    return row.vector();
  }

  @Override
  public int dimensions() {
    return row.vector().dimensions();
  }
}
