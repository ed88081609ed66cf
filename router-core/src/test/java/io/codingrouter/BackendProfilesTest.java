package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatRequest;
import org.junit.jupiter.api.Test;

/** What a backend does not take, from the configuration to the trace. */
class BackendProfilesTest {
  private static final ChatRequest REQUEST =
      ChatRequest.fromJson(
          "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"seed\":7,\"top_k\":3}");

  private static RouterConfig config(String model) {
    return RouterConfig.parse(
        """
        version: v0.1
        providers:
          models:
            - name: picky
              endpoints: [{name: a, endpoint: "127.0.0.1:9"}]
              %s
            - name: other
              endpoints: [{name: b, endpoint: "127.0.0.1:9"}]
          default_model: picky
        decisions:
          - name: all
            modelRefs: [{model: picky}, {model: other}]
        """
            .formatted(model));
  }

  @Test
  void a_profile_that_is_set_acts_and_the_trace_tells() {
    RouterConfig config = config("profile: gemini");
    assertThat(config.warnings()).isEmpty();
    assertThat(RouterConfig.parse(config.toYaml())).isEqualTo(config);
    try (Router router = Router.create(config)) {
      Route.Forward route = (Route.Forward) router.route(REQUEST);
      assertThat(route.request().fields()).containsExactly("messages", "model");
      assertThat(route.changes(route.candidates().get(0)))
          .contains("seed removed", "top_k removed");
      assertThat(route.trace().changes()).contains("seed removed");
      assertThat(route.request(route.candidates().get(1)).json("/seed")).contains("7");
    }
  }

  @Test
  void a_model_that_rejects_is_passed_over() {
    try (Router router = Router.create(config("profile: gemini\n      on_unsupported: reject"))) {
      Route.Forward route = (Route.Forward) router.route(REQUEST);
      assertThat(route.candidates())
          .extracting(each -> each.model().name())
          .containsExactly("other");
      assertThat(route.trace().describe())
          .contains("left out: picky does not take seed, top_k, and its on_unsupported is reject");
      assertThat(((Route.Forward) router.route(ChatRequest.user("hi"))).model().name())
          .isEqualTo("picky");
    }
  }

  @Test
  void whoever_names_a_model_that_rejects_is_told_so() {
    try (Router router = Router.create(config("profile: gemini\n      on_unsupported: reject"))) {
      Route route = router.route(REQUEST.toBuilder().model("picky").build());
      assertThat(route).isInstanceOf(Route.Blocked.class);
      assertThat(((Route.Blocked) route).reason()).isEqualTo(Route.Blocked.NO_CANDIDATE);
      assertThat(((Route.Blocked) route).message()).contains("does not take seed, top_k");
    }
  }

  @Test
  void a_profile_beside_anthropic_s_protocol_is_warned_of() {
    RouterConfig config = config("api_format: anthropic\n      profile: gemini");
    assertThat(config.warnings()).hasSize(1);
    assertThat(config.warnings().get(0).toString()).contains("api_format");
  }
}
