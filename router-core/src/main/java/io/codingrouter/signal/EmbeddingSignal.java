package io.codingrouter.signal;

import java.util.List;
import java.util.Locale;

/** An embedding rule as a signal. */
final class EmbeddingSignal extends Evaluator {
  private final EmbeddingIndex index;
  private final int rule; // its number in the index

  EmbeddingSignal(EmbeddingIndex index, int rule) {
    super(index.rules().get(rule).type(), index.rules().get(rule).name());
    this.index = index;
    this.rule = rule;
  }

  @Override
  Cost cost() {
    return Cost.MEANING;
  }

  @Override
  SignalResult evaluate(SignalMatches matches, int number) {
    EmbeddingMatches found = matches.embeddings(index);
    Prototypes.Score score = found.score(rule);
    matches.keep(number, score);
    return new SignalResult(found.fires(rule), score.value(), "");
  }

  /** The candidate that is closest; candidates are the configuration's. */
  @Override
  List<String> evidence(SignalMatches matches, int number) {
    if (!(matches.kept(number) instanceof Prototypes.Score score)) {
      return List.of();
    }
    String candidate = index.prototypes(rule).name(score.nearest());
    return List.of(String.format(Locale.ROOT, "%.2f to \"%s\"", score.similarity(), candidate));
  }
}
