package io.codingrouter;

import io.codingrouter.decision.DecisionEngine;
import io.codingrouter.decision.SignalOutcomes;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.signal.KeywordMatches;
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
  private static final byte UNKNOWN = 0;
  private static final byte FIRED = 1;
  private static final byte MISSED = 2;

  private final RoutingPlan plan;
  private final KeywordMatches keywords;
  private final byte[] outcomes; // by signal
  private boolean sealed;
  private int decision = DecisionEngine.NONE;
  private List<String> notes = List.of();

  RouteRun(RoutingPlan plan, ChatRequest request) {
    this.plan = plan;
    this.keywords = plan.keywords().match(plan.config().envelopes().read(request));
    this.outcomes = new byte[plan.signals().size()];
  }

  /** Finds the decision that is taken, or {@link DecisionEngine#NONE}. */
  int decide() {
    decision = plan.engine().decide(this);
    return decision;
  }

  /** Asks every signal, whether or not it matters. */
  void askAll() {
    for (int i = 0; i < outcomes.length; i++) {
      score(i);
    }
  }

  @Override
  public double score(int signal) {
    byte outcome = outcomes[signal];
    if (outcome == UNKNOWN && !sealed) {
      outcome = keywords.matched(signal) ? FIRED : MISSED;
      outcomes[signal] = outcome;
    }
    return outcome == FIRED ? 1 : MISS;
  }

  void note(String note) {
    notes = new ArrayList<>(notes);
    notes.add(note);
  }

  /** Forgets the request's text. */
  void seal() {
    sealed = true;
    keywords.forgetText();
  }

  boolean isKnown(int signal) {
    return outcomes[signal] != UNKNOWN;
  }

  int decision() {
    return decision;
  }

  RoutingPlan plan() {
    return plan;
  }

  @Override
  public RouteTrace.Details get() {
    List<SignalTrace> signals = new ArrayList<>();
    for (int i = 0; i < outcomes.length; i++) {
      if (isKnown(i)) {
        signals.add(
            new SignalTrace(
                "keyword",
                plan.signals().get(i).name(),
                outcomes[i] == FIRED ? SignalResult.HIT : SignalResult.MISS,
                keywords.found(i)));
      }
    }
    return new RouteTrace.Details(signals, new Explanation(this).decisions(), notes);
  }
}
