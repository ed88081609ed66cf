package io.codingrouter.decision;

import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * All decisions of a router, compiled to find the one that is taken. Immutable and safe for
 * concurrent use; finding allocates nothing.
 *
 * <p>Decisions are ranked in groups. The first group with a decision that holds decides; within it
 * the highest confidence wins, then the higher priority, then the name that sorts first.
 *
 * <ul>
 *   <li>By default a group is a priority, highest first.
 *   <li>With {@link Strategy#CONFIDENCE} all decisions are one group.
 *   <li>If any decision has a tier above 0, a group is a tier, lowest first.
 *   <li>{@linkplain Decision#isLastResort() Last resorts} are a group of their own, behind all
 *       others.
 * </ul>
 */
public final class DecisionEngine {
  /** No decision holds. */
  public static final int NONE = -1;

  private final int[] ranked; // decision numbers, best rank first
  private final Node[] rules; // by rank
  private final int[] groupEnds; // by group: the rank behind its last

  private DecisionEngine(int[] ranked, Node[] rules, int[] groupEnds) {
    this.ranked = ranked;
    this.rules = rules;
    this.groupEnds = groupEnds;
  }

  /**
   * Compiles decisions.
   *
   * @param decisions the decisions; a decision's number is its place in this list
   * @param strategy which of several decisions that hold is taken
   * @param signals gives a signal's number, smaller for a signal that costs less to ask; negative
   *     for one that never fires
   * @return the engine
   */
  public static DecisionEngine compile(
      List<Decision> decisions, Strategy strategy, ToIntFunction<Rule.Is> signals) {
    Ranking ranking = Ranking.of(decisions, strategy);
    Node[] rules =
        ranking.order().stream()
            .map(decision -> Node.compile(decisions.get(decision).rule(), signals))
            .toArray(Node[]::new);
    return new DecisionEngine(numbers(ranking.order()), rules, numbers(ranking.groupEnds()));
  }

  private static int[] numbers(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Finds the decision that is taken. Asks only for signals whose outcome can still matter.
   *
   * @param outcomes what the signals found
   * @return the decision's number, or {@link #NONE}
   */
  public int decide(SignalOutcomes outcomes) {
    int from = 0;
    for (int end : groupEnds) {
      int found = decide(outcomes, from, end);
      if (found != NONE) {
        return found;
      }
      from = end;
    }
    return NONE;
  }

  private int decide(SignalOutcomes outcomes, int from, int end) {
    boolean contested = end - from > 1;
    double best = SignalOutcomes.MISS;
    int found = NONE;
    for (int i = from; i < end && best < 1; i++) {
      double confidence = rules[i].evaluate(outcomes, contested);
      if (confidence > best) {
        best = confidence;
        found = ranked[i];
      }
    }
    return found;
  }

  /**
   * Returns the confidence of one decision's rule.
   *
   * @param decision the decision's number
   * @param outcomes what the signals found
   * @return from 0 to 1 if the rule holds, negative if not
   */
  public double confidence(int decision, SignalOutcomes outcomes) {
    for (int i = 0; i < ranked.length; i++) {
      if (ranked[i] == decision) {
        return rules[i].evaluate(outcomes, true);
      }
    }
    throw new IllegalArgumentException("no decision " + decision);
  }

  /**
   * Returns the decisions by rank.
   *
   * @return decision numbers, best rank first
   */
  public List<Integer> ranking() {
    return IntStream.of(ranked).boxed().toList();
  }
}
