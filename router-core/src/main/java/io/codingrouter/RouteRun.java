package io.codingrouter;

import io.codingrouter.decision.DecisionEngine;
import io.codingrouter.decision.SignalOutcomes;
import io.codingrouter.message.CallFigures;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.selection.ModelFigures;
import io.codingrouter.signal.RequestText;
import io.codingrouter.signal.SignalMatches;
import io.codingrouter.signal.SignalResult;
import io.codingrouter.telemetry.RouteTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through a plan: remembers what each signal found, and asks none twice.
 * Once it is {@linkplain #seal sealed} it holds no text of the request and only explains.
 */
final class RouteRun implements SignalOutcomes, Supplier<RouteTrace.Details> {
  private final RoutingPlan plan;
  private final SignalMatches signals;
  private final Quota quota;
  private @Nullable RequestText text; // null once this is sealed
  private final boolean readsAll; // whether the text is that of the whole request
  private int alone = DecisionEngine.NONE; // what this turn by itself would take
  private int decision = DecisionEngine.NONE; // what is taken
  private String skipped = "";
  private List<String> notes = List.of();
  private volatile List<String> changes = List.of(); // known when the request is made
  private List<ModelFigures> figures = List.of();
  private @Nullable Map<String, CallFigures> recorded; // by the model's name; null if live

  /** A request that nobody makes in earnest. */
  RouteRun(RoutingPlan plan, ChatRequest request) {
    this(plan, request, Quota.UNLIMITED);
  }

  RouteRun(RoutingPlan plan, ChatRequest request, Quota quota) {
    this.plan = plan;
    this.quota = quota;
    // A loop of tool calls is one turn: unless signals ask how far it has got, each of its requests
    // is judged as the one that began it.
    RequestText whole = plan.config().envelopes().read(request);
    ChatRequest began = plan.signals().readsLoops() ? request : whole.atTurn();
    this.readsAll = began.messages().size() == request.messages().size();
    this.text = readsAll ? whole : plan.config().envelopes().read(began);
    this.signals = plan.signals().match(text);
  }

  /**
   * Finds the decision that is taken, or {@link DecisionEngine#NONE}.
   *
   * @param price what it costs to take the conversation elsewhere
   */
  int decide(SwitchPrice price) {
    alone = plan.engine().decide(this);
    decision =
        plan.config().stickiness().enabled()
            ? plan.continuity().settle(alone, text(), price)
            : alone;
    if (isKept()) {
      note(
          "the conversation stays with "
              + plan.name(decision)
              + ": by itself this turn would take "
              + (alone == DecisionEngine.NONE ? "no decision" : plan.name(alone)));
    }
    return decision;
  }

  /** Whether the decision is one that an earlier turn of the conversation brought. */
  boolean isKept() {
    return decision != alone;
  }

  /** The request's text, as it was when the human asked. */
  RequestText text() {
    if (text == null) {
      throw new IllegalStateException("the request is forgotten");
    }
    return text;
  }

  /** How many tokens a request is that may have grown since the human asked. */
  int tokens(ChatRequest whole) {
    return readsAll
        ? signals.tokens()
        : plan.signals().match(plan.config().envelopes().read(whole)).tokens();
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

  /** Notes why no decision is asked. */
  void skipDecisions(String reason) {
    skipped = reason;
    note(reason + ": no decision is asked");
  }

  /** Why no decision was asked, {@code ""} if they were. */
  String skipped() {
    return skipped;
  }

  void note(String note) {
    notes = new ArrayList<>(notes);
    notes.add(note);
  }

  /** Notes what is different in the request that the first candidate receives. */
  void changed(List<String> changes) {
    this.changes = changes;
  }

  List<String> changes() {
    return changes;
  }

  /** What else there is to say, one phrase each. */
  List<String> notes() {
    return notes;
  }

  /** Keeps the figures that models were selected by. */
  void figures(List<ModelFigures> figures) {
    this.figures = figures;
  }

  /** The figures that models were selected by; none where they are not selected by figures. */
  List<ModelFigures> figures() {
    return figures;
  }

  /** Takes the figures of a recorded request, if there are any, for those of this moment. */
  RouteRun replay(@Nullable Map<String, CallFigures> recorded) {
    this.recorded = recorded;
    return this;
  }

  /** How a model's calls went when the request was recorded; empty if it is routed now. */
  Optional<CallFigures> recorded(String model) {
    return recorded == null
        ? Optional.empty()
        : Optional.of(recorded.getOrDefault(model, CallFigures.NONE));
  }

  /** Forgets the request's text. */
  void seal() {
    signals.seal();
    text = null;
  }

  /** What the signals found. */
  SignalMatches signals() {
    return signals;
  }

  int decision() {
    return decision;
  }

  /** Whether the decision that is taken answers with a fixed text. */
  boolean isReplied() {
    return plan.replies(decision);
  }

  /** What limits leave to this request. */
  Quota quota() {
    return quota;
  }

  RoutingPlan plan() {
    return plan;
  }

  @Override
  public RouteTrace.Details get() {
    return new Explanation(this).details();
  }
}
