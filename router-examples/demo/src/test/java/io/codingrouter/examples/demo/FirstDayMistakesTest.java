package io.codingrouter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import io.codingrouter.Router;
import io.codingrouter.config.ConfigException;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.http.HttpModelClient;
import io.codingrouter.message.ChatRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What everybody gets wrong on the first day: each gives one sentence that says what to change. */
class FirstDayMistakesTest {
  private HttpServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  /** A server that answers everything alike; returns its address. */
  private String answering(int status, String body) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private static String config(String endpoint, String key) {
    return """
        version: v0.1
        providers:
          models:
            - name: qwen
              endpoints: [{name: desk, endpoint: "%s"}]
              access_key: "%s"
          default_model: qwen
        """
        .formatted(endpoint, key);
  }

  private static String call(String yaml) {
    try (Router router =
        Router.builder(RouterConfig.parse(yaml)).modelClient(HttpModelClient.create()).build()) {
      ChatRequest request =
          ChatRequest.user("hello").toBuilder().timeout(Duration.ofMinutes(1)).build();
      return sentence(catchThrowable(() -> router.chat(request)), ModelException.class);
    }
  }

  private static String load(String yaml) {
    return sentence(catchThrowable(() -> RouterConfig.parse(yaml)), ConfigException.class);
  }

  private static String sentence(Throwable thrown, Class<? extends Throwable> type) {
    assertThat(thrown).isInstanceOf(type);
    assertThat(thrown.getMessage()).hasSizeLessThan(400).doesNotContain("\n", "sk-secret");
    return thrown.getMessage();
  }

  @Test
  void a_host_that_does_not_resolve() {
    assertThat(call(config("no-such-host.invalid:8000", "k")))
        .contains("no-such-host.invalid", "endpoint");
  }

  @Test
  void a_masked_key() {
    assertThat(RouterConfig.parse(config("localhost:1", "••••••••")).warnings().toString())
        .contains("access_key", "masked", "${");
    assertThat(call(config("localhost:1", "••••••••"))).contains("qwen", "masked", "access_key");
  }

  @Test
  void a_wrong_port_or_a_server_that_is_off() throws IOException {
    try (Socket deaf = new Socket()) {
      deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)); // nobody else gets it
      int port = deaf.getLocalPort();
      assertThat(call(config("127.0.0.1:" + port, "k")))
          .contains("127.0.0.1:" + port, "running", "port");
    }
  }

  @Test
  void a_wrong_model_name() throws IOException {
    String address =
        answering(404, "{\"error\":{\"message\":\"The model `qwen` does not exist.\"}}");
    assertThat(call(config(address, "k"))).contains("qwen", "name");
  }

  @Test
  void a_scheme_in_the_endpoint() {
    assertThat(load(config("http://localhost:8000", "k")))
        .contains("line 5", "protocol: http", "host:port");
  }

  @Test
  void a_doubled_version() throws IOException {
    assertThat(load(config("localhost:8000/v1/v1", "k"))).contains("line 5", "/v1");
    String address = answering(404, "404 page not found");
    assertThat(call(config(address + "/api", "k"))).contains("/api", "/v1");
  }

  @Test
  void a_key_that_is_refused() throws IOException {
    String address =
        answering(401, "{\"error\":{\"message\":\"Incorrect API key provided: sk-secret\"}}");
    assertThat(call(config(address, "sk-secret"))).contains("401", "access_key");
  }

  @Test
  void an_error_in_the_place_of_an_answer() throws IOException {
    String address = answering(200, "{\"error\":{\"message\":\"model is loading\"}}");
    assertThat(call(config(address, "k"))).contains("model is loading");
  }

  @Test
  void tabs_in_the_yaml() {
    assertThat(load("version: v0.1\nproviders:\n\tmodels: []\n"))
        .contains("line 3", "tab", "spaces");
  }

  @Test
  void no_file() {
    assertThat(
            sentence(
                catchThrowable(() -> RouterConfig.load(Path.of("no/such.yaml"))),
                ConfigException.class))
        .contains("no/such.yaml");
  }
}
