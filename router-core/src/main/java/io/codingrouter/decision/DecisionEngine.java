package io.codingrouter.decision;

import java.util.ArrayList;
import java.util.Comparator;
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
    boolean tiered = decisions.stream().anyMatch(decision -> decision.tier() > 0);
    Comparator<Decision> group = Comparator.comparing(Decision::isLastResort);
    if (tiered) {
      group = group.thenComparingInt(Decision::tier);
    } else if (strategy == Strategy.PRIORITY) {
      group = group.thenComparing(Decision::priority, Comparator.reverseOrder());
    }
    Comparator<Decision> rank =
        group
            .thenComparing(Decision::priority, Comparator.reverseOrder())
            .thenComparing(Decision::name);

    int[] ranked =
        IntStream.range(0, decisions.size())
            .boxed()
            .sorted((a, b) -> rank.compare(decisions.get(a), decisions.get(b)))
            .mapToInt(Integer::intValue)
            .toArray();
    Node[] rules = new Node[ranked.length];
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < ranked.length; i++) {
      Decision decision = decisions.get(ranked[i]);
      rules[i] = Node.compile(decision.rule(), signals);
      if (i > 0 && group.compare(decisions.get(ranked[i - 1]), decision) != 0) {
        ends.add(i);
      }
    }
    ends.add(ranked.length);
    return new DecisionEngine(ranked, rules, ends.stream().mapToInt(Integer::intValue).toArray());
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
