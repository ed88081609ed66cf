package io.codingrouter;

import io.codingrouter.decision.Decision;
import io.codingrouter.decision.DecisionEngine;
import io.codingrouter.decision.Rule;
import io.codingrouter.message.CallFigures;
import io.codingrouter.signal.SignalIndex;
import io.codingrouter.signal.SignalMatches;
import io.codingrouter.telemetry.DecisionTrace;
import io.codingrouter.telemetry.DecisionTrace.Outcome;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.SignalTrace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Why a request was routed as it was: what its signals found, and what became of each decision. */
final class Explanation {
  private final RouteRun run;
  private final RoutingPlan plan;

  Explanation(RouteRun run) {
    this.run = run;
    this.plan = run.plan();
  }

  RouteTrace.Details details() {
    return new RouteTrace.Details(signals(), decisions(), notes(), figures());
  }

  /** The signals that were asked, each once: under a condition of its own it is left out. */
  private List<SignalTrace> signals() {
    SignalIndex index = plan.signals();
    SignalMatches matches = run.signals();
    List<SignalTrace> asked = new ArrayList<>();
    for (int i = 0; i < index.size(); i++) {
      if (matches.isKnown(i) && !index.isTested(i)) {
        asked.add(
            new SignalTrace(index.type(i), index.name(i), matches.result(i), matches.evidence(i)));
      }
    }
    return asked;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>(run.notes());
    run.figures().forEach(each -> notes.add("figures of " + each.describe()));
    return notes;
  }

  private Map<String, CallFigures> figures() {
    Map<String, CallFigures> calls = new LinkedHashMap<>();
    run.figures().forEach(each -> calls.put(each.model().name(), each.calls()));
    return calls;
  }

  /** Every decision by rank, and what became of it. */
  private List<DecisionTrace> decisions() {
    List<DecisionTrace> traces = new ArrayList<>();
    for (int decision : plan.engine().ranking()) {
      traces.add(trace(decision));
    }
    return traces;
  }

  private DecisionTrace trace(int number) {
    Decision decision = plan.decisions().get(number);
    String rule = describe(decision.rule());
    if (number == run.decision() && run.isKept()) {
      return new DecisionTrace(
          decision.name(), Outcome.TAKEN, 0, "an earlier turn took it, and it stays: " + rule);
    }
    if (!isDecidable(decision.rule())) {
      return new DecisionTrace(decision.name(), Outcome.SKIPPED, 0, "not looked at: " + rule);
    }
    double confidence = plan.engine().confidence(number, run);
    if (confidence < 0) {
      return new DecisionTrace(decision.name(), Outcome.NOT_MATCHED, 0, "does not hold: " + rule);
    }
    if (number == run.decision()) {
      return new DecisionTrace(decision.name(), Outcome.TAKEN, confidence, "taken: " + rule);
    }
    if (run.decision() == DecisionEngine.NONE) {
      return new DecisionTrace(
          decision.name(), Outcome.SKIPPED, confidence, "not asked: " + run.skipped());
    }
    Decision winner = plan.decisions().get(run.decision());
    if (run.isKept()) {
      return new DecisionTrace(
          decision.name(),
          Outcome.LOST,
          confidence,
          "holds, but the conversation stays with " + winner.name());
    }
    return new DecisionTrace(
        decision.name(), Outcome.LOST, confidence, "holds, but " + why(winner, decision));
  }

  private static String why(Decision winner, Decision loser) {
    if (loser.isLastResort()) {
      return winner.name() + " holds too, and this is the last resort";
    }
    if (winner.tier() != loser.tier()) {
      return winner.name() + " is of tier " + winner.tier() + ", before " + loser.tier();
    }
    if (winner.priority() > loser.priority()) {
      return winner.name()
          + " comes first: priority "
          + winner.priority()
          + " over "
          + loser.priority();
    }
    return winner.name() + " comes first by confidence, priority and name";
  }

  /** Whether what the signals found settles a rule: asked or not needed. */
  private boolean isDecidable(Rule rule) {
    return truth(rule) != Truth.UNKNOWN;
  }

  private enum Truth {
    HOLDS,
    FAILS,
    UNKNOWN
  }

  // Three-valued logic: a signal that was not asked is unknown, and may not matter.
  private Truth truth(Rule rule) {
    if (rule instanceof Rule.Is leaf) {
      int signal = plan.signal(leaf);
      if (signal < 0) {
        return Truth.FAILS;
      }
      if (!run.signals().isKnown(signal)) {
        return Truth.UNKNOWN;
      }
      return run.score(signal) < 0 ? Truth.FAILS : Truth.HOLDS;
    }
    if (rule instanceof Rule.Not not) {
      Truth child = truth(not.child());
      return child == Truth.UNKNOWN ? child : child == Truth.HOLDS ? Truth.FAILS : Truth.HOLDS;
    }
    boolean all = rule instanceof Rule.All;
    List<Rule> children =
        rule instanceof Rule.All and ? and.children() : ((Rule.Any) rule).children();
    Truth settles = all ? Truth.FAILS : Truth.HOLDS;
    Truth result = all ? Truth.HOLDS : Truth.FAILS;
    for (Rule child : children) {
      Truth truth = truth(child);
      if (truth == settles) {
        return settles;
      }
      if (truth == Truth.UNKNOWN) {
        result = truth;
      }
    }
    return result;
  }

  private String describe(Rule rule) {
    if (rule instanceof Rule.Is leaf) {
      int signal = plan.signal(leaf);
      String state =
          signal < 0
              ? " (never matches)"
              : !run.signals().isKnown(signal)
                  ? " (not asked)"
                  : run.score(signal) < 0 ? " (no)" : " (yes)";
      return leaf.type() + " " + leaf.name() + state;
    }
    if (rule instanceof Rule.Not not) {
      return "not " + describe(not.child());
    }
    if (rule instanceof Rule.All all) {
      return all.children().isEmpty() ? "always" : describe(all.children(), " and ");
    }
    List<Rule> children = ((Rule.Any) rule).children();
    return children.isEmpty() ? "never" : describe(children, " or ");
  }

  private String describe(List<Rule> rules, String operator) {
    String joined = rules.stream().map(this::describe).collect(Collectors.joining(operator));
    return rules.size() == 1 ? joined : "(" + joined + ")";
  }
}
