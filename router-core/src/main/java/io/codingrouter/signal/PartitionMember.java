package io.codingrouter.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** A signal that fires only if it wins its partition. */
final class PartitionMember extends Evaluator {
  private final Partition partition;
  private final int place; // in the partition
  private final Evaluator signal;
  private int number;

  PartitionMember(Partition partition, int place, Evaluator signal) {
    super(signal.type(), signal.name());
    this.partition = partition;
    this.place = place;
    this.signal = signal;
  }

  @Override
  Cost cost() {
    return signal.cost();
  }

  @Override
  void link(ToIntFunction<Evaluator> numbers) {
    number = numbers.applyAsInt(this);
    signal.link(numbers);
  }

  /** What the signal finds on its own; its evidence is left under this one's number. */
  SignalResult askSignal(SignalMatches matches) {
    return signal.evaluate(matches, number);
  }

  @Override
  SignalResult evaluate(SignalMatches matches, int number) {
    return partition.outcome(matches).of(place);
  }

  @Override
  List<String> evidence(SignalMatches matches, int number) {
    Partition.Outcome outcome = partition.outcome(matches);
    List<String> evidence = new ArrayList<>(signal.evidence(matches, number));
    if (outcome.winner() != place) {
      if (outcome.found().get(place).matched()) {
        evidence.add(partition.member(outcome.winner()) + " wins " + partition.name());
      }
    } else if (outcome.contenders() == 0) {
      evidence.add("the default of " + partition.name());
    } else {
      evidence.add("wins " + partition.name());
    }
    return evidence;
  }
}
