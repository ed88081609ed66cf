package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.dispatch.ApiFormat;
import io.codingrouter.dispatch.CallLimits;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okio.Buffer;

/** Whatever a server sends as events: a reader gets chunks, an end, or a typed exception. */
class EventStreamPropertyTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final OkHttpClient CLIENT = new OkHttpClient(); // sends nothing

  private static Arbitrary<String> leaf() {
    return Arbitraries.of(
        "null",
        "true",
        "0",
        "-1",
        "2147483648",
        "99999999999999999999",
        "1e400",
        "\"\"",
        "\"x\"",
        "\"stop\"",
        "\"error\"",
        "\"message_stop\"",
        "\"tool_use\"",
        "[]",
        "{}",
        "[[]]");
  }

  private static Arbitrary<String> value(int depth) {
    if (depth == 0) {
      return leaf();
    }
    Arbitrary<String> inner = value(depth - 1);
    return Arbitraries.frequencyOf(
        Tuple.of(2, leaf()),
        Tuple.of(1, inner.map(each -> "[" + each + "]")),
        Tuple.of(
            3,
            Combinators.combine(
                    Arbitraries.of(
                        "index",
                        "type",
                        "text",
                        "content",
                        "message",
                        "delta",
                        "finish_reason",
                        "choices",
                        "error",
                        "code",
                        "status",
                        "stop_reason",
                        "retry_after"),
                    inner)
                .as((key, each) -> "{\"" + key + "\":" + each + "}")));
  }

  private static Arbitrary<String> event() {
    Arbitrary<String> openAi =
        Combinators.combine(value(2), value(2), leaf())
            .as(
                (delta, usage, finish) ->
                    "{\"choices\":[{\"index\":0,\"delta\":"
                        + delta
                        + ",\"finish_reason\":"
                        + finish
                        + "}],\"usage\":"
                        + usage
                        + "}");
    Arbitrary<String> anthropic =
        Combinators.combine(
                Arbitraries.of(
                    "message_start",
                    "content_block_start",
                    "content_block_delta",
                    "content_block_stop",
                    "message_delta",
                    "message_stop",
                    "error",
                    "ping"),
                leaf(),
                value(2),
                value(2))
            .as(
                (type, index, one, other) ->
                    "{\"type\":\""
                        + type
                        + "\",\"index\":"
                        + index
                        + ",\"delta\":"
                        + one
                        + ",\"content_block\":"
                        + other
                        + ",\"message\":"
                        + other
                        + ",\"error\":"
                        + one
                        + "}");
    return Arbitraries.frequencyOf(
        Tuple.of(4, openAi.map(json -> "data: " + json + "\n\n")),
        Tuple.of(4, anthropic.map(json -> "data: " + json + "\n\n")),
        Tuple.of(1, value(3).map(json -> "event: error\ndata: " + json + "\n\n")),
        Tuple.of(1, value(3).map(json -> "data: " + json + "\r\n\r\n")),
        Tuple.of(1, Arbitraries.strings().ascii().ofMaxLength(20)),
        Tuple.of(1, Arbitraries.of("data: [DONE]\n\n", ": alive\n\n", "data:\n\n", "\uFEFF")));
  }

  @Provide
  Arbitrary<String> bodies() {
    return event().list().ofMaxSize(8).map(events -> String.join("", events));
  }

  @Property(tries = 1_000)
  void any_body_is_read_or_a_typed_failure(
      @ForAll("bodies") String body, @ForAll EventFormat format, @ForAll boolean asked)
      throws InterruptedException {
    Post post =
        Post.to(
            Peer.of("model", URI.create("http://localhost:1/v1"), "chat/completions", "x"),
            Map.of(),
            "{}",
            new CallLimits(LONG, LONG, LONG, LONG));
    Progress progress = new Progress(post.limits());
    Call call = CLIENT.newCall(post.request().build());
    progress.begin(new Reply(200, Headers.of(), "", false));
    assertThat(progress.hand(new Buffer().write(body.getBytes(StandardCharsets.UTF_8)))).isTrue();
    progress.complete(Outcome.ENDED);
    Incoming incoming = new Incoming(post, call, progress, () -> false);
    int chunks = 0;
    try (ChatStream stream =
        ApiFormat.read(new EventStream(incoming, format, asked, () -> Instant.EPOCH))) {
      while (stream.hasNext()) {
        assertThat(stream.next().toJson()).startsWith("{");
        chunks++;
      }
    } catch (ModelException e) {
      assertThat(e.kind()).isNotEqualTo(ModelException.CANCELLED);
    }
    assertThat(chunks).isLessThanOrEqualTo(body.length());
  }
}
