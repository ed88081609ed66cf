package io.codingrouter.signal;

import io.codingrouter.embedding.Embedding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one request's ask scores with each embedding rule, and which of them fire. */
final class EmbeddingMatches {
  private static final Prototypes.Score NOTHING = new Prototypes.Score(0, 0, 0);

  private final List<Prototypes.Score> scores; // by rule
  private final Set<Integer> firing;
  private final @Nullable RuntimeException failure;

  private EmbeddingMatches(
      List<Prototypes.Score> scores, Set<Integer> firing, @Nullable RuntimeException failure) {
    this.scores = scores;
    this.firing = firing;
    this.failure = failure;
  }

  /** Nothing was asked. */
  static EmbeddingMatches none(int rules) {
    return new EmbeddingMatches(Collections.nCopies(rules, NOTHING), Set.of(), null);
  }

  /** The model failed; every rule tells so, and none asks it again. */
  static EmbeddingMatches failed(RuntimeException failure) {
    return new EmbeddingMatches(List.of(), Set.of(), failure);
  }

  static EmbeddingMatches of(EmbeddingIndex index, Embedding ask) {
    List<EmbeddingRule> rules = index.rules();
    List<Prototypes.Score> scores = new ArrayList<>(rules.size());
    List<Integer> reached = new ArrayList<>();
    List<Integer> near = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      Prototypes.Score score = index.prototypes(i).score(ask);
      scores.add(score);
      OptionalDouble soft = rules.get(i).softThreshold();
      if (reaches(score, rules.get(i).threshold())) {
        reached.add(i);
      } else if (soft.isPresent() && reaches(score, soft.getAsDouble())) {
        near.add(i);
      }
    }
    return new EmbeddingMatches(
        scores, highest(rules, scores, reached.isEmpty() ? near : reached), null);
  }

  static boolean reaches(Prototypes.Score score, double threshold) {
    return AskMeaning.reaches(score.value(), threshold);
  }

  private static Set<Integer> highest(
      List<EmbeddingRule> rules, List<Prototypes.Score> scores, List<Integer> candidates) {
    candidates.sort(
        Comparator.comparingDouble((Integer i) -> -scores.get(i).value())
            .thenComparing(i -> rules.get(i).name()));
    Set<Integer> firing = new HashSet<>();
    for (int place = 0; place < candidates.size(); place++) {
      int rule = candidates.get(place);
      int topK = rules.get(rule).topK();
      if (topK == 0 || place < topK) {
        firing.add(rule);
      }
    }
    return firing;
  }

  /**
   * What the ask scores with a rule.
   *
   * @throws RuntimeException what the model threw, if it failed
   */
  Prototypes.Score score(int rule) {
    if (failure != null) {
      throw failure;
    }
    return scores.get(rule);
  }

  boolean fires(int rule) {
    return firing.contains(rule);
  }
}
