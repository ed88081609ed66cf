package io.codingrouter.signal;

import java.util.List;
import java.util.function.ToIntFunction;

/** A signal under a condition that asks more of it than that it fires. */
final class TestedSignal extends Evaluator {
  private final Evaluator signal;
  private final SignalTest test;
  private int base; // the number of the signal itself

  TestedSignal(Evaluator signal, SignalTest test) {
    super(signal.type(), signal.name());
    this.signal = signal;
    this.test = test;
  }

  @Override
  void link(ToIntFunction<Evaluator> numbers) {
    base = numbers.applyAsInt(signal);
  }

  @Override
  Cost cost() {
    return signal.cost();
  }

  @Override
  SignalResult evaluate(SignalMatches matches, int number) {
    SignalResult result = matches.result(base);
    if (matches.hasFailed(base)) {
      return test.firesOnError() ? SignalResult.HIT : SignalResult.MISS;
    }
    boolean holds =
        (test.score().isEmpty() ? result.matched() : test.score().contain(result.score()))
            && (test.label().isEmpty() || test.label().equals(result.label()));
    return !holds ? SignalResult.MISS : result.matched() ? result : SignalResult.HIT;
  }

  @Override
  List<String> evidence(SignalMatches matches, int number) {
    return signal.evidence(matches, base);
  }
}
