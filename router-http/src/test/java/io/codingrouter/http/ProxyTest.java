package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.codingrouter.dispatch.ModelException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Authenticator;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server is a proxy here; the hosts behind it exist nowhere. */
@Timeout(120)
class ProxyTest extends HttpTest {
  private static final String PASSWORD = Credentials.basic("router", "proxy-secret-1");
  private static final MockResponse WHO =
      new MockResponse.Builder()
          .code(407)
          .addHeader("Proxy-Authenticate", "Basic realm=\"house\"")
          .build();
  private static final URI PLAIN = URI.create("http://model.example:8000/v1");
  private static final URI SECURE = URI.create("https://localhost:9/v1");

  private OkHttpClient.Builder proxied(OkHttpClient.Builder builder) {
    return builder.proxy(
        new Proxy(
            Proxy.Type.HTTP,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort())));
  }

  /** Knows the password, and gives up when it was not taken. */
  private static Authenticator knowing(String header) {
    return (route, response) ->
        response.request().header(header) != null
            ? null
            : response.request().newBuilder().header(header, PASSWORD).build();
  }

  private static String ask(OkHttpClient.Builder builder, URI base) {
    OkHttpClient given = builder.build();
    try (HttpModelClient sharing = HttpModelClient.create(given)) {
      return sharing.send(call(base)).collect().text();
    } finally {
      given.dispatcher().executorService().shutdown();
      given.connectionPool().evictAll();
    }
  }

  private static ModelException refusal(OkHttpClient.Builder builder, URI base) {
    ModelException failure = catchThrowableOfType(ModelException.class, () -> ask(builder, base));
    assertSilent(failure);
    assertThat(failure.toString()).doesNotContain("proxy-secret-1", PASSWORD);
    return failure;
  }

  @Test
  void a_proxy_is_asked_for_the_whole_address() throws Exception {
    server.enqueue(json(ANSWER));
    assertThat(ask(proxied(new OkHttpClient.Builder()), PLAIN)).isEqualTo("four");
    assertThat(server.takeRequest().getRequestLine())
        .startsWith("POST http://model.example:8000/v1/chat/completions");
  }

  @Test
  void a_proxy_that_asks_who_we_are_is_told_and_gets_the_request_once_more() throws Exception {
    server.enqueue(WHO);
    server.enqueue(json(ANSWER));
    OkHttpClient.Builder knowing =
        proxied(new OkHttpClient.Builder()).proxyAuthenticator(knowing("Proxy-Authorization"));
    assertThat(ask(knowing, PLAIN)).isEqualTo("four");
    RecordedRequest first = server.takeRequest();
    RecordedRequest second = server.takeRequest();
    assertThat(first.getHeaders().get("Proxy-Authorization")).isNull();
    assertThat(second.getHeaders().get("Proxy-Authorization")).isEqualTo(PASSWORD);
    assertThat(second.getBody().utf8()).isEqualTo(first.getBody().utf8()).contains(PROMPT);
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void a_server_that_asks_who_we_are_is_told_by_the_given_client() {
    server.enqueue(
        new MockResponse.Builder().code(401).addHeader("WWW-Authenticate", "Basic").build());
    server.enqueue(json(ANSWER));
    assertThat(ask(new OkHttpClient.Builder().authenticator(knowing("X-Ticket")), base()))
        .isEqualTo("four");
  }

  @Test
  void what_failed_after_that_is_not_sent_again() {
    server.enqueue(WHO);
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    OkHttpClient.Builder knowing =
        proxied(new OkHttpClient.Builder()).proxyAuthenticator(knowing("Proxy-Authorization"));
    assertThat(refusal(knowing, PLAIN).kind()).isEqualTo(ModelException.TRUNCATED);
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void a_proxy_that_wants_a_password_which_nobody_has_says_what_to_do() {
    server.enqueue(WHO);
    ModelException failure = refusal(proxied(new OkHttpClient.Builder()), PLAIN);
    assertThat(failure.kind()).isEqualTo(ModelException.CONNECT);
    assertThat(failure.retryable()).isFalse();
    assertThat(failure).hasMessageContaining("proxyAuthenticator");
  }

  @Test
  void a_tunnel_leads_through_a_proxy_to_a_server_with_tls() throws Exception {
    server.useHttps(TestCertificate.get().context().getSocketFactory());
    server.enqueue(WHO.newBuilder().inTunnel().build());
    server.enqueue(new MockResponse.Builder().inTunnel().build());
    server.enqueue(json(ANSWER));
    OkHttpClient.Builder knowing =
        proxied(TestCertificate.get().trusting())
            .proxyAuthenticator(
                (route, response) ->
                    response.challenges().get(0).scheme().equals("OkHttp-Preemptive")
                        ? null
                        : knowing("Proxy-Authorization").authenticate(route, response));
    assertThat(ask(knowing, SECURE)).isEqualTo("four");
    assertThat(server.takeRequest().getRequestLine()).startsWith("CONNECT localhost:9");
    RecordedRequest tunnel = server.takeRequest();
    assertThat(tunnel.getHeaders().get("Proxy-Authorization")).isEqualTo(PASSWORD);
    assertThat(tunnel.getHeaders().get("Authorization")).isNull();
    assertThat(server.takeRequest().getRequestLine()).startsWith("POST /v1/chat/completions");
  }

  @Test
  void a_tunnel_that_is_refused_is_the_proxys_doing() {
    server.useHttps(TestCertificate.get().context().getSocketFactory());
    server.enqueue(WHO.newBuilder().inTunnel().build());
    ModelException password = refusal(proxied(TestCertificate.get().trusting()), SECURE);
    assertThat(password.kind()).isEqualTo(ModelException.CONNECT);
    assertThat(password).hasMessageContaining("proxyAuthenticator");
    server.enqueue(new MockResponse.Builder().code(403).inTunnel().build());
    ModelException forbidden = refusal(proxied(TestCertificate.get().trusting()), SECURE);
    assertThat(forbidden.kind()).isEqualTo(ModelException.CONNECT);
    assertThat(forbidden).hasMessageContaining("by the proxy in between");
  }
}
