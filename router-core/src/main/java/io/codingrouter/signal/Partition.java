package io.codingrouter.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Signals that exclude each other, and which of them wins. Safe for concurrent use once linked. */
final class Partition {
  private static final int NONE = -1;

  private final Projections.Partition rule;
  private final List<PartitionMember> members = new ArrayList<>();

  Partition(Projections.Partition rule) {
    this.rule = rule;
  }

  /** Adds a member, of which nothing else asks the signal from now on. */
  PartitionMember add(Evaluator signal) {
    PartitionMember member = new PartitionMember(this, members.size(), signal);
    members.add(member);
    return member;
  }

  String name() {
    return rule.name();
  }

  String member(int place) {
    return members.get(place).name();
  }

  /**
   * What became of one request.
   *
   * @param found what each member's signal found on its own
   * @param winner the place of the member that fires, negative if none does
   * @param contenders how many would have fired
   * @param score the winner's score
   */
  record Outcome(List<SignalResult> found, int winner, int contenders, double score) {
    SignalResult of(int place) {
      SignalResult own = found.get(place);
      return place == winner
          ? new SignalResult(true, score, own.label())
          : new SignalResult(false, own.score(), own.label());
    }
  }

  /** Asks all members, once a request. */
  Outcome outcome(SignalMatches matches) {
    return matches.once(this, () -> compete(matches));
  }

  private Outcome compete(SignalMatches matches) {
    List<SignalResult> found = new ArrayList<>(members.size());
    int winner = NONE;
    int contenders = 0;
    for (PartitionMember member : members) {
      SignalResult own = member.askSignal(matches);
      if (own.matched()) {
        contenders++;
        if (winner == NONE || own.score() > found.get(winner).score()) {
          winner = found.size();
        }
      }
      found.add(own);
    }
    if (winner == NONE) {
      winner = fallback();
    }
    double score = winner == NONE ? 0 : found.get(winner).score();
    return new Outcome(
        found,
        winner,
        contenders,
        contenders > 1 ? shared(score, found, rule.temperature()) : score);
  }

  private int fallback() {
    String name = rule.fallback().orElse("");
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).name().equals(name)) {
        return i;
      }
    }
    return NONE;
  }

  /** The winner's part of the softmax over the scores of all that fire. */
  private static double shared(double best, List<SignalResult> found, OptionalDouble temperature) {
    if (temperature.isEmpty()) {
      return best;
    }
    double sum = 0;
    for (SignalResult own : found) {
      if (own.matched()) {
        sum += Math.exp((own.score() - best) / temperature.getAsDouble());
      }
    }
    return 1 / sum;
  }
}
