package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codingrouter.config.ConfigException;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Models that cannot serve a request are not asked, not even by failover. */
class NeedsTest {
  private static final String CONFIG =
      """
      version: v0.1
      providers:
        models:
          - name: small
            endpoints: [{endpoint: "localhost:8000"}]
            location: local
            context_window: 1000
            tools: false
            input_modalities: [text]
            capabilities: [coding]
          - name: large
            endpoints: [{endpoint: large.example}]
            context_window: 100K
            input_modalities: [image]
            capabilities: [coding, math]
          - name: unsaid
            endpoints: [{endpoint: unsaid.example}]
        default_model: small
      decisions:
        - name: any
          modelRefs: [{model: small}, {model: large}, {model: unsaid}]
      """;

  private static List<String> models(String config, ChatRequest request) {
    try (Router router = Router.create(RouterConfig.parse(config))) {
      return router.route(request) instanceof Route.Forward forward
          ? forward.candidates().stream().map(c -> c.model().name()).toList()
          : List.of();
    }
  }

  private static ChatRequest withPart(String part) {
    return ChatRequest.fromJson(
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"this?\"},"
            + part
            + "]}]}");
  }

  @Test
  void a_plain_question_may_go_anywhere() {
    assertThat(models(CONFIG, ChatRequest.user("hello")))
        .containsExactly("small", "large", "unsaid");
  }

  @Test
  void a_request_longer_than_a_context_window_goes_elsewhere() {
    assertThat(models(CONFIG, ChatRequest.user("hello world, ".repeat(500))))
        .containsExactly("large", "unsaid");
    assertThat(models(CONFIG, ChatRequest.user("hello world, ".repeat(50_000))))
        .containsExactly("unsaid");
  }

  @Test
  void what_tools_returned_since_the_human_asked_counts_as_well() {
    ChatRequest loop =
        ChatRequest.builder()
            .user("read it")
            .assistant("I call a tool")
            .message("tool", "a line of a file\n".repeat(500))
            .build();
    assertThat(models(CONFIG, loop)).containsExactly("large", "unsaid");
  }

  @Test
  void tools_are_offered_to_models_that_call_them() {
    ChatRequest request =
        ChatRequest.user("hello").toBuilder()
            .setJson("/tools", "[{\"type\":\"function\",\"function\":{\"name\":\"sh\"}}]")
            .build();
    assertThat(models(CONFIG, request)).containsExactly("large", "unsaid");
  }

  @Test
  void content_goes_to_models_that_can_be_given_it() {
    String image =
        "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AA==\"}}";
    assertThat(models(CONFIG, withPart(image))).containsExactly("large", "unsaid");
    String audio = "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AA==\"}}";
    assertThat(models(CONFIG, withPart(audio))).containsExactly("unsaid");
  }

  @Test
  void a_request_that_no_model_can_serve_is_refused_with_the_reasons() {
    String config = CONFIG.replace(", {model: large}, {model: unsaid}", "");
    try (Router router = Router.create(RouterConfig.parse(config))) {
      Route route = router.route(ChatRequest.user("hello world, ".repeat(500)));
      assertThat(route).isInstanceOf(Route.Blocked.class);
      Route.Blocked blocked = (Route.Blocked) route;
      assertThat(blocked.reason()).isEqualTo(Route.Blocked.NO_CANDIDATE);
      assertThat(blocked.message())
          .contains("no model of 'any' can serve this request")
          .contains("small has a context window of 1000 tokens, and the request is about");
    }
  }

  @Test
  void the_trace_tells_who_was_left_out() {
    try (Router router = Router.create(RouterConfig.parse(CONFIG))) {
      assertThat(router.route(ChatRequest.user("hello world, ".repeat(500))).trace().notes())
          .singleElement()
          .asString()
          .startsWith("left out: small has a context window");
    }
  }

  @Test
  void a_model_that_the_request_names_is_asked_whatever_it_can_do() {
    ChatRequest named =
        ChatRequest.user("hello world, ".repeat(500)).toBuilder().model("small").build();
    assertThat(models(CONFIG, named)).containsExactly("small");
  }

  @Test
  void a_decision_asks_only_models_that_are_what_it_requires() {
    assertThat(models(CONFIG + "    require: {capabilities: [math]}\n", ChatRequest.user("hi")))
        .containsExactly("large");
    assertThat(models(CONFIG + "    require: {location: local}\n", ChatRequest.user("hi")))
        .containsExactly("small");
  }

  @Test
  void the_configuration_says_whom_a_requirement_keeps_out() {
    assertThat(RouterConfig.parse(CONFIG + "    require: {location: local}\n").warnings())
        .singleElement()
        .satisfies(
            warning ->
                assertThat(warning.message())
                    .contains("large: is not declared location: local", "unsaid: "));
    assertThatThrownBy(() -> RouterConfig.parse(CONFIG + "    require: {capabilities: [poetry]}\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("is met by no model of this decision");
  }

  @Test
  void a_requirement_is_written_back() {
    RouterConfig config =
        RouterConfig.parse(CONFIG + "    require: {capabilities: [math], location: cloud}\n");
    assertThat(RouterConfig.parse(config.toYaml())).isEqualTo(config);
    RouterConfig.Builder builder = RouterConfig.builder();
    builder
        .model("large", m -> m.endpoint("large.example").capabilities("coding", "math"))
        .defaultModel("large");
    config.decisions().stream()
        .filter(decision -> !decision.isLastResort())
        .map(
            decision ->
                io.codingrouter.decision.Decision.builder("any")
                    .require(decision.requirement())
                    .to(io.codingrouter.model.ModelRef.of("large"))
                    .build())
        .forEach(builder::decision);
    assertThat(builder.build().decisions().get(0).requirement())
        .isEqualTo(config.decisions().get(0).requirement());
  }

  @Test
  void tools_that_the_decision_takes_away_are_not_needed() {
    ChatRequest request =
        ChatRequest.fromJson(
            "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
                + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"bash\"}}]}");
    assertThat(models(CONFIG, request)).containsExactly("large", "unsaid");
    assertThat(
            models(CONFIG + "    plugins: [{type: tools, configuration: {mode: none}}]\n", request))
        .containsExactly("small", "large", "unsaid");
  }
}
