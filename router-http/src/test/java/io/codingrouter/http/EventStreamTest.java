package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.codingrouter.dispatch.CallLimits;
import io.codingrouter.dispatch.ModelCall;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest extends HttpTest {
  private static final String FIRST =
      "data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"fo\"}}]}\n\n";
  private static final String LAST =
      "data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"ür\"},"
          + "\"finish_reason\":\"stop\"}]}\n\n";
  private static final String USAGE =
      "data: {\"id\":\"1\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,"
          + "\"completion_tokens\":2}}\n\n";
  private static final String DONE = "data: [DONE]\n\n";
  private static final String WHOLE = ": hello\n\n" + FIRST + LAST + USAGE + DONE;

  @Test
  void text_and_usage_come_in_chunks() {
    server.enqueue(events(WHOLE));
    try (ChatStream stream = client.send(streamed())) {
      assertThat(stream.next().text()).isEqualTo("fo");
      assertThat(stream.next().text()).isEqualTo("ür");
      assertThat(stream.next().usage().promptTokens()).hasValue(3);
      assertThat(stream.hasNext()).isFalse();
      assertThat(stream.hasNext()).isFalse();
    }
  }

  @Test
  void a_chunk_is_here_before_the_next_is_sent() {
    server.enqueue(stalled());
    try (ChatStream stream = client.send(streamed())) {
      assertThat(stream.next().text()).isEqualTo("fo");
    }
  }

  @Test
  void a_zipped_stream_is_read_as_it_comes() throws Exception {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(zipped, true)) {
      zip.write(FIRST.getBytes(StandardCharsets.UTF_8));
      zip.flush();
      // More than all before it, so that half of the body holds the first chunk.
      byte[] filling = new byte[4 * zipped.size()];
      new Random(1).nextBytes(filling);
      zip.write(
          (": " + Base64.getEncoder().encodeToString(filling)).getBytes(StandardCharsets.UTF_8));
      zip.write(("\n\n" + LAST + USAGE + DONE).getBytes(StandardCharsets.UTF_8));
    }
    MockResponse response =
        new MockResponse.Builder()
            .addHeader("Content-Type", "text/event-stream")
            .addHeader("Content-Encoding", "gzip")
            .body(new Buffer().write(zipped.toByteArray()))
            .build();
    server.enqueue(response);
    assertThat(client.send(streamed()).collect().text()).isEqualTo("foür");
    assertThat(server.takeRequest().getHeaders().get("Accept-Encoding")).isEqualTo("gzip");
    server.enqueue(response.newBuilder().onResponseBody(SocketEffect.Stall.INSTANCE).build());
    try (ChatStream stream = client.send(streamed())) {
      assertThat(stream.next().text()).isEqualTo("fo");
    }
  }

  @Test
  void a_connection_is_of_use_after_a_stream() throws Exception {
    for (int i = 0; i < 3; i++) {
      server.enqueue(
          new MockResponse.Builder()
              .addHeader("Content-Type", "text/event-stream")
              .chunkedBody(WHOLE, 40)
              .build());
      assertThat(client.send(streamed()).collect().text()).isEqualTo("foür");
    }
    int first = server.takeRequest().getConnectionIndex();
    assertThat(server.takeRequest().getConnectionIndex()).isEqualTo(first);
    assertThat(server.takeRequest().getConnectionIndex()).isEqualTo(first);
  }

  @Test
  void the_last_word_may_be_missing_after_a_finish_reason() {
    for (String body : new String[] {FIRST + LAST, FIRST + LAST + "data: [DONE]"}) {
      server.enqueue(events(body));
      assertThat(client.send(streamed()).collect().text()).isEqualTo("foür");
    }
  }

  @Test
  void a_stream_that_is_cut_anywhere_is_never_a_reply() {
    byte[] bytes = (FIRST + LAST + USAGE).getBytes(StandardCharsets.UTF_8);
    int finished = (FIRST + LAST).getBytes(StandardCharsets.UTF_8).length;
    for (int cut = 1; cut < bytes.length; cut++) {
      // What stops between two events after the finish reason may be all there was.
      if (cut != finished && cut != finished - 1) {
        server.enqueue(
            new MockResponse.Builder()
                .addHeader("Content-Type", "text/event-stream")
                .body(new Buffer().write(bytes, 0, cut))
                .build());
        assertThat(failure(streamed()).kind()).as("cut at %d", cut).isEqualTo("truncated");
      }
    }
  }

  @Test
  void a_connection_that_breaks_is_a_cut() {
    server.enqueue(
        events(WHOLE).newBuilder().onResponseBody(new SocketEffect.CloseSocket()).build());
    assertThat(failure(streamed()).kind()).isEqualTo(ModelException.TRUNCATED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          data: {"error":{"message":"overloaded","type":"overloaded_error"}}            | server_error
          event: error;data: {"message":"boom"}                                         | server_error
          data: {"object":"error","message":"slow","code":429}                          | rate_limited
          data: {"error":{"code":503,"message":"x"},"choices":[{"delta":{}}]}           | server_error
          data: {"error":{"message":"Too many.","code":"context_length_exceeded"}}      | context_length
          event: error;data: {"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 9 > 8"}} | context_length
          data: {"error":"prompt too long, exceeded max context length by 12 tokens"}   | context_length
          event: error;data: {"error":{"message":"The model is loaded with context length of only 4096 tokens. Provide a shorter input"}} | context_length
          data: {"error":{"code":"content_filter","message":"no"}}                      | content_policy
          data: {"choices":                                                             | malformed
          data: four                                                                    | malformed
          """)
  void an_event_that_is_no_chunk_has_its_kind(String lines, String kind) {
    String event = lines.replace(';', '\n') + "\n\n";
    server.enqueue(events(event));
    assertThat(catchThrowableOfType(ModelException.class, () -> client.send(streamed())).kind())
        .isEqualTo(kind);
    server.enqueue(events(FIRST + event + LAST + DONE));
    try (ChatStream stream = client.send(streamed())) {
      assertThat(stream.next().text()).isEqualTo("fo");
      ModelException failure = catchThrowableOfType(ModelException.class, stream::hasNext);
      assertSilent(failure);
      assertThat(failure.kind()).isEqualTo(kind);
      assertThatThrownBy(stream::next).isSameAs(failure);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ": hello\n\n", DONE, "data: {\"type\":\"ping\"}\n\n" + DONE})
  void a_stream_without_an_answer_is_malformed(String body) {
    server.enqueue(events(body));
    assertThat(failure(streamed()).kind()).isEqualTo(ModelException.MALFORMED);
  }

  @Test
  void a_stream_of_another_type_is_malformed() {
    server.enqueue(
        new MockResponse.Builder().addHeader("Content-Type", "text/plain").body(WHOLE).build());
    assertThat(failure(streamed()).kind()).isEqualTo(ModelException.MALFORMED);
  }

  @Test
  void the_other_form_is_understood() {
    server.enqueue(json(ANSWER));
    assertThat(client.send(streamed()).collect().text()).isEqualTo("four");
    server.enqueue(events(WHOLE));
    try (ChatStream stream = client.send(call(base()))) {
      assertThat(stream.next().isWhole()).isTrue();
      assertThat(stream.hasNext()).isFalse();
    }
    server.enqueue(events(WHOLE));
    ChatResponse response = client.send(call(base())).collect();
    assertThat(response.usage().promptTokens()).hasValue(3);
  }

  @Test
  void a_stream_that_is_silent_after_its_head_has_not_begun() {
    String noEnd = ":" + "-".repeat(2 * WHOLE.length());
    server.enqueue(events(noEnd).newBuilder().onResponseBody(SocketEffect.Stall.INSTANCE).build());
    assertThat(failure(streamed(new CallLimits(LONG, SHORT, LONG, LONG))))
        .hasMessageContaining("(limit: first token)")
        .extracting(ModelException::kind)
        .isEqualTo(ModelException.TIMEOUT);
  }

  @Test
  void what_comes_before_the_first_content_is_no_beginning() {
    String role = "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"}}]}\n\n";
    server.enqueue(
        events(": alive\n\n".repeat(4_000) + role + WHOLE)
            .newBuilder()
            .throttleBody(80, 40, TimeUnit.MILLISECONDS)
            .build());
    assertThat(failure(streamed(new CallLimits(LONG, SHORT, LONG, LONG))))
        .hasMessageContaining("(limit: first token)");
  }

  @Test
  void a_stream_that_was_asked_for_has_no_total_once_it_has_begun() {
    CallLimits limits = new CallLimits(LONG, LONG, LONG, SHORT);
    onAnyMachine(
        () -> {
          server.enqueue(dripping(FIRST.repeat(12) + LAST + DONE));
          assertThat(client.send(streamed(limits)).collect().text())
              .isEqualTo("fo".repeat(12) + "ür");
        });
    server.enqueue(dripping(FIRST.repeat(1_000) + LAST + DONE));
    assertThat(failure(call(base(), limits))).hasMessageContaining("(limit: total)");
  }

  private static MockResponse dripping(String chunks) {
    return events(chunks)
        .newBuilder()
        .throttleBody(2L * FIRST.length(), 50, TimeUnit.MILLISECONDS)
        .build();
  }

  @Test
  void a_stream_that_stops_has_stalled_and_one_that_drips_has_a_total() {
    server.enqueue(stalled());
    assertThat(failure(streamed(new CallLimits(LONG, LONG, SHORT, LONG))))
        .hasMessageContaining("(limit: stall)");
    server.enqueue(dripping(8, 300));
    assertThat(failure(streamed(new CallLimits(LONG, LONG, LONG, SHORT))))
        .hasMessageContaining("(limit: total)");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void cancelling_or_closing_ends_a_wait_within_100_ms(boolean close) {
    onAnyMachine(() -> assertEndsAWait(close));
  }

  private void assertEndsAWait(boolean close) {
    server.enqueue(stalled());
    ModelCall call = streamed();
    Timer timer = new Timer(true);
    ChatStream stream = client.send(call);
    try (stream) {
      assertThat(stream.next().text()).isEqualTo("fo");
      Runnable stop = close ? stream::close : call::cancel;
      long[] stopped = new long[1];
      timer.schedule(
          new TimerTask() {
            @Override
            public void run() {
              stopped[0] = System.nanoTime();
              stop.run();
            }
          },
          30);
      ModelException failure = catchThrowableOfType(ModelException.class, stream::hasNext);
      assertThat(failure).isNotNull();
      assertThat(failure.kind()).isEqualTo(ModelException.CANCELLED);
      assertThat(Duration.ofNanos(System.nanoTime() - stopped[0]))
          .isLessThan(Duration.ofMillis(100));
    } finally {
      timer.cancel();
    }
  }

  private static MockResponse events(String body) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "text/event-stream; charset=utf-8")
        .body(body)
        .build();
  }

  /** Sends half of the body, which holds the first chunk. */
  private static MockResponse stalled() {
    return events(WHOLE).newBuilder().onResponseBody(SocketEffect.Stall.INSTANCE).build();
  }

  private static MockResponse dripping(int bytes, long millis) {
    return events(WHOLE).newBuilder().throttleBody(bytes, millis, TimeUnit.MILLISECONDS).build();
  }

  private ModelCall streamed() {
    return streamed(new CallLimits(LONG, LONG, LONG, LONG));
  }

  private ModelCall streamed(CallLimits limits) {
    ModelCall whole = call(base(), limits);
    return new ModelCall(
        whole.candidate(), whole.request().toBuilder().set("/stream", true).build(), limits);
  }
}
