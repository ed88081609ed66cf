package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Location;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteSpecTest {
  private static final RouteSpec PROOF = RouteSpec.of(ChatRequest.user("prove hunter2"));
  private static final RouteSpec HELLO = RouteSpec.of(ChatRequest.user("hello hunter2"));

  private static List<String> check(RouteSpec spec, RouterConfig config) {
    try (Router router = Router.create(config)) {
      return spec.check(router);
    }
  }

  private static List<String> check(RouteSpec spec) {
    return check(spec, Fixtures.config());
  }

  @Test
  void what_holds_is_not_mentioned() {
    try (Router router = Router.create(Fixtures.config())) {
      assertThat(
              PROOF
                  .decision("reasoning")
                  .model("gemini-2.5-pro")
                  .reaches("gemini-2.5-pro")
                  .location(Location.CLOUD)
                  .never(Location.LOCAL)
                  .redacted(false)
                  .algorithm("static")
                  .matches("keyword", "hard")
                  .misses("keyword", "coding")
                  .check(router))
          .isEmpty();
      assertThat(HELLO.never(Location.CLOUD).check(router)).isEmpty();
      assertThat(
              RouteSpec.of(ChatRequest.user("x").toBuilder().model("nobody").build())
                  .decision("")
                  .model("")
                  .blocked("unknown_model")
                  .check(router))
          .isEmpty();
      assertThat(router.stats().requests()).isZero();
    }
  }

  @Test
  void what_does_not_hold_is_said_with_the_rule_and_without_the_text() {
    String goes = "goes to decision 'reasoning' (line 23 of the config), ";
    assertThat(Fixtures.YAML.lines().toList().get(22)).contains("name: reasoning");
    assertThat(
            check(
                PROOF
                    .decision("code")
                    .model("acme/Qwen3-Coder")
                    .reaches("acme/Qwen3-Coder")
                    .location(Location.LOCAL)
                    .never(Location.CLOUD)
                    .redacted(true)
                    .blocked("pii")
                    .algorithm("weighted")
                    .matches("keyword", "coding")
                    .misses("keyword", "hard")))
        .containsExactly(
            goes + "but `decision: code` is demanded",
            goes + "asks gemini-2.5-pro (cloud) first, but `model: acme/Qwen3-Coder` is demanded",
            goes + "may reach gemini-2.5-pro, but `reaches: acme/Qwen3-Coder` is demanded",
            goes + "asks gemini-2.5-pro (cloud) first, but `location: local` is demanded",
            goes + "may reach gemini-2.5-pro (cloud), which `never: cloud` forbids",
            goes
                + "sends gemini-2.5-pro (cloud) the messages as they were written,"
                + " but `redacted: true` is demanded",
            goes + "is not blocked, but `blocked: pii` is demanded",
            goes + "orders its models by 'static', but `algorithm: weighted` is demanded",
            goes + "keyword:coding does not fire, but `matches: keyword:coding` is demanded",
            goes + "keyword:hard fires, but `misses: keyword:hard` is demanded");
  }

  @Test
  void a_name_that_the_config_does_not_have_gets_the_nearest() {
    assertThat(check(PROOF.decision("reasonning").model("gemini-2.5-prp")))
        .satisfiesExactly(
            first -> assertThat(first).endsWith("does not have; did you mean 'reasoning'?"),
            second -> assertThat(second).endsWith("does not have; did you mean 'gemini-2.5-pro'?"));
  }

  @Test
  void a_blocked_request_asks_no_model_and_says_why() {
    ChatRequest request = ChatRequest.user("x").toBuilder().model("nobody").build();
    assertThat(check(RouteSpec.of(request).model("m").redacted(true).blocked("pii")))
        .satisfiesExactly(
            model -> assertThat(model).startsWith("takes no decision, is blocked for 'unknown_"),
            redacted -> assertThat(redacted).contains("sends nothing, but `redacted: true`"),
            blocked ->
                assertThat(blocked).endsWith("'unknown_model', but `blocked: pii` is demanded"));
  }

  @Test
  void a_failover_into_the_cloud_is_found() {
    String refs = "modelRefs: [{model: acme/Qwen3-Coder, use_reasoning: false}]";
    RouterConfig leaking =
        RouterConfig.parse(
            Fixtures.YAML.replace(
                refs, "modelRefs: [{model: acme/Qwen3-Coder}, {model: gemini-2.5-pro}]"));
    RouteSpec code = RouteSpec.of(ChatRequest.user("refactor it"));
    assertThat(check(code.location(Location.LOCAL), leaking)).isEmpty();
    assertThat(check(code.never(Location.CLOUD), leaking))
        .singleElement()
        .asString()
        .contains("'code' (line 28 of the config), may reach gemini-2.5-pro (cloud)");
  }

  @Test
  void a_model_that_is_drawn_must_hold_for_every_draw() {
    RouterConfig config = Fixtures.weighted(95, 5);
    RouteSpec code = RouteSpec.of(ChatRequest.user("refactor it"));
    assertThat(check(code.location(Location.LOCAL), config))
        .singleElement()
        .asString()
        .contains("asks gemini-2.5-pro (cloud) first");
    assertThat(check(code.location(Location.LOCAL), Fixtures.weighted(1, 0))).isEmpty();
    ChatRequest seeded = code.request().toBuilder().seed(1).build();
    String drawn;
    try (Router router = Router.create(config)) {
      drawn = router.route(seeded).trace().model();
    }
    assertThat(check(RouteSpec.of(seeded).model(drawn), config)).isEmpty();
  }

  @Test
  void a_system_prompt_that_is_added_does_not_count_as_redaction() {
    RouterConfig config =
        RouterConfig.parse(
            Fixtures.YAML.replace(
                "  - name: code\n",
                "  - name: code\n"
                    + "    plugins: [{type: system_prompt, configuration: {system_prompt: Be"
                    + " brief}}]\n"));
    RouteSpec code = RouteSpec.of(ChatRequest.user("refactor it"));
    assertThat(check(code.redacted(true), config)).hasSize(1);
    assertThat(check(code.redacted(false), config)).isEmpty();
  }

  @Test
  void an_added_default_route_has_no_line() {
    assertThat(check(HELLO.model("x")))
        .singleElement()
        .asString()
        .startsWith("goes to decision 'default-route', asks acme/Qwen3-Coder (local) first");
  }

  @Test
  void a_demand_replaces_one_of_its_kind_and_a_name_leads_each_sentence() {
    RouteSpec spec = HELLO.never(Location.LOCAL).never(Location.CLOUD);
    assertThat(spec)
        .isEqualTo(HELLO.never(Location.CLOUD))
        .hasSameHashCodeAs(HELLO.never(Location.CLOUD));
    assertThat(spec.named("greetings").decision("x").name()).isEqualTo("greetings");
    assertThat(check(spec.named("greetings").decision("x")).get(0))
        .startsWith("greetings: goes to");
    assertThat(spec.named("a")).isNotEqualTo(spec.named("b"));
    assertThat(spec.toString()).contains("never: cloud").doesNotContain("hunter2");
  }

  @Test
  void what_a_router_does_now_is_recorded() {
    List<ChatRequest> requests =
        List.of(
            ChatRequest.user("prove it"),
            ChatRequest.user("hello"),
            ChatRequest.user("x").toBuilder().model("nobody").build());
    try (Router router = Router.create(Fixtures.config())) {
      assertThat(RouteSpec.record(router, requests))
          .containsExactly(
              RouteSpec.of(requests.get(0))
                  .decision("reasoning")
                  .model("gemini-2.5-pro")
                  .location(Location.CLOUD),
              RouteSpec.of(requests.get(1))
                  .decision("default-route")
                  .model("acme/Qwen3-Coder")
                  .never(Location.CLOUD),
              RouteSpec.of(requests.get(2)).decision("").blocked("unknown_model"));
      assertThat(router.stats().requests()).isZero();
    }
  }

  @Test
  void draws_are_recorded_with_their_seed() {
    try (Router router = Router.create(Fixtures.weighted(1, 1))) {
      List<RouteSpec> specs =
          RouteSpec.record(
              router, List.of(ChatRequest.user("refactor it"), ChatRequest.user("hello")));
      assertThat(specs.get(0).request().seed()).hasValue(0);
      assertThat(specs.get(1).request().seed()).isEmpty();
    }
  }

  @Test
  void what_demands_nothing_is_not_written() {
    assertThatIllegalArgumentException().isThrownBy(() -> RouteSpec.toYaml(List.of(HELLO)));
    assertThat(RouteSpec.parse(RouteSpec.toYaml(List.of()))).isEmpty();
  }
}
