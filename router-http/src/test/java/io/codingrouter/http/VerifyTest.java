package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.Router;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.telemetry.EndpointCheck;
import io.codingrouter.telemetry.RouterListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A router asks real servers whether they would answer. */
class VerifyTest extends HttpTest {
  private static final String MODEL = "acme/small-4b";

  /** A server of one model, which wants the right key. */
  @BeforeEach
  void serve() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            if (!("Bearer " + KEY).equals(request.getHeaders().get("Authorization"))) {
              return new MockResponse.Builder()
                  .code(401)
                  .body("{\"error\":{\"message\":\"Incorrect API key provided\"}}")
                  .build();
            }
            if (request.getTarget().equals("/v1/models")) {
              return json("{\"data\":[{\"id\":\"" + MODEL + "\",\"max_model_len\":32768}]}");
            }
            return request.getBody().utf8().contains(MODEL)
                ? json(ANSWER)
                : new MockResponse.Builder()
                    .code(404)
                    .body("{\"error\":\"no such model\"}")
                    .build();
          }
        });
  }

  private EndpointCheck verify(String model, String key, int port, EndpointCheck.Depth depth) {
    RouterConfig config =
        RouterConfig.builder()
            .model(
                model, m -> m.endpoint("127.0.0.1:" + port).accessKey(key).contextWindow(128_000))
            .defaultModel(model)
            .build();
    try (Router router = Router.builder(config).modelClient(HttpModelClient.create()).build()) {
      List<EndpointCheck> checks = router.verify(depth);
      assertThat(router.stats().checks()).isEqualTo(checks);
      assertThat(checks.toString()).doesNotContain(KEY, SECOND_KEY);
      return checks.get(0);
    }
  }

  @Test
  void an_endpoint_that_is_up_is_well_and_tells_its_window() throws Exception {
    EndpointCheck check = verify(MODEL, KEY, server.getPort(), EndpointCheck.Depth.LISTING);
    assertThat(check.ok()).isTrue();
    assertThat(check.reason()).isEmpty();
    assertThat(check.listed()).containsExactly(MODEL);
    assertThat(check.contextWindow()).hasValue(32_768);
    assertThat(check.warnings()).singleElement().asString().contains("context_window: 32768");
    assertThat(check.duration()).isPositive().isLessThan(Duration.ofMinutes(1));
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void a_token_is_asked_for_only_if_that_is_wanted() throws Exception {
    assertThat(verify(MODEL, KEY, server.getPort(), EndpointCheck.Depth.ANSWER).ok()).isTrue();
    assertThat(server.takeRequest().getTarget()).isEqualTo("/v1/models");
    RecordedRequest call = server.takeRequest();
    assertThat(call.getTarget()).isEqualTo("/v1/chat/completions");
    assertThat(call.getBody().utf8()).contains("\"max_tokens\":1").doesNotContain("stream");
  }

  @Test
  void an_endpoint_that_is_down_cannot_be_reached() throws Exception {
    EndpointCheck check = verify(MODEL, KEY, deafPort(), EndpointCheck.Depth.ANSWER);
    assertThat(check.outcome()).isEqualTo(ModelException.CONNECT);
    assertThat(check.reason()).contains("127.0.0.1");
  }

  @Test
  void a_wrong_model_is_told_with_the_right_one() {
    EndpointCheck check = verify("acme/small-4", KEY, server.getPort(), EndpointCheck.Depth.ANSWER);
    assertThat(check.outcome()).isEqualTo(ModelException.NOT_FOUND);
    assertThat(check.reason()).contains("provider_model_id: \"" + MODEL + "\"");
    assertThat(server.getRequestCount()).isEqualTo(1); // nothing is asked of what is not there
  }

  @Test
  void a_wrong_key_is_refused_at_either_depth() {
    for (EndpointCheck.Depth depth : EndpointCheck.Depth.values()) {
      EndpointCheck check = verify(MODEL, SECOND_KEY, server.getPort(), depth);
      assertThat(check.outcome()).isEqualTo(ModelException.UNAUTHORIZED);
      assertThat(check.reason()).contains("refused the key", "access_key");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "vllm | {~id~:~m~,~owned_by~:~vllm~,~max_model_len~:8192} | |",
        "llamacpp | {~id~:~m~,~owned_by~:~llamacpp~} | GET /props"
            + " | {~default_generation_settings~:{~n_ctx~:8192}}",
        "library | {~id~:~m:latest~,~owned_by~:~library~} | GET /api/ps"
            + " | {~models~:[{~name~:~m:latest~,~context_length~:8192}]}",
        "library | {~id~:~m:latest~,~owned_by~:~library~} | POST /api/show"
            + " | {~model_info~:{~qwen3.context_length~:8192}}",
        "organization_owner | {~id~:~m~,~owned_by~:~organization_owner~} | GET /api/v0/models"
            + " | {~data~:[{~id~:~m~,~loaded_context_length~:8192,~max_context_length~:131072}]}",
      })
  void vllm_llama_cpp_ollama_and_lm_studio_deny_a_window_that_is_too_large(
      String owner, String entry, @Nullable String aside, @Nullable String answer) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            String asked = request.getMethod() + " " + request.getTarget();
            if (asked.equals("GET /v1/models")) {
              return json(("{~data~:[" + entry + "]}").replace('~', '"'));
            }
            return asked.equals(aside) && answer != null
                ? json(answer.replace('~', '"'))
                : new MockResponse.Builder().code(404).build();
          }
        });
    for (int claim : new int[] {8_192, 8_193}) {
      RouterConfig config =
          RouterConfig.builder()
              .model("m", m -> m.endpoint("127.0.0.1:" + server.getPort()).contextWindow(claim))
              .defaultModel("m")
              .build();
      List<String> heard = new ArrayList<>();
      RouterListener listener =
          new RouterListener() {
            @Override
            public void warned(String message) {
              heard.add(message);
            }
          };
      try (Router router =
          Router.builder(config).modelClient(HttpModelClient.create()).listener(listener).build()) {
        EndpointCheck check = router.verify().get(0);
        assertThat(check.ok()).as(owner).isTrue();
        assertThat(check.contextWindow()).as(owner).hasValue(8_192);
        assertThat(check.warnings()).hasSize(claim > 8_192 ? 1 : 0);
        assertThat(heard).isEqualTo(check.warnings());
      }
    }
  }

  @Test
  void what_is_up_and_what_is_not_is_told_apart_in_one_go_and_the_latest_is_kept()
      throws Exception {
    RouterConfig config =
        RouterConfig.parse(
            """
            version: v0.1
            providers:
              models:
                - {name: %1$s, access_key: %2$s, endpoints: [{endpoint: "127.0.0.1:%3$d"}]}
                - {name: gone, access_key: %2$s, endpoints: [{endpoint: "127.0.0.1:%4$d"}]}
                - {name: acme/small-4, access_key: %2$s, endpoints: [{endpoint: "127.0.0.1:%3$d"}]}
                - name: locked
                  provider_model_id: %1$s
                  access_key: %5$s
                  endpoints: [{endpoint: "127.0.0.1:%3$d"}]
              default_model: gone
            """
                .formatted(MODEL, KEY, server.getPort(), deafPort(), SECOND_KEY));
    AtomicReference<Instant> now = new AtomicReference<>(NOW);
    try (Router router =
        Router.builder(config).modelClient(HttpModelClient.create()).clock(now::get).build()) {
      for (EndpointCheck.Depth depth : EndpointCheck.Depth.values()) {
        now.set(now.get().plusSeconds(60));
        List<EndpointCheck> checks = router.verify(depth);
        assertThat(checks)
            .extracting(EndpointCheck::outcome)
            .containsExactly(
                EndpointCheck.OK,
                ModelException.CONNECT,
                ModelException.NOT_FOUND,
                ModelException.UNAUTHORIZED);
        assertThat(checks).allMatch(check -> check.ok() == check.reason().isEmpty());
        assertThat(router.stats().checks()).isEqualTo(checks);
        assertThat(router.stats().checks()).extracting(EndpointCheck::at).containsOnly(now.get());
        assertThat(checks.toString()).doesNotContain(KEY, SECOND_KEY);
      }
    }
  }
}
