package io.codingrouter.decision;

import java.util.List;
import java.util.Objects;
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
    return new UnreachableSearch(decisions, strategy, isSilent).run();
  }
}
