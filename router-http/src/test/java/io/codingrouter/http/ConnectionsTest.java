package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.dispatch.ModelCall;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which connections are made, which protocol they speak, and when they are used again. */
@Timeout(120)
class ConnectionsTest extends HttpTest {
  private final List<Protocol> spoken = Collections.synchronizedList(new ArrayList<>());
  private final List<OkHttpClient> given = new ArrayList<>();

  @AfterEach
  void free() {
    for (OkHttpClient each : given) {
      each.dispatcher().executorService().shutdown();
      each.connectionPool().evictAll();
    }
  }

  /** A client over one of the application's, which writes down the protocols that are spoken. */
  private HttpModelClient over(OkHttpClient.Builder builder) {
    OkHttpClient client =
        builder
            .addNetworkInterceptor(
                chain -> {
                  spoken.add(chain.connection().protocol());
                  return chain.proceed(chain.request());
                })
            .build();
    given.add(client);
    return HttpModelClient.create(client);
  }

  private int connections() {
    return given.get(0).connectionPool().connectionCount();
  }

  @Test
  void a_connection_is_used_again_after_a_reply_that_was_read() throws Exception {
    for (int i = 0; i < 3; i++) {
      server.enqueue(json(ANSWER));
      client.send(call(base())).close(); // read before it is handed on
      server.enqueue(events(Shape.of("openai-text").stream()));
      client.send(streamed()).collect();
    }
    for (int i = 0; i < 6; i++) {
      RecordedRequest request = server.takeRequest();
      assertThat(request.getConnectionIndex()).isZero();
      assertThat(request.getExchangeIndex()).isEqualTo(i);
    }
  }

  @Test
  void after_an_error_too() throws Exception {
    for (int i = 0; i < 3; i++) {
      failure(500, "{\"error\":{\"message\":\"x\"}}");
      assertThat(server.takeRequest().getExchangeIndex()).isEqualTo(i);
    }
  }

  @Test
  void a_connection_whose_stream_was_left_early_is_dropped_and_the_next_call_makes_its_own()
      throws Exception {
    try (HttpModelClient sharing = over(new OkHttpClient.Builder())) {
      for (int i = 0; i < 3; i++) {
        server.enqueue(stalled());
        try (ChatStream stream = sharing.send(streamed())) {
          assertThat(stream.next().text()).isEqualTo("x");
        }
      }
      server.enqueue(json(ANSWER));
      assertThat(sharing.send(call(base())).collect().text()).isEqualTo("four");
      assertThat(connections()).isEqualTo(1);
      assertThat(given.get(0).connectionPool().idleConnectionCount()).isEqualTo(1);
    }
    for (int i = 0; i < 4; i++) {
      assertThat(server.takeRequest().getConnectionIndex()).isEqualTo(i);
    }
    assertThat(spoken).hasSize(4).containsOnly(Protocol.HTTP_1_1);
  }

  @Test
  void http_2_is_spoken_over_tls_where_the_server_can() throws Exception {
    try (var tls = new MockWebServer();
        HttpModelClient sharing = over(TestCertificate.get().trusting())) {
      tls.useHttps(TestCertificate.get().context().getSocketFactory());
      tls.start();
      URI base = URI.create("https://localhost:" + tls.getPort() + "/v1");
      tls.enqueue(json(ANSWER));
      tls.enqueue(events(Shape.of("openai-tools").stream()));
      assertThat(sharing.send(call(base)).collect().text()).isEqualTo("four");
      assertThat(sharing.send(streamed(base)).collect().hasToolCalls()).isTrue();
      assertThat(spoken).containsExactly(Protocol.HTTP_2, Protocol.HTTP_2);
      assertThat(tls.takeRequest().getConnectionIndex()).isZero();
      assertThat(tls.takeRequest().getConnectionIndex()).isZero();
    }
  }

  @Test
  void http_1_1_is_spoken_over_tls_where_the_server_knows_no_other() throws Exception {
    try (var tls = new MockWebServer();
        HttpModelClient sharing = over(TestCertificate.get().trusting())) {
      tls.useHttps(TestCertificate.get().context().getSocketFactory());
      tls.setProtocols(List.of(Protocol.HTTP_1_1));
      tls.start();
      tls.enqueue(json(ANSWER));
      URI base = URI.create("https://localhost:" + tls.getPort() + "/v1");
      assertThat(sharing.send(call(base)).collect().text()).isEqualTo("four");
      assertThat(spoken).containsExactly(Protocol.HTTP_1_1);
    }
  }

  @Test
  void one_connection_of_http_2_serves_streams_side_by_side_and_outlives_one_that_is_left()
      throws Exception {
    server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
    try (HttpModelClient sharing =
        over(new OkHttpClient.Builder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)))) {
      server.enqueue(stalled());
      server.enqueue(stalled());
      server.enqueue(json(ANSWER));
      server.enqueue(events(Shape.of("openai-text").stream()));
      ChatStream first = sharing.send(streamed());
      ChatStream second = sharing.send(streamed());
      assertThat(first.next().text()).isEqualTo("x");
      assertThat(second.next().text()).isEqualTo("x");
      first.close();
      assertThat(sharing.send(call(base())).collect().text()).isEqualTo("four");
      second.close();
      assertThat(sharing.send(streamed()).collect().text()).isEqualTo("Four, größer 😀");
      assertThat(connections()).isEqualTo(1);
    }
    for (int i = 0; i < 4; i++) {
      assertThat(server.takeRequest().getConnectionIndex()).isZero();
    }
    assertThat(spoken).hasSize(4).containsOnly(Protocol.H2_PRIOR_KNOWLEDGE);
  }

  @Test
  void time_limits_of_a_client_that_is_given_do_not_hold_but_its_listeners_hear() throws Exception {
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    EventListener listener =
        new EventListener() {
          @Override
          public void callEnd(Call call) {
            heard.add(call.request().url().encodedPath());
          }
        };
    Duration nothing = Duration.ofMillis(20);
    try (HttpModelClient sharing =
        over(
            new OkHttpClient.Builder()
                .callTimeout(nothing)
                .readTimeout(nothing)
                .writeTimeout(nothing)
                .eventListener(listener))) {
      server.enqueue(json(ANSWER).newBuilder().headersDelay(200, TimeUnit.MILLISECONDS).build());
      assertThat(sharing.send(call(base())).collect().text()).isEqualTo("four");
      assertThat(heard).containsExactly("/v1/chat/completions");
    }
  }

  @Test
  void each_request_has_a_name_of_its_own_and_a_failure_tells_it() throws Exception {
    ModelException unnamed = failure(503, "{\"error\":{\"message\":\"x\"}}");
    String sent = server.takeRequest().getHeaders().get("X-Request-Id");
    assertThat(sent).hasSize(36);
    assertThat(unnamed.requestId()).contains(sent);
    ModelException named =
        failure(
            new MockResponse.Builder().code(503).addHeader("x-request-id", "req_theirs").build());
    assertThat(named.requestId()).contains("req_theirs");
    assertThat(server.takeRequest().getHeaders().get("X-Request-Id"))
        .hasSize(36)
        .isNotEqualTo(sent);
    ModelException cut =
        failure(new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    assertThat(cut.requestId()).contains(server.takeRequest().getHeaders().get("X-Request-Id"));
  }

  private static MockResponse events(String body) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "text/event-stream")
        .body(body)
        .build();
  }

  /** Sends the first chunk, and half of a comment that has no end. */
  private static MockResponse stalled() {
    String chunk = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"}}]}\n\n";
    return new MockResponse.Builder()
        .addHeader("Content-Type", "text/event-stream")
        .body(chunk + ":" + "-".repeat(2 * chunk.length()))
        .onResponseBody(SocketEffect.Stall.INSTANCE)
        .build();
  }

  private ModelCall streamed() {
    return streamed(base());
  }

  private static ModelCall streamed(URI base) {
    ModelCall whole = call(base);
    return new ModelCall(
        whole.candidate(),
        whole.request().toBuilder().set("/stream", true).build(),
        whole.limits());
  }
}
