package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.AnthropicApi;
import io.codingrouter.dispatch.FakeModelClient;
import io.codingrouter.dispatch.FakeReply;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Candidate;
import io.codingrouter.telemetry.ModelStats;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnthropicRoutingTest {
  private static final String CONFIG =
      """
      version: v0.1
      providers:
        models:
          - name: claude-sonnet-4-5
            api_format: anthropic
            endpoints:
              - {name: anthropic, endpoint: api.anthropic.com, protocol: https}
            access_key: key-for-tests
            max_output_tokens: 64000
            pricing: {prompt_per_1m: 3, completion_per_1m: 15}
          - name: small
            endpoints:
              - {name: desk, endpoint: "localhost:8000"}
        default_model: claude-sonnet-4-5
      """;

  private static final ChatResponse REPLY =
      ChatResponse.fromJson(
          """
          {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5",
           "content":[{"type":"text","text":"because"}],"stop_reason":"end_turn",
           "usage":{"input_tokens":100,"output_tokens":10}}
          """);

  private static final List<String> EVENTS =
      List.of(
          "{\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":100}}}",
          "{\"type\":\"content_block_start\",\"index\":0,"
              + "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
          "{\"type\":\"content_block_delta\",\"index\":0,"
              + "\"delta\":{\"type\":\"text_delta\",\"text\":\"because\"}}",
          "{\"type\":\"content_block_stop\",\"index\":0}",
          "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
              + "\"usage\":{\"output_tokens\":10}}",
          "{\"type\":\"message_stop\"}");

  private static List<ChatChunk> events() {
    return EVENTS.stream().map(ChatChunk::fromJson).toList();
  }

  private static Router router(FakeReply reply) {
    return Router.builder(RouterConfig.parse(CONFIG))
        .modelClient(FakeModelClient.replying(reply))
        .build();
  }

  private static ModelStats claude(Router router) {
    return router.stats().models().stream()
        .filter(model -> model.model().equals("claude-sonnet-4-5"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_candidate_is_asked_in_its_own_protocol_with_its_own_headers() {
    RouterConfig config = RouterConfig.parse(CONFIG);
    assertThat(config.warnings()).isEmpty();
    assertThat(RouterConfig.parse(config.toYaml())).isEqualTo(config);
    try (Router router = Router.create(config)) {
      Route.Forward route = (Route.Forward) router.route(ChatRequest.user("why?"));
      Candidate candidate = route.candidates().get(0);
      assertThat(candidate.chatPath()).isEqualTo("/messages");
      assertThat(candidate.headers())
          .containsEntry("x-api-key", "key-for-tests")
          .containsEntry("anthropic-version", "2023-06-01")
          .hasSize(2);
      AnthropicApi.accepts(route.request().toJson());
      assertThat(route.request().json("/max_tokens")).contains("64000");
      assertThat(router.explain(ChatRequest.user("why?")).changes())
          .contains("written in Anthropic's protocol");
    }
  }

  @Test
  void headers_that_are_configured_go_before() {
    String configured =
        CONFIG.replace(
            "protocol: https}",
            "protocol: https, auth_header: Authorization, headers: {Anthropic-Version: v2}}");
    try (Router router = Router.create(RouterConfig.parse(configured))) {
      Route.Forward route = (Route.Forward) router.route(ChatRequest.user("why?"));
      assertThat(route.candidates().get(0).headers())
          .containsEntry("Authorization", "Bearer key-for-tests")
          .containsEntry("anthropic-version", "v2")
          .hasSize(2);
    }
  }

  @Test
  void a_request_that_names_the_model_is_translated_as_well() {
    try (Router router = Router.create(RouterConfig.parse(CONFIG))) {
      ChatRequest request =
          ChatRequest.user("why?").toBuilder()
              .model("claude-sonnet-4-5")
              .set("/reasoning_effort", "high")
              .build();
      Route.Forward route = (Route.Forward) router.route(request);
      AnthropicApi.accepts(route.request().toJson());
      assertThat(route.request().json("/thinking/type")).contains("\"enabled\"");
    }
  }

  @Test
  void a_decision_that_does_not_reason_silences_the_caller_s_effort() {
    try (Router router = Router.create(RouterConfig.parse(CONFIG))) {
      ChatRequest request =
          ChatRequest.user("why?").toBuilder().set("/reasoning_effort", "high").build();
      Route.Forward route = (Route.Forward) router.route(request);
      assertThat(route.request().json("/thinking")).isEmpty();
    }
  }

  @Test
  void chat_and_stream_answer_in_the_caller_s_protocol_and_count() {
    try (Router router = router(FakeReply.whole(REPLY))) {
      ChatResponse answer = router.chat(ChatRequest.user("why?"));
      assertThat(answer.text()).isEqualTo("because");
      assertThat(answer.finishReason()).contains("stop");
      assertThat(claude(router).cost()).isEqualByComparingTo("0.00045");
    }
    FakeReply streamed = FakeReply.streams(events());
    try (Router router = router(streamed);
        ChatStream stream = router.stream(ChatRequest.user("why?"))) {
      ChatResponse answer = stream.collect();
      assertThat(answer.text()).isEqualTo("because");
      assertThat(answer.usage().promptTokens()).hasValue(100);
    }
  }

  @Test
  void a_host_tells_the_reply_as_it_came() {
    try (Router router = Router.create(RouterConfig.parse(CONFIG))) {
      Route.Forward whole = (Route.Forward) router.route(ChatRequest.user("why?"));
      assertThat(whole.complete(REPLY).text()).isEqualTo("because");
      Route.Forward streamed = (Route.Forward) router.route(ChatRequest.user("why?"));
      try (ChatStream stream = streamed.complete(ChatStream.of(events()))) {
        assertThat(stream.collect().text()).isEqualTo("because");
      }
      assertThat(claude(router).completionTokens()).isEqualTo(20);
    }
  }

  @Test
  void a_conversation_that_moves_between_models_is_taken_by_each() {
    try (Router router = router(FakeReply.whole(REPLY))) {
      ChatRequest first = ChatRequest.user("why?").toBuilder().model("claude-sonnet-4-5").build();
      ChatResponse answer = router.chat(first);
      ChatRequest next =
          first.toBuilder()
              .setJson("/messages/-", answer.json("/choices/0/message").orElseThrow())
              .build();
      ChatRequest again = next.toBuilder().user("and?").build();
      Route.Forward route = (Route.Forward) router.route(again);
      AnthropicApi.accepts(route.request().toJson());
      String before =
          ((Route.Forward) router.route(first)).request().json("/messages").orElseThrow();
      assertThat(route.request().json("/messages").orElseThrow())
          .startsWith(before.substring(0, before.length() - 1));
    }
  }
}
