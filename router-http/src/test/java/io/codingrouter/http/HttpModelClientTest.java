package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.dispatch.CallLimits;
import io.codingrouter.dispatch.ModelCall;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.function.Supplier;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpModelClientTest extends HttpTest {

  @Test
  void a_reply_comes_back_as_it_was_sent() {
    server.enqueue(json(ANSWER));
    try (ChatStream stream = client.send(call(base()))) {
      assertThat(stream.hasNext()).isTrue();
      assertThat(stream.next().toJson()).isEqualTo(ANSWER);
      assertThat(stream.hasNext()).isFalse();
    }
  }

  @Test
  void text_and_usage_are_read() {
    server.enqueue(json(ANSWER));
    ChatResponse response = client.send(call(base())).collect();
    assertThat(response.text()).isEqualTo("four");
    assertThat(response.usage().promptTokens()).hasValue(3);
  }

  @Test
  void the_request_is_sent_with_its_headers_and_its_query() throws Exception {
    server.enqueue(json(ANSWER));
    client.send(call(base())).close();
    RecordedRequest sent = server.takeRequest();
    assertThat(sent.getMethod()).isEqualTo("POST");
    assertThat(sent.getTarget()).isEqualTo("/v1/chat/completions?key=" + QUERY_KEY + "&v=1");
    assertThat(sent.getHeaders().get("Authorization")).isEqualTo("Bearer " + KEY);
    assertThat(sent.getHeaders().get("Content-Type")).isEqualTo("application/json");
    assertThat(sent.getHeaders().get("Accept")).isEqualTo("application/json");
    assertThat(sent.getHeaders().get("User-Agent")).startsWith("coding-router/");
  }

  @ParameterizedTest
  @CsvSource({
    "'', /chat/completions",
    "/, /chat/completions",
    "/v1/, /v1/chat/completions",
    "/openai/deployments/x, /openai/deployments/x/chat/completions",
  })
  void the_path_is_appended_to_any_base(String path, String target) throws Exception {
    server.enqueue(json(ANSWER));
    URI base = URI.create("http://127.0.0.1:" + server.getPort() + path);
    send(base, ChatRequest.user("hello"), Map::of);
    assertThat(server.takeRequest().getTarget()).isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { "n" : 1.10, "messages":[] }                           | { "n" : 1.10, "messages":[] }
          { "stream" : false, "messages":[] }                     | { "stream" : false, "messages":[] }
          {"stream":true,"stream_options":{"a":1},"messages":[]}  | {"stream":true,"stream_options":{"a":1},"messages":[]}
          {"stream":false,"stream_options":{"a":1},"messages":[]} | {"stream":false,"messages":[]}
          {"n":1.10,"stream_options":null}                        | {"n":1.10}
          """)
  void a_request_is_sent_as_it_is_but_for_options_of_a_stream_that_is_none(
      String given, String sent) throws Exception {
    server.enqueue(json(ANSWER));
    send(base(), ChatRequest.fromJson(given), Map::of);
    assertThat(server.takeRequest().getBody().utf8()).isEqualTo(sent);
  }

  @Test
  void zipped_replies_are_read() throws Exception {
    Buffer zipped = new Buffer();
    try (BufferedSink sink = Okio.buffer(new GzipSink(zipped))) {
      sink.writeUtf8(ANSWER);
    }
    server.enqueue(
        new MockResponse.Builder().addHeader("Content-Encoding", "gzip").body(zipped).build());
    assertThat(client.send(call(base())).collect().text()).isEqualTo("four");
  }

  @Test
  void headers_that_would_break_the_exchange_are_left_out() throws Exception {
    server.enqueue(json(ANSWER));
    send(
        base(),
        ChatRequest.user("hello"),
        () ->
            Map.of(
                "content-length",
                "1",
                "Transfer-Encoding",
                "chunked",
                "accept-encoding",
                "br",
                "user-agent",
                "house/1",
                "X-Title",
                "mine"));
    RecordedRequest sent = server.takeRequest();
    assertThat(sent.getBody().utf8()).contains("hello");
    assertThat(sent.getHeaders().get("Accept-Encoding")).isEqualTo("gzip");
    assertThat(sent.getHeaders().get("User-Agent")).isEqualTo("house/1");
    assertThat(sent.getHeaders().get("X-Title")).isEqualTo("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer " + KEY + "\n", "Bearer " + KEY + "\r\nX-Evil: 1", "“" + KEY})
  void a_header_that_cannot_be_sent_is_named_without_its_value(String value) {
    ModelException failure =
        failure(with(base(), ChatRequest.user("hello"), () -> Map.of("Authorization", value)));
    assertThat(failure.kind()).isEqualTo(ModelException.CONFIGURATION);
    assertThat(failure).hasMessageContaining("'Authorization'").hasMessageContaining("line break");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void a_header_s_name_that_cannot_be_sent_is_not_quoted() {
    ModelException failure =
        failure(with(base(), ChatRequest.user("hello"), () -> Map.of(KEY + "\n", "value")));
    assertThat(failure.kind()).isEqualTo(ModelException.CONFIGURATION);
  }

  @Test
  void a_key_that_is_not_usable_is_told_in_its_own_words() {
    Supplier<Map<String, String>> masked =
        () -> {
          throw new IllegalStateException("GEMINI_KEY is not set: export it");
        };
    ModelException failure = failure(with(base(), ChatRequest.user("hello"), masked));
    assertThat(failure.kind()).isEqualTo(ModelException.CONFIGURATION);
    assertThat(failure).hasMessage("GEMINI_KEY is not set: export it");
  }

  @Test
  void another_protocol_is_refused() {
    Candidate candidate =
        Candidate.builder(ModelRef.of("claude"), base()).apiFormat("gemini").build();
    ModelException failure =
        failure(new ModelCall(candidate, ChatRequest.user("hello"), CallLimits.within(LONG)));
    assertThat(failure.kind()).isEqualTo(ModelException.CONFIGURATION);
    assertThat(failure).hasMessageContaining("'gemini'");
  }

  @Test
  void a_client_that_is_given_stays_open_and_keeps_its_own_ways() throws Exception {
    OkHttpClient given =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain ->
                    chain.proceed(chain.request().newBuilder().header("X-Mine", "yes").build()))
            .build();
    try {
      server.enqueue(json(ANSWER));
      server.enqueue(json(ANSWER));
      for (int i = 0; i < 2; i++) {
        try (HttpModelClient sharing = HttpModelClient.create(given)) {
          sharing.send(call(base())).close();
        }
        assertThat(server.takeRequest().getHeaders().get("X-Mine")).isEqualTo("yes");
      }
      assertThat(given.dispatcher().executorService().isShutdown()).isFalse();
      assertThat(given.connectionPool().connectionCount()).isEqualTo(1);
    } finally {
      given.dispatcher().executorService().shutdown();
      given.connectionPool().evictAll();
    }
  }

  @Test
  void a_closed_client_says_so() {
    client.close();
    client.close();
    ModelException failure = failure(call(base()));
    assertThat(failure.kind()).isEqualTo(ModelException.CANCELLED);
    assertThat(failure).hasMessageContaining("closed");
  }

  @Test
  void the_name_that_containers_have_for_this_machine_works_outside_of_one() {
    OkHttpClient given =
        new OkHttpClient.Builder()
            .dns(
                host -> {
                  throw new UnknownHostException(host);
                })
            .build();
    URI base = URI.create("http://host.containers.internal:" + server.getPort() + "/v1");
    try (HttpModelClient sharing = HttpModelClient.create(given)) {
      server.enqueue(json(ANSWER));
      server.enqueue(json(ANSWER));
      assertThat(sharing.warnings()).isEmpty();
      sharing.send(call(base)).close();
      sharing.send(call(base)).close();
      assertThat(sharing.warnings()).hasSize(1);
      assertThat(sharing.warnings().get(0)).contains("host.containers.internal", "localhost");
    } finally {
      given.dispatcher().executorService().shutdown();
      given.connectionPool().evictAll();
    }
  }

  private static ModelCall with(
      URI base, ChatRequest request, Supplier<Map<String, String>> headers) {
    Candidate candidate = Candidate.builder(ModelRef.of("small"), base).headers(headers).build();
    return new ModelCall(candidate, request, CallLimits.within(LONG));
  }

  private void send(URI base, ChatRequest request, Supplier<Map<String, String>> headers) {
    client.send(with(base, request, headers)).close();
  }
}
