package io.codingrouter.embedding;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Embeds a text as the sum of its tokens' vectors, scaled to unit length. What each token weighs is
 * in the length of its vector. Time is linear in the text; one thread at a time allocates nothing
 * but the result. Safe for concurrent use.
 */
final class StaticModel implements EmbeddingModel {
  private static final int UNKNOWN = 100;

  /** The row of a text without a token, or whose tokens cancel out. */
  private static final int NO_TEXT = 0;

  private final String id;
  private final Vocabulary vocabulary;
  private final Folding folding = new Folding();
  private final TokenVectors vectors;

  /** What one call needs, left for the next; calls that overlap make their own. */
  private final AtomicReference<@Nullable Scratch> spare = new AtomicReference<>();

  private record Scratch(WordPiece wordPiece, TokenSum sum) {}

  StaticModel(String id, Vocabulary vocabulary, TokenVectors vectors) {
    if (vocabulary.size() != vectors.rows()) {
      throw new IllegalArgumentException(
          vectors.rows() + " vectors for " + vocabulary.size() + " tokens");
    }
    this.id = id;
    this.vocabulary = vocabulary;
    this.vectors = vectors;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public int dimensions() {
    return vectors.dimensions();
  }

  @Override
  public Embedding embed(String text) {
    Objects.requireNonNull(text, "text");
    Scratch scratch = spare.getAndSet(null);
    if (scratch == null) {
      scratch = new Scratch(new WordPiece(vocabulary, folding, UNKNOWN), new TokenSum(vectors));
    }
    TokenSum sum = scratch.sum;
    sum.clear();
    scratch.wordPiece.split(text, sum);
    Embedding embedding = Embedding.ofSums(sum.totals());
    if (embedding == null) {
      sum.clear();
      sum.accept(NO_TEXT);
      embedding = Objects.requireNonNull(Embedding.ofSums(sum.totals()), "row of no text");
    }
    spare.set(scratch);
    return embedding;
  }
}
