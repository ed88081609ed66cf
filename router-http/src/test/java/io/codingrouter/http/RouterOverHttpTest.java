package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.codingrouter.Router;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.Attempt;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a router says on the wire, and what of the wire it tells. */
@Timeout(120)
class RouterOverHttpTest extends HttpTest {

  private Router router() {
    String endpoint = "[{endpoint: \"127.0.0.1:" + server.getPort() + "/v1\", protocol: http}]";
    return Router.builder(
            RouterConfig.parse(
                """
                version: v0.1
                providers:
                  reliability: {retry_count: 0}
                  models:
                    - {name: first, access_key: %2$s, headers: {X-Team: a}, endpoints: %1$s}
                    - {name: second, endpoints: %1$s}
                  default_model: first
                signals:
                  keywords: [{name: prove, keywords: [prove]}]
                decisions:
                  - name: proofs
                    rules: {operator: OR, conditions: [{type: keyword, name: prove}]}
                    modelRefs: [{model: first}, {model: second}]
                    plugins:
                      - type: header_mutation
                        configuration:
                          add: [{name: X-Tier, value: gold}]
                          update: [{name: x-team, value: b}]
                          delete: [authorization]
                """
                    .formatted(endpoint, KEY)))
        .modelClient(HttpModelClient.create())
        .build();
  }

  @Test
  void headers_of_a_model_and_of_a_decision_reach_the_wire() throws Exception {
    server.enqueue(json(ANSWER));
    server.enqueue(json(ANSWER));
    try (Router router = router()) {
      router.chat(ChatRequest.user("hello"));
      router.chat(ChatRequest.user("prove it"));
    }
    Headers plain = server.takeRequest().getHeaders();
    assertThat(plain.get("Authorization")).isEqualTo("Bearer " + KEY);
    assertThat(plain.get("X-Team")).isEqualTo("a");
    assertThat(plain.get("X-Tier")).isNull();
    Headers changed = server.takeRequest().getHeaders();
    assertThat(changed.get("Authorization")).isNull();
    assertThat(changed.values("X-Team")).containsExactly("b");
    assertThat(changed.get("X-Tier")).isEqualTo("gold");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void each_attempt_is_told_with_the_name_that_its_provider_gave_it(boolean stream)
      throws Exception {
    server.enqueue(
        new MockResponse.Builder().code(503).addHeader("x-request-id", "req_theirs").build());
    server.enqueue(new MockResponse.Builder().code(500).build());
    try (Router router = router()) {
      ChatRequest request = ChatRequest.user("prove it");
      ModelException failure =
          catchThrowableOfType(
              ModelException.class,
              () -> {
                if (stream) {
                  router.stream(request).close();
                } else {
                  router.chat(request);
                }
              });
      assertThat(failure.attempts()).extracting(Attempt::model).containsExactly("first", "second");
      assertThat(failure.attempts().get(0).requestId()).contains("req_theirs");
      RecordedRequest first = server.takeRequest();
      String ours = server.takeRequest().getHeaders().get("X-Request-Id");
      assertThat(failure.attempts().get(1).requestId()).contains(ours);
      assertThat(first.getHeaders().get("X-Request-Id")).isNotEqualTo(ours);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"vllm-reasoning", "gemini-tools", "openai-audio", "openai-logprobs"})
  void what_a_reply_carries_comes_through_the_router(String name) {
    Shape shape = Shape.of(name);
    ChatResponse whole = ChatResponse.fromJson(shape.whole());
    server.enqueue(json(shape.whole()));
    server.enqueue(
        new MockResponse.Builder()
            .addHeader("Content-Type", "text/event-stream")
            .chunkedBody(shape.stream(), 64)
            .build());
    try (Router router = router()) {
      assertThat(router.chat(ChatRequest.user("hello")).toJson()).isEqualTo(shape.whole());
      assertThat(router.stream(ChatRequest.user("hello")).collect()).isEqualTo(whole);
    }
  }
}
