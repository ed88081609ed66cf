package io.codingrouter;

import io.codingrouter.config.ModelCard;
import io.codingrouter.dispatch.Adaptation;
import io.codingrouter.dispatch.ApiFormat;
import io.codingrouter.dispatch.Attempt;
import io.codingrouter.dispatch.AttemptListener;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.dispatch.RequestAdapter;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.Usage;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import io.codingrouter.telemetry.RouteTrace;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One forwarded request: where it may go, what each of these receives, and its one outcome. Safe
 * for concurrent use.
 */
final class Exchange {
  private final RouteRun run;
  private final ChatRequest request;
  private final Selection selection;
  private final DecisionPlugins plugins;
  private final Conversation conversation;
  private final Telemetry telemetry;
  private final Recording recording;
  private final long begun;
  private volatile Candidate answering;
  private final AtomicBoolean told = new AtomicBoolean();
  private volatile @Nullable MeteredStream onItsWay;

  Exchange(
      RouteRun run,
      ChatRequest request,
      Selection selection,
      Conversation conversation,
      Telemetry telemetry,
      Recording recording) {
    this.run = run;
    this.request = request;
    this.selection = selection;
    this.conversation = conversation;
    this.plugins = run.plan().plugins(run.decision());
    this.telemetry = telemetry;
    this.recording = recording;
    this.begun = telemetry.nanoTime();
    this.answering = selection.candidates().get(0);
  }

  List<Candidate> candidates() {
    return selection.candidates();
  }

  ChatRequest original() {
    return request;
  }

  RoutingPlan plan() {
    return run.plan();
  }

  /** The request as a candidate shall receive it, and what was changed. */
  Adaptation adapt(Candidate candidate) {
    if (!candidates().contains(candidate)) {
      throw new IllegalArgumentException(candidate + " is not a candidate of this route");
    }
    Adaptation fitted = selection.direct() ? renamed(candidate) : fitted(candidate);
    Adaptation adapted =
        fitted.then(
            ApiFormat.adapt(
                fitted.request(),
                candidate,
                card(candidate).maxOutputTokens(),
                card(candidate).compatibility()));
    if (candidate == candidates().get(0)) {
      run.changed(adapted.changes());
    }
    return adapted;
  }

  // The other fields of a request that names its model itself are its own.
  private Adaptation renamed(Candidate candidate) {
    String name = candidate.wireName();
    return request.model().filter(name::equals).isPresent()
        ? new Adaptation(request, List.of())
        : new Adaptation(request.toBuilder().model(name).build(), List.of("model: " + name));
  }

  private Adaptation fitted(Candidate candidate) {
    Adaptation allowed = plugins.policy().apply(request);
    Adaptation adapted =
        RequestAdapter.adapt(
            allowed.request(),
            candidate,
            card(candidate).reasoningFamily().map(plan().config().reasoningFamilies()::get),
            plan().config().defaultReasoningEffort());
    return allowed
        .then(adapted)
        .then(new Adaptation(adapted.request(), plugins.headers().changes()));
  }

  /** Tells that the request is on its way. */
  void routed() {
    conversation.routed(candidates());
  }

  /** Takes the right to tell the outcome: only the first who asks has it. */
  void claim() {
    if (!told.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "the outcome of this route was told before: call complete or fail once");
    }
  }

  /** Who answered, or shall answer as far as is known. */
  ModelRef answering() {
    return answering.model();
  }

  /** Restores the reply that the host got, and counts it; the claim is taken. */
  ChatResponse answered(RouteTrace trace, ChatResponse response) {
    ChatResponse read = ApiFormat.read(response);
    hostTiming().replied(read.usage());
    return completed(trace, read, candidates().get(0), List.of());
  }

  /** Restores the reply that the host is getting, and counts it when it ends; as above. */
  ChatStream answered(RouteTrace trace, ChatStream stream) {
    return completed(
        trace,
        new MeteredStream(ApiFormat.read(stream), hostTiming()),
        candidates().get(0),
        List.of());
  }

  /** Counts that the host got no reply; the claim is taken. */
  void unanswered(RouteTrace trace, Throwable cause) {
    hostTiming().failed(cause, Usage.UNKNOWN);
    if (cause instanceof BlockedException || isCancelled(cause)) {
      failed(trace, cause);
    } else {
      broke(trace, candidates().get(0), cause, Usage.UNKNOWN, List.of());
    }
  }

  private CallTiming hostTiming() {
    return telemetry.timingOfHost(candidates().get(0).model().name(), begun);
  }

  /** Restores the reply of a candidate and counts it; the claim is taken. */
  ChatResponse completed(
      RouteTrace trace, ChatResponse response, Candidate by, List<Attempt> attempts) {
    recording.captured(response);
    answering = by;
    completed(trace, by, response.usage(), attempts);
    return response;
  }

  /** Restores a reply on its way, and counts it when it ends; the claim is taken. */
  ChatStream completed(RouteTrace trace, ChatStream stream, Candidate by, List<Attempt> attempts) {
    answering = by;
    MeteredStream metered =
        new MeteredStream(
            recording.captured(stream),
            new MeteredStream.Watch() {
              @Override
              public void completed(Usage usage) {
                Exchange.this.completed(trace, by, usage, attempts);
              }

              @Override
              public void failed(Throwable cause, Usage usage) {
                if (isCancelled(cause)) {
                  left(trace, by, usage, attempts(cause)); // by an interrupt, say
                } else {
                  broke(trace, by, cause, usage, attempts);
                }
              }

              @Override
              public void closed(Usage usage) {
                left(trace, by, usage, attempts);
              }
            });
    onItsWay = metered;
    return metered;
  }

  /** Counts a failure; the claim is taken. */
  void failed(RouteTrace trace, Throwable cause) {
    if (cause instanceof BlockedException blocked) {
      recording.failed(blocked.reason());
      telemetry.blocked(trace, blocked.reason());
    } else {
      failed(trace, candidates().get(0), cause, Usage.UNKNOWN, attempts(cause));
    }
  }

  /**
   * Counts the failure of a model that was asked.
   *
   * @param begun the attempts until a reply began, for a cause that tells of none: a host's, or
   *     that of a client that throws what it should not
   */
  private void broke(
      RouteTrace trace, Candidate by, Throwable cause, Usage usage, List<Attempt> begun) {
    List<Attempt> attempts = attempts(cause);
    if (attempts.isEmpty()) {
      telemetry.failed(card(by).name());
    }
    failed(trace, by, cause, usage, attempts.isEmpty() ? begun : attempts);
  }

  /** Counts a failure, unless the claim is taken by who makes the call, and tells its outcome. */
  void dropped(RouteTrace trace, @Nullable Throwable cause) {
    if (told.compareAndSet(false, true)) {
      failed(trace, cause == null ? Interruption.nobodyWaits() : cause);
    }
  }

  private void failed(
      RouteTrace trace, Candidate by, Throwable cause, Usage usage, List<Attempt> attempts) {
    ModelCard card = card(by);
    run.quota().attempted(attempts);
    String kind = Telemetry.kind(cause);
    if (usage.equals(Usage.UNKNOWN)) {
      recording.failed(kind);
    } else {
      run.quota().answered(card, usage);
      recording.ended(kind, card.name(), usage, cost(card, usage));
    }
    telemetry.failed(trace, tenant(), card, plan().reference(), cause, usage, attempts);
  }

  /** Who is told of the attempts to get an answer. */
  AttemptListener listener(RouteTrace trace) {
    return telemetry.attempts(trace, this::givenUp);
  }

  private void givenUp() {
    MeteredStream reply = onItsWay;
    if (reply != null) {
      reply.left();
    }
  }

  private String tenant() {
    return request.tenant().orElse("");
  }

  private static boolean isCancelled(Throwable cause) {
    return Telemetry.kind(cause).equals(ModelException.CANCELLED);
  }

  private static List<Attempt> attempts(Throwable cause) {
    return cause instanceof ModelException e ? e.attempts() : List.of();
  }

  private void completed(RouteTrace trace, Candidate by, Usage usage, List<Attempt> attempts) {
    conversation.answered(by, usage, candidates());
    ModelCard card = card(by);
    run.quota().attempted(attempts);
    run.quota().answered(card, usage);
    recording.answered(card.name(), usage, cost(card, usage));
    telemetry.completed(trace, tenant(), card, plan().reference(), usage, attempts);
  }

  // What the model wrote to a reader who is gone costs money all the same. Mostly nobody counted
  // it, or the prompt alone: what is known is told, and nothing is guessed.
  private void left(RouteTrace trace, Candidate by, Usage usage, List<Attempt> attempts) {
    ModelCard card = card(by);
    run.quota().attempted(attempts);
    run.quota().answered(card, usage);
    recording.ended(ModelException.CANCELLED, card.name(), usage, cost(card, usage));
    telemetry.cancelled(trace, tenant(), card, plan().reference(), usage, attempts);
  }

  private static Optional<BigDecimal> cost(ModelCard card, Usage usage) {
    OptionalLong picos = Price.picos(card, usage);
    return picos.isPresent() ? Optional.of(Price.money(picos.getAsLong())) : Optional.empty();
  }

  private ModelCard card(Candidate candidate) {
    return plan().card(candidate.model().name());
  }
}
