package io.codingrouter.http.fault;

import io.codingrouter.Router;
import io.codingrouter.dispatch.Attempt;
import io.codingrouter.dispatch.ModelClient;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.Usage;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.RouterListener;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came of one request.
 *
 * @param text what its reader saw, of an endless answer only the beginning
 * @param usage what was counted
 * @param failure why there is no more, null if there is nothing amiss
 * @param attempts what the router's listener was told
 */
record Outcome(String text, Usage usage, @Nullable ModelException failure, List<Attempt> attempts) {
  private static final int MOST = 200;

  /** Asks a router of this setting, whose client outlives it. */
  static Outcome of(Setting setting, ModelClient client, boolean streamed) {
    Told told = new Told();
    ModelClient kept = call -> client.send(call);
    try (Router router =
        Router.builder(setting.config()).modelClient(kept).listener(told).seed(1).build()) {
      return streamed ? read(router, told) : ask(router, told);
    }
  }

  private static Outcome ask(Router router, Told told) {
    try {
      ChatResponse reply = router.chat(ChatRequest.user("who is there?"));
      return new Outcome(reply.text(), reply.usage(), null, told.attempts);
    } catch (ModelException e) {
      return new Outcome("", Usage.UNKNOWN, e, told.attempts);
    }
  }

  private static Outcome read(Router router, Told told) {
    StringBuilder text = new StringBuilder();
    Usage usage = Usage.UNKNOWN;
    try (ChatStream stream = router.stream(ChatRequest.user("who is there?"))) {
      while (stream.hasNext()) {
        ChatChunk chunk = stream.next();
        if (text.length() < MOST) {
          text.append(chunk.text());
        }
        usage = chunk.usage().equals(Usage.UNKNOWN) ? usage : chunk.usage();
      }
      return new Outcome(text.toString(), usage, null, told.attempts);
    } catch (ModelException e) {
      return new Outcome(text.toString(), usage, e, told.attempts);
    }
  }

  /** Who was asked, in order; then ✗ for a failure, ~ for one after the answer had begun. */
  String way() {
    String asked = attempts.stream().map(Attempt::endpoint).collect(Collectors.joining(" "));
    if (failure == null) {
      return asked;
    }
    return asked + (text.isEmpty() ? " ✗" : " ~");
  }

  /** The kinds of the attempts that failed, without doubles. */
  List<String> kinds() {
    return attempts.stream()
        .map(Attempt::outcome)
        .filter(outcome -> !outcome.equals(Attempt.OK))
        .distinct()
        .toList();
  }

  /** Hears of the one request. */
  private static final class Told implements RouterListener {
    volatile List<Attempt> attempts = List.of();

    @Override
    public void completed(RouteTrace trace, Usage usage, List<Attempt> tried) {
      attempts = tried;
    }

    @Override
    public void failed(RouteTrace trace, String kind, List<Attempt> tried) {
      attempts = tried;
    }
  }
}
