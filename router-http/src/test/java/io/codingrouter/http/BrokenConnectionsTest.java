package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.codingrouter.dispatch.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenConnectionsTest extends HttpTest {

  @Test
  void a_port_where_nothing_listens_is_named() throws Exception {
    int port = deafPort();
    ModelException failure = failure(call(URI.create("http://127.0.0.1:" + port + "/v1")));
    assertThat(failure.kind()).isEqualTo(ModelException.CONNECT);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure)
        .hasMessageContaining("nothing listens at 127.0.0.1:" + port)
        .hasMessageContaining("is the server running?");
  }

  @Test
  void a_host_that_does_not_resolve_is_named() {
    OkHttpClient given =
        new OkHttpClient.Builder()
            .dns(
                host -> {
                  throw new UnknownHostException(host + "?key=" + QUERY_KEY);
                })
            .build();
    try (HttpModelClient sharing = HttpModelClient.create(given)) {
      ModelException failure =
          catchThrowableOfType(
              ModelException.class,
              () -> sharing.send(call(URI.create("http://my_vllm.lan:8000/v1"))));
      assertSilent(failure);
      assertThat(failure.kind()).isEqualTo(ModelException.CONNECT);
      assertThat(failure)
          .hasMessage(
              "host 'my_vllm.lan' cannot be resolved: check the endpoint of model 'acme/small-4b'");
    } finally {
      given.dispatcher().executorService().shutdown();
    }
  }

  @Test
  void an_answer_that_is_cut_is_never_one() {
    ModelException failure =
        failure(
            new MockResponse.Builder()
                .body(ANSWER)
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());
    assertThat(failure.kind()).isEqualTo(ModelException.TRUNCATED);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure).hasMessageContaining("cut its answer off");
  }

  @Test
  void an_answer_in_chunks_that_is_cut_is_never_one() {
    ModelException failure =
        failure(
            new MockResponse.Builder()
                .chunkedBody(ANSWER, 7)
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());
    assertThat(failure.kind()).isEqualTo(ModelException.TRUNCATED);
  }

  @Test
  void a_connection_that_ends_without_an_answer_is_not_tried_again_behind_our_back() {
    server.enqueue(json(ANSWER));
    client.send(call(base())).close();
    ModelException failure =
        failure(new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    assertThat(failure.kind()).isEqualTo(ModelException.TRUNCATED);
    assertThat(failure.retryable()).isTrue();
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void a_server_that_speaks_no_http_is_malformed() throws Exception {
    try (ServerSocket socket = answering("SSH-2.0-OpenSSH_9.6\r\n\r\n")) {
      ModelException failure = failure(call(uri("http", socket)));
      assertThat(failure.kind()).isEqualTo(ModelException.MALFORMED);
      assertThat(failure).hasMessageContaining("does not speak HTTP");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 400 Bad Request\r\n\r\n", ""})
  void https_to_a_plain_server_says_what_to_change(String reply) throws Exception {
    try (ServerSocket socket = answering(reply)) {
      ModelException failure = failure(call(uri("https", socket)));
      assertThat(failure.kind()).isEqualTo(ModelException.CONNECT);
      assertThat(failure.retryable()).isFalse();
      assertThat(failure).hasMessageContaining("protocol to http");
    }
  }

  @Test
  void http_to_a_tls_server_says_what_to_change() throws Exception {
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, null, null);
    try (ServerSocket socket =
        tls.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      serve(
          socket,
          connection -> {
            InputStream in = connection.getInputStream();
            in.read();
          });
      ModelException failure = failure(call(uri("http", socket)));
      assertThat(failure.kind()).isEqualTo(ModelException.CONNECT);
      assertThat(failure.retryable()).isFalse();
      assertThat(failure).hasMessageContaining("protocol to https");
    }
  }

  private static URI uri(String scheme, ServerSocket socket) {
    return URI.create(scheme + "://127.0.0.1:" + socket.getLocalPort() + "/v1");
  }

  /** A server that reads something, answers this and hangs up. */
  private static ServerSocket answering(String reply) throws IOException {
    ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    serve(
        socket,
        connection -> {
          connection.getInputStream().read(new byte[8192]);
          connection.getOutputStream().write(reply.getBytes(StandardCharsets.ISO_8859_1));
          connection.getOutputStream().flush();
        });
    return socket;
  }

  private interface Handler {
    void handle(Socket connection) throws IOException;
  }

  private static void serve(ServerSocket socket, Handler handler) {
    Thread thread =
        new Thread(
            () -> {
              while (!socket.isClosed()) {
                try (Socket connection = socket.accept()) {
                  handler.handle(connection);
                } catch (IOException e) {
                  // the peer hung up, or the test is over
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
