package io.codingrouter.cache;

import io.codingrouter.embedding.Embedding;
import io.codingrouter.message.ChatResponse;
import java.time.Instant;
import java.util.Objects;

/**
 * One answer kept. Question and answer are in canonical form: every detected value is replaced by
 * its type, so an entry holds no personal data that was detected. Immutable.
 *
 * @param id names the entry, so that it can be evicted alone
 * @param partition where it may be served, and nowhere else
 * @param question what was asked, canonical
 * @param embedding its meaning
 * @param response what was answered, canonical
 * @param storedAt when
 * @param expiresAt from when on it is no longer served
 */
public record CacheEntry(
    String id,
    String partition,
    String question,
    Embedding embedding,
    ChatResponse response,
    Instant storedAt,
    Instant expiresAt) {
  public CacheEntry {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(partition, "partition");
    Objects.requireNonNull(question, "question");
    Objects.requireNonNull(embedding, "embedding");
    Objects.requireNonNull(response, "response");
    Objects.requireNonNull(storedAt, "storedAt");
    Objects.requireNonNull(expiresAt, "expiresAt");
  }

  /** Prints id and times, never what was asked or answered. */
  @Override
  public String toString() {
    return "CacheEntry[" + id + ", stored " + storedAt + ", expires " + expiresAt + "]";
  }
}
