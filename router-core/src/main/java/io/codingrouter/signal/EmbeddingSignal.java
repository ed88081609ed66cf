package io.codingrouter.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An embedding rule as a signal. */
final class EmbeddingSignal extends Evaluator {
  private static final int LONGEST = 60; // characters of a candidate that are shown

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
    boolean fires = found.fires(rule);
    matches.keep(number, new Outcome(score, fires));
    return new SignalResult(fires, score.value(), "");
  }

  private record Outcome(Prototypes.Score score, boolean fires) {}

  /** The candidate that is closest, which is the configuration's, and what the score lacks. */
  @Override
  List<String> evidence(SignalMatches matches, int number) {
    if (!(matches.kept(number) instanceof Outcome outcome)) {
      return List.of();
    }
    Prototypes.Score score = outcome.score();
    EmbeddingRule configured = index.rules().get(rule);
    String candidate = index.prototypes(rule).name(score.nearest());
    List<String> evidence = new ArrayList<>();
    evidence.add(twoDigits(score.similarity()) + " to \"" + shortened(candidate) + "\"");
    evidence.add("score " + twoDigits(score.value()) + " of " + twoDigits(configured.threshold()));
    boolean reached = EmbeddingMatches.reaches(score, configured.threshold());
    if (outcome.fires() && !reached) {
      evidence.add("fires softly from " + twoDigits(configured.softThreshold().orElseThrow()));
    } else if (reached && !outcome.fires()) {
      evidence.add("outscored");
    }
    return List.copyOf(evidence);
  }

  private static String twoDigits(double value) {
    return String.format(Locale.ROOT, "%.2f", Math.rint(value * 100) / 100 + 0.0); // no -0.00
  }

  private static String shortened(String candidate) {
    return candidate.codePointCount(0, candidate.length()) <= LONGEST
        ? candidate
        : candidate.substring(0, candidate.offsetByCodePoints(0, LONGEST)).strip() + "…";
  }
}
