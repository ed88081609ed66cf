package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.telemetry.RouteTrace;
import org.junit.jupiter.api.Test;

class TraceChangesTest {
  private static final String MODELS =
      "modelRefs: [{model: gemini-2.5-pro, use_reasoning: true}]\n";
  private static final ChatRequest REQUEST =
      ChatRequest.fromJson(
          "{\"messages\":[{\"role\":\"user\",\"content\":\"prove hunter2\"}],"
              + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"hunter2\"}}]}");

  private static RouterConfig with(String plugins) {
    return RouterConfig.parse(
        Fixtures.YAML.replace(
            MODELS,
            MODELS.replace("}]", "}, {model: acme/Qwen3-Coder}]")
                + "    plugins: ["
                + plugins
                + "]\n"));
  }

  @Test
  void an_explanation_tells_what_the_first_candidate_would_receive() {
    String plugins =
        "{type: system_prompt, configuration: {system_prompt: Be brief.}},"
            + " {type: tools, configuration: {mode: none}},"
            + " {type: header_mutation, configuration: {add: [{name: X-Tier, value: hunter2}]}}";
    try (Router router = Router.create(with(plugins))) {
      RouteTrace trace = router.explain(REQUEST);
      assertThat(trace.changes())
          .containsExactly(
              "system prompt inserted as message",
              "tools removed",
              "model set to \"gemini-2.5-pro\"",
              "reasoning_effort set to \"medium\"",
              "header X-Tier set");
      assertThat(trace.describe())
          .contains("change     tools removed\n")
          .doesNotContain("hunter2", "Be brief");
      Route.Forward route = (Route.Forward) router.route(REQUEST);
      assertThat(route.changes(route.candidates().get(0))).isEqualTo(trace.changes());
    }
  }

  @Test
  void a_route_tells_it_once_the_request_is_made() {
    try (Router router = Router.create(with("{type: tools, configuration: {mode: none}}"))) {
      Route.Forward route = (Route.Forward) router.route(REQUEST);
      String before = route.trace().describe();
      assertThat(route.trace().changes()).isEmpty();
      assertThat(before).doesNotContain("change ");

      route.request(route.candidates().get(1));
      assertThat(route.trace().changes()).isEmpty();

      route.request();
      assertThat(route.trace().changes())
          .isEqualTo(route.changes(route.candidates().get(0)))
          .contains("tools removed");
      assertThat(route.trace().describe()).contains("change     tools removed\n");
    }
  }

  @Test
  void nothing_is_made_for_a_fixed_answer() {
    try (Router router =
        Router.create(with("{type: fast_response, configuration: {message: hi}}"))) {
      assertThat(router.explain(REQUEST).changes()).isEmpty();
    }
  }
}
