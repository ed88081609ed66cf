package io.codingrouter;

import io.codingrouter.config.ModelCard;
import io.codingrouter.dispatch.ApiFormat;
import io.codingrouter.dispatch.Dispatch;
import io.codingrouter.dispatch.Dispatcher;
import io.codingrouter.dispatch.ModelCall;
import io.codingrouter.dispatch.ModelClient;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Candidate;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the calls that routes ask for. Safe for concurrent use. */
final class Caller implements AutoCloseable {
  private final @Nullable ModelClient client;
  private final Dispatcher dispatcher;
  private final boolean allowsUnredacted;
  private final Executor executor;
  private final Duration keepAlive;
  private final LongSupplier nanoTime;

  Caller(
      @Nullable ModelClient client,
      LongSupplier nanoTime,
      Telemetry telemetry,
      boolean allowsUnredacted,
      Executor executor,
      Duration keepAlive) {
    this.client = client;
    this.dispatcher =
        new Dispatcher(
            client == null
                ? Caller::refuse
                : new TimedClient(ApiFormat.reading(client), nanoTime, telemetry.stats()::live),
            nanoTime);
    this.allowsUnredacted = allowsUnredacted;
    this.executor = new WaitingExecutor(executor);
    this.keepAlive = keepAlive;
    this.nanoTime = nanoTime;
  }

  private static ChatStream refuse(ModelCall call) {
    throw noClient();
  }

  /** What is wrong where a call shall be made and nobody can. */
  static IllegalStateException noClient() {
    return new IllegalStateException(
        "this router only decides; give it a ModelClient to make calls:"
            + " Router.builder(config).modelClient(HttpModelClient.create())");
  }

  /** The whole answer to a routed request. */
  ChatResponse chat(Route route) {
    return chat(route, OptionalLong.empty());
  }

  /** The whole answer to a routed request, whose time has run since a moment, else from now on. */
  ChatResponse chat(Route route, OptionalLong since) {
    if (route instanceof Route.Forward forward) {
      forward.exchange().claim();
      Dispatcher.Reply<ChatResponse> reply =
          send(forward, () -> dispatcher.whole(dispatch(forward, false, since)));
      return forward
          .exchange()
          .completed(forward.trace(), reply.answer(), reply.candidate(), reply.attempts());
    }
    return answered(route);
  }

  /** The answer to a routed request as it comes; waits for it as long as until a keep-alive. */
  ChatStream stream(Route route) {
    return stream(route, PendingStream::of);
  }

  /** The answer to a routed request as it comes; without keep-alives waits for it, else never. */
  ChatStream begin(Route route) {
    return stream(route, PendingStream::new);
  }

  private ChatStream stream(Route route, BiFunction<OpeningTask, Duration, ChatStream> pending) {
    if (route instanceof Route.Forward forward) {
      forward.exchange().claim();
      Dispatch dispatch =
          send(forward, () -> dispatch(forward, true, OptionalLong.of(nanoTime.getAsLong())));
      return keepAlive.isZero()
          ? open(forward, dispatch)
          : pending.apply(
              OpeningTask.start(
                  () -> open(forward, dispatch),
                  () -> forward.exchange().failed(forward.trace(), Interruption.nobodyWaits()),
                  executor),
              keepAlive);
    }
    return ChatStream.of(answered(route));
  }

  private ChatStream open(Route.Forward forward, Dispatch dispatch) {
    Dispatcher.Reply<ChatStream> reply = send(forward, () -> dispatcher.stream(dispatch));
    return forward
        .exchange()
        .completed(forward.trace(), reply.answer(), reply.candidate(), reply.attempts());
  }

  /**
   * Tells the end of a route whose call will not be made; says nothing if it was begun.
   *
   * @param cause why not, null if nobody waits for it any more
   */
  static void dropped(Route route, @Nullable Throwable cause) {
    if (route instanceof Route.Forward forward) {
      forward.exchange().dropped(forward.trace(), cause);
    }
  }

  private static ChatResponse answered(Route route) {
    if (route instanceof Route.Cached cached) {
      return cached.response();
    }
    if (route instanceof Route.Replied replied) {
      return replied.response();
    }
    if (route instanceof Route.Blocked blocked) {
      throw new BlockedException(blocked);
    }
    throw new AssertionError(route);
  }

  /** What is to be asked of whom. */
  private Dispatch dispatch(Route.Forward forward, boolean stream, OptionalLong since) {
    Exchange exchange = forward.exchange();
    List<Candidate> candidates = receivers(forward);
    return Dispatch.builder(
            candidates,
            candidate -> {
              ChatRequest request = streamed(exchange.adapt(candidate).request(), stream);
              return stream ? StreamUsage.asked(request, candidate) : request;
            })
        .timeout(exchange.original().timeout().orElseGet(exchange.plan()::timeout))
        .since(since)
        .reliability(candidate -> card(exchange, candidate).reliability())
        .contextWindow(candidate -> card(exchange, candidate).contextWindow())
        .random(new SplittableRandom(forward.trace().seed()))
        .listener(exchange.listener(forward.trace()))
        .build();
  }

  /** Does what leads to an answer, and tells why there will be none; the claim is taken. */
  private static <T> T send(Route.Forward forward, Supplier<T> asking) {
    try {
      return asking.get();
    } catch (RuntimeException | Error e) {
      forward.exchange().failed(forward.trace(), e);
      throw e;
    }
  }

  private static ModelCard card(Exchange exchange, Candidate candidate) {
    return exchange.plan().card(candidate.model().name());
  }

  private static ChatRequest streamed(ChatRequest request, boolean stream) {
    if (request.stream() == stream) {
      return request;
    }
    ChatRequest.Builder builder = request.toBuilder().set("/stream", stream);
    return (stream ? builder : builder.remove("/stream_options")).build();
  }

  // Fails closed: until personal data can be detected, it must not leave where it shall be
  // stripped. Holds for every candidate, so failover cannot get around it.
  private List<Candidate> receivers(Route.Forward forward) {
    RoutingPlan plan = forward.exchange().plan();
    List<Candidate> candidates = forward.candidates();
    if (allowsUnredacted || !plan.config().feature("pii_detection").enabled()) {
      return candidates;
    }
    List<Candidate> local =
        candidates.stream()
            .filter(candidate -> card(forward.exchange(), candidate).isDeclaredLocal())
            .toList();
    if (local.isEmpty()) {
      throw new BlockedException(
          new Route.Blocked(
              Route.Blocked.PII,
              "advanced.pii_detection is on, but this version cannot detect personal data yet, so '"
                  + candidates.get(0).model().name()
                  + "' is not asked: declare it location: local, set pii_detection: false, or build"
                  + " the router with allowUnredacted()",
              forward.trace()));
    }
    return local;
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
  }
}
