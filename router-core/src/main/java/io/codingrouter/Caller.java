package io.codingrouter;

import io.codingrouter.config.ModelCard;
import io.codingrouter.dispatch.Dispatcher;
import io.codingrouter.dispatch.ModelCall;
import io.codingrouter.dispatch.ModelClient;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.Location;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Makes the calls that routes ask for. Safe for concurrent use. */
final class Caller implements AutoCloseable {
  private final @Nullable ModelClient client;
  private final Dispatcher dispatcher;
  private final boolean allowsUnredacted;

  Caller(@Nullable ModelClient client, LongSupplier nanoTime, boolean allowsUnredacted) {
    this.client = client;
    this.dispatcher = new Dispatcher(client == null ? Caller::refuse : client, nanoTime);
    this.allowsUnredacted = allowsUnredacted;
  }

  private static ChatStream refuse(ModelCall call) {
    throw new IllegalStateException(
        "this router only decides; give it a ModelClient to make calls:"
            + " Router.builder(config).modelClient(HttpModelClient.create())");
  }

  /** The whole answer to a routed request. */
  ChatResponse chat(Route route) {
    if (route instanceof Route.Forward forward) {
      Dispatcher.Reply reply = send(forward, false);
      try {
        return reply.stream().collect();
      } catch (ModelException e) {
        throw e.attempts().isEmpty() ? Dispatcher.withAttempts(e, reply.attempts()) : e;
      }
    }
    return answered(route);
  }

  /** The answer to a routed request as it comes. */
  ChatStream stream(Route route) {
    return route instanceof Route.Forward forward
        ? send(forward, true).stream()
        : ChatStream.of(answered(route));
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

  private Dispatcher.Reply send(Route.Forward forward, boolean stream) {
    Exchange exchange = forward.exchange();
    Candidate candidate = exchange.candidates().get(0);
    requireMayReceive(forward, candidate);
    exchange.claim();
    try {
      ChatRequest adapted = streamed(exchange.adapt(candidate).request(), stream);
      Duration timeout = exchange.original().timeout().orElseGet(exchange.plan()::timeout);
      Dispatcher.Reply reply = dispatcher.send(candidate, adapted, timeout);
      return new Dispatcher.Reply(
          candidate,
          exchange.completed(forward.trace(), reply.stream(), candidate, reply.attempts()),
          reply.attempts());
    } catch (ModelException e) {
      exchange.failed(forward.trace(), e, e.attempts());
      throw e;
    } catch (RuntimeException e) {
      exchange.failed(forward.trace(), e, List.of());
      throw e;
    }
  }

  private static ChatRequest streamed(ChatRequest request, boolean stream) {
    if (request.stream() == stream) {
      return request;
    }
    ChatRequest.Builder builder = request.toBuilder().set("/stream", stream);
    return (stream ? builder : builder.remove("/stream_options")).build();
  }

  // Fails closed: until personal data can be detected, it must not leave where it shall be
  // stripped.
  private void requireMayReceive(Route.Forward forward, Candidate candidate) {
    RoutingPlan plan = forward.exchange().plan();
    ModelCard card = plan.card(candidate.model().name());
    boolean declaredLocal = card.declaredLocation().filter(Location.LOCAL::equals).isPresent();
    if (!allowsUnredacted && !declaredLocal && plan.config().feature("pii_detection").enabled()) {
      throw new BlockedException(
          new Route.Blocked(
              Route.Blocked.PII,
              "advanced.pii_detection is on, but this version cannot detect personal data yet, so '"
                  + card.name()
                  + "' is not asked: declare it location: local, set pii_detection: false, or build"
                  + " the router with allowUnredacted()",
              forward.trace()));
    }
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
  }
}
