package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.codingrouter.dispatch.ModelException;
import java.net.URI;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpEmbeddingModelTest extends HttpTest {

  private HttpEmbeddingModel.Builder model() {
    return HttpEmbeddingModel.builder("nomic", URI.create(base() + "?key=" + QUERY_KEY), 2)
        .header("Authorization", "Bearer " + KEY);
  }

  private ModelException embeddingFailure(MockResponse response) {
    return embeddingFailure(response, LONG);
  }

  private ModelException embeddingFailure(MockResponse response, Duration timeout) {
    server.enqueue(response);
    try (HttpEmbeddingModel model = model().timeout(timeout).build()) {
      ModelException failure =
          catchThrowableOfType(ModelException.class, () -> model.embed(PROMPT));
      assertSilent(failure);
      assertThat(model.toString()).contains("nomic").doesNotContain(KEY, QUERY_KEY);
      return failure;
    }
  }

  @Test
  void a_text_becomes_a_vector_of_unit_length() throws Exception {
    server.enqueue(json("{\"data\":[{\"index\":0,\"embedding\":[3,4.0]}]}"));
    try (HttpEmbeddingModel model = model().timeout(LONG).build()) {
      assertThat(model.id()).isEqualTo("nomic");
      assertThat(model.dimensions()).isEqualTo(2);
      float[] vector = model.embed("two \"words\"").toArray();
      assertThat(vector[0]).isEqualTo(0.6f, within(1e-6f));
      assertThat(vector[1]).isEqualTo(0.8f, within(1e-6f));
    }
    RecordedRequest sent = server.takeRequest();
    assertThat(sent.getTarget()).isEqualTo("/v1/embeddings?key=" + QUERY_KEY);
    assertThat(sent.getHeaders().get("Authorization")).isEqualTo("Bearer " + KEY);
    assertThat(sent.getBody().utf8())
        .isEqualTo("{\"model\":\"nomic\",\"input\":\"two \\\"words\\\"\"}");
  }

  @Test
  void vectors_of_another_length_are_refused_with_both_lengths() {
    ModelException failure = embeddingFailure(json("{\"data\":[{\"embedding\":[1,2,3]}]}"));
    assertThat(failure.kind()).isEqualTo(ModelException.CONFIGURATION);
    assertThat(failure).hasMessageContaining("3 dimensions, not 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"data":[]}
          {"data":[{"embedding":["a","b"]}]}
          {"data":[{"embedding":[0,0]}]}
          {"data":[{"embedding":[1e999,1]}]}
          {"data":[{"embedding":"AAAA"}]}
          not json
          <html></html>
          """)
  void a_reply_without_a_vector_is_malformed(String body) {
    assertThat(embeddingFailure(json(body)).kind()).isEqualTo(ModelException.MALFORMED);
  }

  @Test
  void errors_are_those_of_the_model_client() {
    ModelException failure =
        embeddingFailure(
            new MockResponse.Builder()
                .code(401)
                .body("{\"error\":\"no " + KEY + " for " + PROMPT + "\"}")
                .build());
    assertThat(failure.kind()).isEqualTo(ModelException.UNAUTHORIZED);
    assertThat(failure).hasMessageContaining("check the headers of HttpEmbeddingModel");
  }

  @Test
  void the_time_is_limited() {
    assertThat(
            embeddingFailure(
                    new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build(),
                    SHORT)
                .kind())
        .isEqualTo(ModelException.TIMEOUT);
  }

  @Test
  void a_client_can_be_shared() {
    OkHttpClient given = new OkHttpClient();
    server.enqueue(json("{\"data\":[{\"embedding\":[3,4]}]}"));
    try (HttpEmbeddingModel model = model().client(given).build()) {
      assertThat(model.embed("text").dimensions()).isEqualTo(2);
    }
    assertThat(given.dispatcher().executorService().isShutdown()).isFalse();
    given.dispatcher().executorService().shutdown();
    given.connectionPool().evictAll();
  }

  @Test
  void bad_arguments_are_refused_at_once() {
    URI base = URI.create("http://localhost/v1");
    assertThatThrownBy(() -> HttpEmbeddingModel.builder("m", base, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HttpEmbeddingModel.builder("m", URI.create("ftp://x"), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> HttpEmbeddingModel.builder("m", base, 1).timeout(Duration.ZERO).build())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
