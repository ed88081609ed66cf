package io.codingrouter;

import io.codingrouter.config.ModelCard;
import io.codingrouter.dispatch.Adaptation;
import io.codingrouter.dispatch.Attempt;
import io.codingrouter.dispatch.AttemptListener;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.dispatch.RequestAdapter;
import io.codingrouter.dispatch.RequestPolicy;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.Usage;
import io.codingrouter.model.Candidate;
import io.codingrouter.telemetry.RouteTrace;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One forwarded request: where it may go, what each of these receives, and its one outcome. Safe
 * for concurrent use.
 */
final class Exchange {
  private final RoutingPlan plan;
  private final ChatRequest request;
  private final List<Candidate> candidates;
  private final boolean direct;
  private final RequestPolicy policy;
  private final Conversation conversation;
  private final Telemetry telemetry;
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * Creates an exchange.
   *
   * @param direct whether the request named its model itself, so that its other fields are its own
   */
  Exchange(
      RoutingPlan plan,
      ChatRequest request,
      List<Candidate> candidates,
      boolean direct,
      RequestPolicy policy,
      Conversation conversation,
      Telemetry telemetry) {
    this.plan = plan;
    this.request = request;
    this.candidates = candidates;
    this.direct = direct;
    this.policy = policy;
    this.conversation = conversation;
    this.telemetry = telemetry;
  }

  List<Candidate> candidates() {
    return candidates;
  }

  ChatRequest original() {
    return request;
  }

  RoutingPlan plan() {
    return plan;
  }

  /** The request as a candidate shall receive it, and what was changed. */
  Adaptation adapt(Candidate candidate) {
    if (!candidates.contains(candidate)) {
      throw new IllegalArgumentException(candidate + " is not a candidate of this route");
    }
    if (direct) {
      String name = candidate.wireName();
      return request.model().filter(name::equals).isPresent()
          ? new Adaptation(request, List.of())
          : new Adaptation(request.toBuilder().model(name).build(), List.of("model: " + name));
    }
    Adaptation allowed = policy.apply(request);
    return allowed.then(
        RequestAdapter.adapt(
            allowed.request(),
            candidate,
            card(candidate).reasoningFamily().map(plan.config().reasoningFamilies()::get),
            plan.config().defaultReasoningEffort()));
  }

  /** Tells that the request is on its way. */
  void routed() {
    conversation.routed(candidates);
  }

  /** Takes the right to tell the outcome: only the first who asks has it. */
  void claim() {
    if (!told.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "the outcome of this route was told before: call complete or fail once");
    }
  }

  /** Restores a reply and counts it; the claim is taken. */
  ChatResponse completed(RouteTrace trace, ChatResponse response) {
    return completed(trace, response, candidates.get(0), List.of());
  }

  /** Restores the reply of a candidate and counts it; the claim is taken. */
  ChatResponse completed(
      RouteTrace trace, ChatResponse response, Candidate by, List<Attempt> attempts) {
    completed(trace, by, response.usage(), attempts);
    return response;
  }

  /** Restores a reply on its way, and counts it when it ends; the claim is taken. */
  ChatStream completed(RouteTrace trace, ChatStream stream, Candidate by, List<Attempt> attempts) {
    return new MeteredStream(
        stream,
        usage -> completed(trace, by, usage, attempts),
        cause -> telemetry.failed(trace, card(by), cause, attempts(cause)));
  }

  /** Counts a failure; the claim is taken. */
  void failed(RouteTrace trace, Throwable cause) {
    telemetry.failed(trace, card(candidates.get(0)), cause, attempts(cause));
  }

  /** Who is told of the attempts to get an answer. */
  AttemptListener listener(RouteTrace trace) {
    return telemetry.attempts(trace);
  }

  private static List<Attempt> attempts(Throwable cause) {
    return cause instanceof ModelException e ? e.attempts() : List.of();
  }

  private void completed(RouteTrace trace, Candidate by, Usage usage, List<Attempt> attempts) {
    conversation.answered(by, usage, candidates);
    telemetry.completed(trace, card(by), plan.reference(), usage, attempts);
  }

  private ModelCard card(Candidate candidate) {
    return plan.card(candidate.model().name());
  }
}
