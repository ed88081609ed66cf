package io.codingrouter.decision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Finds decisions that are never taken: compares each with those that have a condition in common
 * with it, by rank. Used once.
 */
final class UnreachableSearch {
  private final List<Decision> ranked;
  private final Ranking ranking;
  private final int[] groups; // by rank
  private final RuleLogic logic;
  private final RuleLogic contradictions = new RuleLogic(leaf -> false);
  private final Map<Rule.Is, List<Integer>> ranksByCondition = new HashMap<>();
  private final List<Integer> always = new ArrayList<>(); // ranks

  UnreachableSearch(List<Decision> decisions, Strategy strategy, Predicate<Rule.Is> isSilent) {
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
        Unreachable.Cause cause =
            contradictions.neverHolds(rule)
                ? Unreachable.Cause.CONTRADICTION
                : Unreachable.Cause.SILENCE;
        found.put(rank, unreachable(rank, cause, DecisionEngine.NONE));
      } else {
        alive.add(rank);
        index(rank, rule);
      }
    }
    for (int rank : alive) {
      int by = shadow(rank);
      if (by != DecisionEngine.NONE) {
        found.put(rank, unreachable(rank, Unreachable.Cause.SHADOW, ranking.order().get(by)));
      }
    }
    found.keySet().removeIf(rank -> ranked.get(rank).isLastResort());
    return List.copyOf(found.values());
  }

  private Unreachable unreachable(int rank, Unreachable.Cause cause, int by) {
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
      if (rival != rank && logic.isBeaten(rule, ranked.get(rival).rule(), standing(rival, rank))) {
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
