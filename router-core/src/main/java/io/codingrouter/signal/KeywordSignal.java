package io.codingrouter.signal;

import java.util.List;

/** A keyword rule as a signal. */
final class KeywordSignal extends Evaluator {
  private final int rule; // its number in the index of keywords
  private final Cost cost;

  KeywordSignal(KeywordRule rule, int number) {
    super(rule.type(), rule.name());
    this.rule = number;
    this.cost = rule.method() == KeywordRule.Method.REGEX ? Cost.TEXT : Cost.KEYWORDS;
  }

  @Override
  Cost cost() {
    return cost;
  }

  @Override
  SignalResult evaluate(SignalMatches matches, int number) {
    return matches.keywords().matched(rule) ? SignalResult.HIT : SignalResult.MISS;
  }

  @Override
  List<String> evidence(SignalMatches matches, int number) {
    return matches.keywords().found(rule);
  }
}
