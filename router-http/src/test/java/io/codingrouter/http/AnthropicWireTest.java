package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.Router;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.CallLimits;
import io.codingrouter.dispatch.ModelCall;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Candidate;
import java.nio.charset.StandardCharsets;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicWireTest extends HttpTest {
  private static final String REPLY =
      "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude\","
          + "\"content\":[{\"type\":\"text\",\"text\":\"foür\"}],\"stop_reason\":\"end_turn\","
          + "\"usage\":{\"input_tokens\":3,\"output_tokens\":2}}";
  private static final String BEGUN =
      event("message_start", "\"message\":{\"id\":\"msg_1\",\"usage\":{\"input_tokens\":3}}")
          + event("ping", "\"x\":1")
          + event(
              "content_block_start",
              "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}")
          + event(
              "content_block_delta",
              "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"fo\"}");
  private static final String FINISHED =
      event(
              "content_block_delta",
              "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"ür\"}")
          + event("content_block_stop", "\"index\":0")
          + event(
              "message_delta",
              "\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":2}");
  private static final String WHOLE = BEGUN + FINISHED + event("message_stop", "\"x\":1");

  private static String event(String type, String fields) {
    return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + fields + "}\n\n";
  }

  private static MockResponse events(String body) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "text/event-stream; charset=utf-8")
        .body(body)
        .build();
  }

  private RouterConfig config() {
    return RouterConfig.parse(
        """
        version: v0.1
        providers:
          models:
            - name: claude
              api_format: anthropic
              endpoints:
                - {name: here, endpoint: "127.0.0.1:%d"}
              access_key: %s
          default_model: claude
        """
            .formatted(server.getPort(), KEY));
  }

  private Router router() {
    return Router.builder(config()).modelClient(client).build();
  }

  /** A call whose request is written already, and so are the replies read. */
  private ModelCall streamed() {
    Candidate candidate = candidate(base()).toBuilder().apiFormat(Candidate.ANTHROPIC).build();
    ChatRequest request = ChatRequest.user(PROMPT).toBuilder().set("/stream", true).build();
    return new ModelCall(candidate, request, new CallLimits(LONG, LONG, LONG, LONG));
  }

  @Test
  void a_question_in_openai_s_protocol_is_asked_and_answered_in_anthropic_s() throws Exception {
    server.enqueue(json(REPLY));
    try (Router router = router()) {
      ChatResponse answer = router.chat(ChatRequest.user("hello"));
      assertThat(answer.text()).isEqualTo("foür");
      assertThat(answer.usage().promptTokens()).hasValue(3);
    }
    RecordedRequest sent = server.takeRequest();
    assertThat(sent.getTarget()).isEqualTo("/v1/messages");
    assertThat(sent.getHeaders().get("x-api-key")).isEqualTo(KEY);
    assertThat(sent.getHeaders().get("anthropic-version")).isEqualTo("2023-06-01");
    assertThat(sent.getHeaders().get("Authorization")).isNull();
    assertThat(sent.getBody().utf8())
        .isEqualTo(
            "{\"model\":\"claude\",\"max_tokens\":4096,\"messages\":[{\"role\":\"user\","
                + "\"content\":[{\"type\":\"text\",\"text\":\"hello\"}]}]}");
  }

  @Test
  void a_stream_comes_in_chunks_and_leaves_its_connection_of_use() throws Exception {
    try (Router router = router()) {
      for (int i = 0; i < 2; i++) {
        server.enqueue(events("").newBuilder().chunkedBody(WHOLE, 7).build());
        try (ChatStream stream = router.stream(ChatRequest.user("hello"))) {
          ChatResponse answer = stream.collect();
          assertThat(answer.text()).isEqualTo("foür");
          assertThat(answer.finishReason()).contains("stop");
          assertThat(answer.usage().completionTokens()).hasValue(2);
        }
      }
    }
    RecordedRequest first = server.takeRequest();
    assertThat(first.getBody().utf8()).contains("\"stream\":true");
    assertThat(server.takeRequest().getConnectionIndex()).isEqualTo(first.getConnectionIndex());
  }

  @Test
  void a_stream_that_nobody_asked_for_is_a_whole_reply() {
    server.enqueue(events(WHOLE));
    try (Router router = router()) {
      assertThat(router.chat(ChatRequest.user("hello")).text()).isEqualTo("foür");
    }
  }

  @Test
  void a_stream_that_is_cut_before_its_reason_to_stop_is_never_a_reply() {
    byte[] bytes = (BEGUN + FINISHED).getBytes(StandardCharsets.UTF_8);
    for (int cut = 1; cut < bytes.length - 1; cut++) {
      server.enqueue(events("").newBuilder().body(new Buffer().write(bytes, 0, cut)).build());
      assertThat(failure(streamed()).kind()).as("cut at %d", cut).isEqualTo("truncated");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "overloaded_error, server_error, true",
    "rate_limit_error, rate_limited, true",
    "invalid_request_error, bad_request, false",
    "authentication_error, unauthorized, false",
  })
  void an_error_event_is_a_failure(String type, String kind, boolean retryable) {
    String error = "\"error\":{\"type\":\"" + type + "\",\"message\":\"said of " + PROMPT + "\"}";
    for (String before : new String[] {"", BEGUN}) {
      server.enqueue(events(before + event("error", error)));
      ModelException failure = failure(streamed());
      assertThat(failure.kind()).isEqualTo(kind);
      assertThat(failure.retryable()).isEqualTo(retryable);
    }
  }

  @Test
  void an_error_with_a_status_is_typed() {
    server.enqueue(
        json("{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                + "\"message\":\"Overloaded\"},\"request_id\":\"req_1\"}")
            .newBuilder()
            .code(529)
            .addHeader("request-id", "req_1")
            .build());
    ModelException failure = failure(streamed());
    assertThat(failure.kind()).isEqualTo(ModelException.SERVER_ERROR);
    assertThat(failure.requestId()).contains("req_1");
    assertThat(failure).hasMessageContaining("overloaded");
  }

  @Test
  void a_reply_of_another_protocol_is_told() {
    server.enqueue(json(ANSWER));
    ModelException failure = failure(streamed());
    assertThat(failure.kind()).isEqualTo(ModelException.MALFORMED);
    assertThat(failure).hasMessageContaining("api_format");
  }
}
