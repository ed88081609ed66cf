package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.codingrouter.dispatch.CallLimits;
import io.codingrouter.dispatch.ModelCall;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A server, a client, and a call with a key and a prompt that no failure may show. */
@Timeout(120)
abstract class HttpTest {
  static final String KEY = "sk-test-4f9a8b7c6d5e4f3a2b1c";
  static final String QUERY_KEY = "qk77aa88bb99cc00dd";
  static final String SECOND_KEY = "house-secret";
  static final String PROMPT = "The vault of 12 Elm Street opens at noon for Jane Doe";
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Duration LONG = Duration.ofMinutes(1);
  static final Duration SHORT = Duration.ofMillis(150);

  // Held, so that its level is not lost with it.
  private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

  final MockWebServer server = new MockWebServer();
  private final Socket deaf = new Socket();
  final HttpModelClient client = new HttpModelClient(Transport.owned(() -> NOW));

  @BeforeEach
  void start() throws Exception {
    SERVER_LOG.setLevel(Level.OFF);
    server.setServerSocketFactory(new NoDelayServerSockets());
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    close(server);
    deaf.close();
  }

  static void close(MockWebServer server) {
    try {
      server.close();
    } catch (AssertionError e) {
      // it gave its threads some seconds to end, and the machine stood still
    }
  }

  /** A port where nobody listens; nobody else is given it while the test runs. */
  int deafPort() throws IOException {
    deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return deaf.getLocalPort();
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getPort() + "/v1");
  }

  static Candidate candidate(URI base) {
    return Candidate.builder(ModelRef.of("acme/small-4b"), base)
        .headers(() -> Map.of("Authorization", "Bearer " + KEY, "X-House", SECOND_KEY))
        .build();
  }

  static ModelCall call(URI base) {
    return call(base, new CallLimits(LONG, LONG, LONG, LONG));
  }

  static ModelCall call(URI base, CallLimits limits) {
    ChatRequest request = ChatRequest.user(PROMPT).toBuilder().model("acme/small-4b").build();
    return new ModelCall(
        candidate(URI.create(base + "?key=" + QUERY_KEY + "&v=1")), request, limits);
  }

  /** Makes the call that must fail, and checks that the failure keeps every secret. */
  ModelException failure(ModelCall call) {
    ModelException failure =
        catchThrowableOfType(
            ModelException.class,
            () -> {
              try (ChatStream stream = client.send(call)) {
                stream.collect();
              }
            });
    assertThat(failure).as("the call must fail").isNotNull();
    assertSilent(failure);
    return failure;
  }

  static void assertSilent(ModelException failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    text.append(failure.toString()).append(failure.requestId().orElse(""));
    assertThat(text.toString())
        .doesNotContain(KEY, "4f9a8b", QUERY_KEY, "qk77", SECOND_KEY, PROMPT)
        .doesNotContain("Elm Street", "Jane Doe", "vault", "Caused by");
    assertThat(failure.getMessage()).doesNotContain("\n").hasSizeLessThan(800);
  }

  /** Fails on this reply. */
  ModelException failure(int status, String body) {
    return failure(new MockResponse.Builder().code(status).body(body).build());
  }

  ModelException failure(MockResponse response) {
    server.enqueue(response);
    return failure(call(base()));
  }

  /**
   * Checks what a machine that stands still would spoil: once more if it fails, ten times at most.
   */
  static void onAnyMachine(Runnable check) {
    for (int i = 1; i < 10; i++) {
      try {
        check.run();
        return;
      } catch (AssertionError | ModelException e) {
        // another time it may not
      }
    }
    check.run();
  }

  static MockResponse json(String body) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }

  static final String ANSWER =
      "{\"id\":\"1\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":"
          + "{\"role\":\"assistant\",\"content\":\"four\"},\"finish_reason\":\"stop\"}],"
          + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1},\"x\":0.10}";
}
