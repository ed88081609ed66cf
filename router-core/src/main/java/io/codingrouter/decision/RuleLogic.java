package io.codingrouter.decision;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Proves things of rules by trying every combination of what their signals may find. Conditions are
 * taken to be independent of each other, so what is proved is true, and something true may remain
 * unproved; so it does where a proof would ask for too many trials.
 */
final class RuleLogic {
  private static final int MOST_CONDITIONS = 12;
  private static final int MOST_TRIALS = 1 << 19;
  private static final int TRIALS_TO_SET_UP = 8; // what compiling costs, measured in trials
  private static final double ROUNDING = 1e-9; // of a mean whose parts come in another order

  private final Predicate<Rule.Is> isSilent;
  private int trials;

  /**
   * Starts a series of proofs.
   *
   * @param isSilent tells the conditions that never hold
   */
  RuleLogic(Predicate<Rule.Is> isSilent) {
    this.isSilent = isSilent;
  }

  /** How one of two decisions stands to the other when both hold. */
  enum Standing {
    /** Its group comes first: it is taken, whatever the confidences. */
    FIRST,
    /** In the same group: it is taken unless the other is more confident. */
    BEFORE,
    /** In the same group: it is taken only if it is more confident. */
    BEHIND
  }

  /** Whether it is proved that a rule never holds. */
  boolean neverHolds(Rule rule) {
    return isProved(List.of(rule), (nodes, world) -> nodes[0].evaluate(world, false) < 0);
  }

  /** Whether it is proved that a rule always holds. */
  boolean alwaysHolds(Rule rule) {
    return isProved(List.of(rule), (nodes, world) -> nodes[0].evaluate(world, false) >= 0);
  }

  /** Whether it is proved that whenever a rule holds, a rival does so too and is taken. */
  boolean isBeaten(Rule rule, Rule rival, Standing rivalStands) {
    if (rule.equals(rival)) {
      return rivalStands != Standing.BEHIND;
    }
    return isProved(
        List.of(rule, rival),
        (nodes, world) -> {
          double highest = nodes[0].evaluate(world.scoring(1), true);
          if (highest < 0) {
            return true;
          }
          double lowest = nodes[1].evaluate(world.scoring(0), true);
          return lowest >= 0 && isTaken(lowest, highest, rivalStands);
        });
  }

  private static boolean isTaken(double confidence, double other, Standing standing) {
    boolean isExact = confidence == 0 || confidence == 1;
    return standing == Standing.FIRST
        || confidence > other + ROUNDING
        || (standing == Standing.BEFORE && isExact && confidence == other);
  }

  /** The conditions of a rule that may hold. */
  Set<Rule.Is> conditions(Rule rule) {
    Set<Rule.Is> conditions = new LinkedHashSet<>();
    collect(rule, conditions);
    return conditions;
  }

  private void collect(Rule rule, Set<Rule.Is> conditions) {
    if (rule instanceof Rule.Is leaf) {
      if (!isSilent.test(leaf)) {
        conditions.add(leaf);
      }
    } else if (rule instanceof Rule.Not not) {
      collect(not.child(), conditions);
    } else {
      List<Rule> children =
          rule instanceof Rule.All all ? all.children() : ((Rule.Any) rule).children();
      children.forEach(child -> collect(child, conditions));
    }
  }

  /** A claim on compiled rules that a world bears out or refutes. */
  private interface Claim {
    boolean isTrue(Node[] nodes, World world);
  }

  private boolean isProved(List<Rule> rules, Claim claim) {
    Set<Rule.Is> conditions = new LinkedHashSet<>();
    rules.forEach(rule -> collect(rule, conditions));
    trials += TRIALS_TO_SET_UP;
    if (conditions.size() > MOST_CONDITIONS || trials > MOST_TRIALS) {
      return false;
    }
    Map<Rule.Is, Integer> numbers = new HashMap<>();
    conditions.forEach(condition -> numbers.put(condition, numbers.size()));
    Node[] nodes =
        rules.stream()
            .map(rule -> Node.compile(rule, leaf -> numbers.getOrDefault(leaf, -1)))
            .toArray(Node[]::new);
    World world = new World(List.copyOf(conditions));
    for (world.holding = 0; world.holding < 1 << conditions.size(); world.holding++) {
      if (++trials > MOST_TRIALS || !claim.isTrue(nodes, world)) {
        return false;
      }
    }
    return true;
  }

  /** What all signals find: which conditions hold, and how surely those that may be unsure. */
  private static final class World implements SignalOutcomes {
    private final boolean[] isSure; // by condition: its score is 1 if it holds
    private int holding; // a bit per condition
    private double unsure;

    World(List<Rule.Is> conditions) {
      isSure = new boolean[conditions.size()];
      for (int i = 0; i < isSure.length; i++) {
        isSure[i] = conditions.get(i).type().equals("keyword");
      }
    }

    World scoring(double score) {
      unsure = score;
      return this;
    }

    @Override
    public double score(int signal) {
      if ((holding >> signal & 1) == 0) {
        return MISS;
      }
      return isSure[signal] ? 1 : unsure;
    }
  }
}
