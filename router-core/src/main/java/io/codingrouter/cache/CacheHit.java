package io.codingrouter.cache;

import java.util.Objects;

/**
 * An entry found near a question.
 *
 * @param entry the entry
 * @param similarity how near, as {@link io.codingrouter.embedding.Embedding#similarity}
 */
public record CacheHit(CacheEntry entry, double similarity) {
  public CacheHit {
    Objects.requireNonNull(entry, "entry");
  }
}
