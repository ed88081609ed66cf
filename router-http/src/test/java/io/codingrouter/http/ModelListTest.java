package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.codingrouter.dispatch.CallLimits;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.dispatch.ModelListing;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers say what they serve, each in its own words. */
class ModelListTest extends HttpTest {
  private static final CallLimits LIMITS = new CallLimits(LONG, LONG, LONG, LONG);

  private ModelListing list(String name, URI base) {
    Candidate candidate =
        Candidate.builder(ModelRef.of(name), base)
            .headers(() -> Map.of("Authorization", "Bearer " + KEY))
            .build();
    return client.models(candidate, LIMITS);
  }

  private OptionalInt window(String name, String... pathsAndBodies) {
    Map<String, String> pages = new HashMap<>();
    for (int i = 0; i < pathsAndBodies.length; i += 2) {
      pages.put(pathsAndBodies[i], pathsAndBodies[i + 1]);
    }
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            String body = pages.get(request.getMethod() + " " + request.getTarget());
            return body == null ? new MockResponse.Builder().code(404).build() : json(body);
          }
        });
    return list(name, base()).find(name).orElseThrow().contextWindow();
  }

  private ModelException refusal(MockResponse response) {
    server.enqueue(response);
    ModelException failure = catchThrowableOfType(ModelException.class, () -> list("m", base()));
    assertThat(failure).isNotNull();
    assertSilent(failure);
    return failure;
  }

  @Test
  void the_list_is_asked_for_with_key_and_query_and_without_a_body() throws Exception {
    server.enqueue(json("{\"object\":\"list\",\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}"));
    ModelListing listing = list("b", URI.create(base() + "?v=1"));
    assertThat(listing.models()).extracting(ModelListing.Served::name).containsExactly("a", "b");
    assertThat(listing.anyName()).isFalse();
    RecordedRequest sent = server.takeRequest();
    assertThat(sent.getMethod()).isEqualTo("GET");
    assertThat(sent.getTarget()).isEqualTo("/v1/models?v=1");
    assertThat(sent.getHeaders().get("Authorization")).isEqualTo("Bearer " + KEY);
    assertThat(sent.getHeaders().get("Content-Type")).isNull();
    assertThat(server.getRequestCount()).isEqualTo(1); // a stranger is asked nothing else
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "~max_model_len~:32768 | 32768",
        "~meta~:{~n_ctx~:8192,~n_ctx_train~:40960} | 8192",
        "~meta~:{~n_ctx_train~:40960} | 40960",
        "~context_window~:131072 | 131072",
        "~context_length~:200000,~top_provider~:{~context_length~:131072} | 131072",
        "~max_context_length~:32000 | 32000",
        "~max_model_len~:0 | -1",
        "~max_model_len~:~many~ | -1",
        "~max_model_len~:99999999999 | -1",
      })
  void a_list_that_tells_the_context_window_is_believed(String facts, int window) {
    OptionalInt told =
        window("m", "GET /v1/models", ("{~data~:[{~id~:~m~," + facts + "}]}").replace('~', '"'));
    assertThat(told.orElse(-1)).isEqualTo(window);
  }

  @Test
  void llama_cpp_tells_what_it_was_started_with() {
    assertThat(
            window(
                "any-name",
                "GET /v1/models",
                "{\"data\":[{\"id\":\"/models/q.gguf\",\"owned_by\":\"llamacpp\"}]}",
                "GET /props",
                "{\"default_generation_settings\":{\"n_ctx\":16384}}"))
        .hasValue(16_384);
  }

  @Test
  void ollama_tells_what_a_model_was_loaded_with_else_what_it_was_made_for() {
    String list = "{\"data\":[{\"id\":\"qwen3:latest\",\"owned_by\":\"library\"}]}";
    String shown =
        "{\"model_info\":{\"general.architecture\":\"qwen3\",\"qwen3.context_length\":40960}}";
    assertThat(
            window(
                "qwen3",
                "GET /v1/models",
                list,
                "GET /api/ps",
                "{\"models\":[{\"name\":\"qwen3:latest\",\"context_length\":4096}]}",
                "POST /api/show",
                shown))
        .hasValue(4_096);
    assertThat(
            window(
                "qwen3",
                "GET /v1/models",
                list,
                "GET /api/ps",
                "{\"models\":[]}",
                "POST /api/show",
                shown))
        .hasValue(40_960);
  }

  @Test
  void lm_studio_tells_it_in_its_own_list() {
    String list = "{\"data\":[{\"id\":\"q\",\"owned_by\":\"organization_owner\"}]}";
    assertThat(
            window(
                "q",
                "GET /v1/models",
                list,
                "GET /api/v0/models",
                "{\"data\":[{\"id\":\"p\",\"max_context_length\":1},{\"id\":\"q\","
                    + "\"max_context_length\":32768,\"loaded_context_length\":8192}]}"))
        .hasValue(8_192);
    assertThat(window("q", "GET /v1/models", list)).isEmpty(); // an older version
  }

  @ParameterizedTest
  @CsvSource({"401, unauthorized", "403, unauthorized", "404, not_found", "500, server_error"})
  void refusals_keep_their_kind(int status, String kind) {
    assertThat(
            refusal(
                    new MockResponse.Builder()
                        .code(status)
                        .body("{\"error\":\"" + KEY + "\"}")
                        .build())
                .kind())
        .isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>login</html>", "{}", "{\"data\":{}}", "\"models\"", "[[["})
  void what_is_no_list_is_malformed(String body) {
    assertThat(refusal(json(body)).kind()).isEqualTo(ModelException.MALFORMED);
  }
}
