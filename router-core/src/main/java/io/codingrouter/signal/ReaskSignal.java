package io.codingrouter.signal;

import io.codingrouter.embedding.EmbeddingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A reask rule as a signal. */
final class ReaskSignal extends Evaluator {
  private static final double MISS = -1;

  private final ReaskRule rule;
  private final List<ReaskRule> longer;
  private final EmbeddingModel model;

  ReaskSignal(ReaskRule rule, List<ReaskRule> all, EmbeddingModel model) {
    super(rule.type(), rule.name());
    this.rule = rule;
    this.longer =
        all.stream().filter(other -> other.lookbackTurns() > rule.lookbackTurns()).toList();
    this.model = model;
  }

  @Override
  Cost cost() {
    return Cost.MEANING;
  }

  @Override
  SignalResult evaluate(SignalMatches matches, int number) {
    AskMeaning meaning = matches.meaning(model);
    List<String> evidence = new ArrayList<>();
    matches.keep(number, evidence);
    double least = least(rule, meaning, evidence);
    if (least == MISS) {
      return SignalResult.MISS;
    }
    for (ReaskRule other : longer) {
      if (least(other, meaning, new ArrayList<>()) != MISS) {
        evidence.add(other.name() + " looks back further");
        return SignalResult.MISS;
      }
    }
    return SignalResult.hit(Math.min(1, least));
  }

  /** The least similarity, as long as none is below the threshold. */
  private static double least(ReaskRule rule, AskMeaning meaning, List<String> evidence) {
    int turns = rule.lookbackTurns();
    if (!meaning.hasEarlier(turns)) {
      evidence.add(
          turns == 1 ? "nothing was asked before" : "fewer than " + turns + " asks before");
      return MISS;
    }
    double least = 1;
    for (int turn = 1; turn <= turns; turn++) {
      double similarity = meaning.toEarlier(turn);
      evidence.add(
          String.format(
              Locale.ROOT,
              turn == 1 ? "%.2f to the ask before" : "%.2f to the one before that",
              similarity));
      if (!AskMeaning.reaches(similarity, rule.threshold())) {
        return MISS;
      }
      least = Math.min(least, similarity);
    }
    return Math.max(0, least);
  }

  @Override
  List<String> evidence(SignalMatches matches, int number) {
    return matches.kept(number) instanceof List<?> kept
        ? kept.stream().map(String.class::cast).toList()
        : List.of();
  }
}
