package io.codingrouter;

import io.codingrouter.decision.DecisionEngine;
import io.codingrouter.decision.SignalOutcomes;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.selection.ModelFigures;
import io.codingrouter.signal.SignalIndex;
import io.codingrouter.signal.SignalMatches;
import io.codingrouter.signal.SignalResult;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.SignalTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One request on its way through a plan: remembers what each signal found, and asks none twice.
 * Once it is {@linkplain #seal sealed} it holds no text of the request and only explains.
 */
final class RouteRun implements SignalOutcomes, Supplier<RouteTrace.Details> {
  private final RoutingPlan plan;
  private final SignalMatches signals;
  private int decision = DecisionEngine.NONE;
  private List<String> notes = List.of();
  private List<ModelFigures> figures = List.of();

  RouteRun(RoutingPlan plan, ChatRequest request) {
    this.plan = plan;
    this.signals = plan.signals().match(plan.config().envelopes().read(request));
  }

  /** Finds the decision that is taken, or {@link DecisionEngine#NONE}. */
  int decide() {
    decision = plan.engine().decide(this);
    return decision;
  }

  /** Asks every signal, whether or not it matters. */
  void askAll() {
    for (int i = 0; i < plan.signals().size(); i++) {
      signals.result(i);
    }
  }

  @Override
  public double score(int signal) {
    SignalResult result = signals.result(signal);
    return result.matched() ? result.score() : MISS;
  }

  void note(String note) {
    notes = new ArrayList<>(notes);
    notes.add(note);
  }

  /** Keeps the figures that models were selected by. */
  void figures(List<ModelFigures> figures) {
    this.figures = figures;
  }

  private List<String> allNotes() {
    List<String> all = new ArrayList<>(notes);
    figures.forEach(each -> all.add("figures of " + each.describe()));
    return all;
  }

  /** Forgets the request's text. */
  void seal() {
    signals.seal();
  }

  boolean isKnown(int signal) {
    return signals.isKnown(signal);
  }

  int decision() {
    return decision;
  }

  RoutingPlan plan() {
    return plan;
  }

  @Override
  public RouteTrace.Details get() {
    List<SignalTrace> found = new ArrayList<>();
    SignalIndex index = plan.signals();
    for (int i = 0; i < index.size(); i++) {
      if (isKnown(i) && !index.isTested(i)) {
        found.add(
            new SignalTrace(index.type(i), index.name(i), signals.result(i), signals.evidence(i)));
      }
    }
    return new RouteTrace.Details(found, new Explanation(this).decisions(), allNotes());
  }
}
