package io.codingrouter.config;

import io.codingrouter.decision.Decision;
import io.codingrouter.decision.DecisionEngine;
import io.codingrouter.decision.Rule;
import io.codingrouter.decision.Strategy;
import io.codingrouter.decision.Unreachable;
import java.util.List;

/** Warns of decisions that are never taken, whatever is asked. */
final class DeadDecisions {
  private static final Rule NOTHING = new Rule.Any(List.of()); // has its own warning

  private DeadDecisions() {}

  /**
   * Warns where the decisions are written.
   *
   * @param decisions those that were read, and perhaps more behind them
   * @param sections where those that were read stand, in the same order
   */
  static void warn(List<Decision> decisions, List<Section> sections, Strategy strategy) {
    for (Unreachable found : Unreachable.find(decisions, strategy, DeadDecisions::isSilent)) {
      if (found.decision() < sections.size()
          && !decisions.get(found.decision()).rule().equals(NOTHING)) {
        sections.get(found.decision()).warn(message(found, decisions, sections));
      }
    }
  }

  private static boolean isSilent(Rule.Is condition) {
    return Inert.isSilent(condition.type());
  }

  private static String message(
      Unreachable found, List<Decision> decisions, List<Section> sections) {
    if (found.by() == DecisionEngine.NONE) {
      return found.cause() == Unreachable.Cause.CONTRADICTION
          ? "never holds: its conditions contradict each other"
          : "never holds: it needs signals that never match in this version";
    }
    int line = found.by() < sections.size() ? sections.get(found.by()).place().line() : 0;
    return "is never taken: whenever it holds, \""
        + Shown.key(decisions.get(found.by()).name())
        + "\""
        + (line == 0 ? "" : " in line " + line)
        + " holds too and is preferred";
  }
}
