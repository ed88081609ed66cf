package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.decision.Decision;
import io.codingrouter.decision.Plugin;
import io.codingrouter.dispatch.FakeModelClient;
import io.codingrouter.dispatch.FakeReply;
import io.codingrouter.dispatch.ModelCall;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeaderMutationTest {
  private static final String PLANTED = "hunter2-hunter2";

  private static RouterConfig config(String settings) {
    String models = "modelRefs: [{model: gemini-2.5-pro, use_reasoning: true}]\n";
    String both = "modelRefs: [{model: gemini-2.5-pro}, {model: acme/Qwen3-Coder}]\n";
    return RouterConfig.parse(
        Fixtures.YAML.replace(
            models,
            both + "    plugins: [{type: header_mutation, configuration: {" + settings + "}}]\n"),
        Map.of("TIER", PLANTED)::get);
  }

  private static Route.Forward forward(RouterConfig config) {
    try (Router router = Router.create(config)) {
      return (Route.Forward) router.route(ChatRequest.user("prove it"));
    }
  }

  @Test
  void adds_a_header_to_every_candidate_of_the_decision() {
    RouterConfig config = config("add: [{name: X-Tier, value: '${TIER}'}]");
    assertThat(config.warnings()).isEmpty();
    Route.Forward route = forward(config);
    assertThat(route.candidates())
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.headers()).contains(entry("X-Tier", PLANTED)));
    assertThat(route.candidates().get(0).headers())
        .contains(entry("Authorization", "Bearer key-for-tests"));
  }

  @Test
  void failover_takes_the_header_along() {
    FakeModelClient client =
        FakeModelClient.answering("done")
            .on("google", FakeReply.fails(ModelException.CONNECT, true));
    try (Router router =
        Router.builder(config("add: [{name: X-Tier, value: gold}]")).modelClient(client).build()) {
      router.chat(ChatRequest.user("prove it"));
      assertThat(client.targets()).containsExactly("google", "desk");
      assertThat(client.calls())
          .extracting(ModelCall::candidate)
          .allSatisfy(each -> assertThat(each.headers()).containsEntry("X-Tier", "gold"));
    }
  }

  @Test
  void other_decisions_and_requests_that_name_their_model_keep_their_headers() {
    try (Router router = Router.create(config("delete: [authorization]"))) {
      Route.Forward other = (Route.Forward) router.route(ChatRequest.user("refactor"));
      assertThat(other.changes(other.candidates().get(0)))
          .noneMatch(change -> change.startsWith("header"));
      Route.Forward direct =
          (Route.Forward)
              router.route(
                  ChatRequest.user("prove it").toBuilder().model("gemini-2.5-pro").build());
      assertThat(direct.candidates().get(0).headers()).containsKey("Authorization");
    }
  }

  @Test
  void update_replaces_and_delete_removes_whatever_the_case() {
    Candidate candidate =
        forward(
                config(
                    "update: [{name: AUTHORIZATION, value: other}], delete: [x-none],"
                        + " add: [{name: x-a, value: '1'}]"))
            .candidates()
            .get(0);
    assertThat(candidate.headers())
        .containsOnly(entry("AUTHORIZATION", "other"), entry("x-a", "1"));
    assertThat(forward(config("delete: [authorization]")).candidates().get(0).headers()).isEmpty();
  }

  @Test
  void all_but_the_headers_of_a_candidate_stays() {
    Candidate changed = forward(config("delete: [authorization]")).candidates().get(0);
    Candidate plain = forward(config("enabled: false")).candidates().get(0);
    assertThat(changed.headers()).isNotEqualTo(plain.headers());
    assertThat(changed).usingRecursiveComparison().ignoringFields("headers").isEqualTo(plain);
  }

  @Test
  void the_changes_name_headers_and_never_a_value() {
    Route.Forward route =
        forward(config("add: [{name: X-Tier, value: '${TIER}'}], delete: [Authorization]"));
    Candidate first = route.candidates().get(0);
    assertThat(route.changes(first))
        .contains("header X-Tier set", "header Authorization removed")
        .noneMatch(change -> change.contains(PLANTED));
    assertThat(route + first.toString() + route.trace().describe()).doesNotContain(PLANTED);
  }

  @Test
  void a_value_whose_variable_is_not_set_warns_and_is_refused_when_used() {
    RouterConfig config = config("add: [{name: X-Tier, value: '${NOT_THERE}'}]");
    assertThat(config.warnings())
        .singleElement()
        .satisfies(
            warning ->
                assertThat(warning.message())
                    .contains("NOT_THERE", "the models of this decision cannot be used"));
    assertThatIllegalStateException()
        .isThrownBy(() -> forward(config).candidates().get(0).headers())
        .withMessageContaining("X-Tier")
        .withMessageContaining("NOT_THERE");
  }

  @Test
  void of_two_plugins_the_last_that_names_a_header_has_its_way() {
    RouterConfig config =
        config(
            "add: [{name: a, value: one}, {name: b, value: one}]}},"
                + " {type: header_mutation, configuration: {delete: [B],"
                + " update: [{name: A, value: two}]");
    assertThat(forward(config).candidates().get(1).headers()).containsOnly(entry("a", "two"));
  }

  @Test
  void switched_off_it_does_nothing() {
    RouterConfig config = config("enabled: false, delete: [authorization]");
    assertThat(config.warnings()).isEmpty();
    assertThat(forward(config).candidates().get(0).headers()).containsKey("Authorization");
  }

  @Test
  void the_default_model_gets_the_headers_of_the_decision_that_takes_it() {
    RouterConfig config =
        RouterConfig.builder()
            .model("m", m -> m.endpoint("localhost:8000"))
            .defaultModel("m")
            .decision(
                Decision.builder("all")
                    .plugins(
                        List.of(
                            new Plugin(
                                "header_mutation",
                                Map.of("add", List.of(Map.of("name", "X-A", "value", "${1}"))))))
                    .build())
            .build();
    assertThat(forward(config).model()).isEqualTo(ModelRef.of("m"));
    assertThat(forward(config).candidates().get(0).headers()).containsOnly(entry("X-A", "${1}"));
    assertThat(config.decisions().get(0).toString()).doesNotContain("${1}");
  }
}
