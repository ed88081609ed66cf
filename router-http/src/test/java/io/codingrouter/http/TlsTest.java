package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.codingrouter.dispatch.ModelException;
import java.net.URI;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server shows a certificate of its own making. */
@Timeout(120)
class TlsTest extends HttpTest {

  @BeforeEach
  void certify() {
    server.useHttps(TestCertificate.get().context().getSocketFactory());
  }

  private URI secure(String host) {
    return URI.create("https://" + host + ":" + server.getPort() + "/v1");
  }

  @Test
  void a_client_that_is_told_to_trust_it_does() {
    OkHttpClient trusting = TestCertificate.get().trusting().build();
    try (HttpModelClient sharing = HttpModelClient.create(trusting)) {
      for (String host : new String[] {"localhost", "127.0.0.1"}) {
        server.enqueue(json(ANSWER));
        assertThat(sharing.send(call(secure(host))).collect().text()).isEqualTo("four");
      }
    } finally {
      free(trusting);
    }
  }

  @Test
  void any_other_does_not_and_says_what_to_do() {
    ModelException failure = failure(call(secure("localhost")));
    assertThat(failure.kind()).isEqualTo(ModelException.CONNECT);
    assertThat(failure.retryable()).isFalse();
    assertThat(failure).hasMessageContaining("not trusted").hasMessageContaining("OkHttpClient");
    assertThat(failure.requestId()).isEmpty(); // nobody can have seen it
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void a_certificate_of_another_host_is_none() {
    OkHttpClient trusting =
        TestCertificate.get().trusting().dns(host -> Dns.SYSTEM.lookup("localhost")).build();
    try (HttpModelClient sharing = HttpModelClient.create(trusting)) {
      ModelException failure =
          catchThrowableOfType(
              ModelException.class, () -> sharing.send(call(secure("elsewhere.example"))));
      assertSilent(failure);
      assertThat(failure.kind()).isEqualTo(ModelException.CONNECT);
      assertThat(failure).hasMessageContaining("certificate of another host");
    } finally {
      free(trusting);
    }
  }

  private static void free(OkHttpClient client) {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
