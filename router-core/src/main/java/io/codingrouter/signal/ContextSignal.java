package io.codingrouter.signal;

import java.util.List;

/** A context rule as a signal. */
final class ContextSignal extends Evaluator {
  private final ContextRule rule;

  ContextSignal(ContextRule rule) {
    super(rule.type(), rule.name());
    this.rule = rule;
  }

  @Override
  Cost cost() {
    return Cost.TEXT;
  }

  @Override
  SignalResult evaluate(SignalMatches matches, int number) {
    int tokens = matches.tokens();
    matches.keep(number, tokens);
    return rule.tokens().contain(tokens) ? SignalResult.HIT : SignalResult.MISS;
  }

  @Override
  List<String> evidence(SignalMatches matches, int number) {
    return List.of("about " + matches.kept(number) + " tokens");
  }
}
