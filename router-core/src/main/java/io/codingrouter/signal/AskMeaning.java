package io.codingrouter.signal;

import io.codingrouter.embedding.Embedding;
import io.codingrouter.embedding.EmbeddingModel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the embedding model makes of one request's asks. It embeds each once, and only if somebody
 * wants to know; where it fails, it is not asked again. Used by one thread.
 */
final class AskMeaning {
  /** Of an earlier ask, this much is compared, in UTF-16 units. */
  private static final int LONGEST = 8_192;

  private static final double ROUNDING = 1e-6; // a text is less than 1 similar to itself

  private final EmbeddingModel model;
  private final RequestText text;
  private final List<Double> similarities = new ArrayList<>(1); // to earlier asks, newest first
  private List<String> earlier = List.of(); // newest first
  private int lookedBack;
  private @Nullable Embedding ask;
  private @Nullable RuntimeException failure;
  private @Nullable RuntimeException earlierFailure;

  AskMeaning(EmbeddingModel model, RequestText text) {
    this.model = model;
    this.text = text;
  }

  /**
   * The ask, embedded.
   *
   * @throws RuntimeException what the model threw, if it failed
   */
  Embedding ask() {
    if (failure != null) {
      throw failure;
    }
    Embedding known = ask;
    if (known == null) {
      try {
        known = model.embed(text.of(TextSource.ASK));
      } catch (RuntimeException e) {
        failure = e;
        throw e;
      }
      ask = known;
    }
    return known;
  }

  /** Whether a similarity is as high as a threshold, but for what rounding does to it. */
  static boolean reaches(double similarity, double threshold) {
    return similarity + ROUNDING >= threshold;
  }

  /** Whether there is an ask, and so many before it. */
  boolean hasEarlier(int turns) {
    if (turns > lookedBack) {
      earlier = text.earlierAsks(turns);
      lookedBack = turns;
    }
    return earlier.size() >= turns;
  }

  /**
   * How similar the ask is to an earlier one, -1 to 1; the same words are 1, which takes no model.
   *
   * @param turn 1 for the one right before; one that {@link #hasEarlier} found
   * @throws RuntimeException what the model threw, if it failed
   */
  double toEarlier(int turn) {
    if (earlierFailure != null) {
      throw earlierFailure;
    }
    while (similarities.size() < turn) {
      try {
        similarities.add(similarity(earlier.get(similarities.size())));
      } catch (RuntimeException e) {
        earlierFailure = e;
        throw e;
      }
    }
    return similarities.get(turn - 1);
  }

  private double similarity(String other) {
    if (other.equals(text.of(TextSource.ASK))) {
      return 1;
    }
    return ask().similarity(model.embed(start(other)));
  }

  private static String start(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    boolean splits = Character.isHighSurrogate(text.charAt(LONGEST - 1));
    return text.substring(0, splits ? LONGEST - 1 : LONGEST);
  }
}
