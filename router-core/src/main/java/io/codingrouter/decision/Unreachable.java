package io.codingrouter.decision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A decision that is never taken, whatever is asked. Only what is proved is told: every such
 * decision is dead, but not every dead one is told.
 *
 * @param decision its number
 * @param cause why it is never taken
 * @param by the number of the decision that is taken in its place, {@link DecisionEngine#NONE} if
 *     it never holds anyway
 */
public record Unreachable(int decision, Cause cause, int by) {
  public Unreachable {
    Objects.requireNonNull(cause, "cause");
  }

  /** Why a decision is never taken. */
  public enum Cause {
    /** Its conditions contradict each other. */
    CONTRADICTION,
    /** It needs signals that never fire. */
    SILENCE,
    /** Whenever it holds, another one holds that is preferred to it. */
    SHADOW
  }

  /**
   * Finds the decisions that are never taken.
   *
   * @param decisions the decisions; a decision's number is its place in this list
   * @param strategy which of several decisions that hold is taken
   * @param isSilent tells the conditions that never hold
   * @return by rank, best first; last resorts are left out
   */
  public static List<Unreachable> find(
      List<Decision> decisions, Strategy strategy, Predicate<Rule.Is> isSilent) {
    return new Search(decisions, strategy, isSilent).run();
  }

  /** Compares each decision with those that have a condition in common with it, by rank. */
  private static final class Search {
    private final List<Decision> ranked;
    private final Ranking ranking;
    private final int[] groups; // by rank
    private final RuleLogic logic;
    private final RuleLogic contradictions = new RuleLogic(leaf -> false);
    private final Map<Rule.Is, List<Integer>> ranksByCondition = new HashMap<>();
    private final List<Integer> always = new ArrayList<>(); // ranks

    Search(List<Decision> decisions, Strategy strategy, Predicate<Rule.Is> isSilent) {
      ranking = Ranking.of(decisions, strategy);
      ranked = ranking.order().stream().map(decisions::get).toList();
      logic = new RuleLogic(isSilent);
      groups = new int[ranked.size()];
      int group = 0;
      for (int rank = 0; rank < groups.length; rank++) {
        if (rank == ranking.groupEnds().get(group)) {
          group++;
        }
        groups[rank] = group;
      }
    }

    List<Unreachable> run() {
      Map<Integer, Unreachable> found = new TreeMap<>(); // by rank
      List<Integer> alive = new ArrayList<>();
      for (int rank = 0; rank < ranked.size(); rank++) {
        Rule rule = ranked.get(rank).rule();
        if (logic.neverHolds(rule)) {
          Cause cause = contradictions.neverHolds(rule) ? Cause.CONTRADICTION : Cause.SILENCE;
          found.put(rank, unreachable(rank, cause, DecisionEngine.NONE));
        } else {
          alive.add(rank);
          index(rank, rule);
        }
      }
      for (int rank : alive) {
        int by = shadow(rank);
        if (by != DecisionEngine.NONE) {
          found.put(rank, unreachable(rank, Cause.SHADOW, ranking.order().get(by)));
        }
      }
      found.keySet().removeIf(rank -> ranked.get(rank).isLastResort());
      return List.copyOf(found.values());
    }

    private Unreachable unreachable(int rank, Cause cause, int by) {
      return new Unreachable(ranking.order().get(rank), cause, by);
    }

    private void index(int rank, Rule rule) {
      if (logic.alwaysHolds(rule)) {
        always.add(rank);
      }
      logic
          .conditions(rule)
          .forEach(
              condition ->
                  ranksByCondition.computeIfAbsent(condition, c -> new ArrayList<>()).add(rank));
    }

    /** The rank of the first decision that is always preferred to another. */
    private int shadow(int rank) {
      Rule rule = ranked.get(rank).rule();
      // rules without a condition in common imply each other only where one of them is constant
      Set<Integer> rivals = new TreeSet<>(always);
      logic
          .conditions(rule)
          .forEach(condition -> rivals.addAll(ranksByCondition.getOrDefault(condition, List.of())));
      for (int rival : rivals) {
        if (groups[rival] > groups[rank]) {
          break;
        }
        if (rival != rank
            && logic.isBeaten(rule, ranked.get(rival).rule(), standing(rival, rank))) {
          return rival;
        }
      }
      return DecisionEngine.NONE;
    }

    private RuleLogic.Standing standing(int rival, int rank) {
      if (groups[rival] < groups[rank]) {
        return RuleLogic.Standing.FIRST;
      }
      return rival < rank ? RuleLogic.Standing.BEFORE : RuleLogic.Standing.BEHIND;
    }
  }
}
