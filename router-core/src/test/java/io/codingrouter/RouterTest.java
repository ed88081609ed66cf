package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.groups.Tuple.tuple;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.Location;
import io.codingrouter.model.ModelRef;
import io.codingrouter.telemetry.DecisionTrace;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.SignalTrace;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RouterTest {
  private static Route.Forward forward(Router router, String ask) {
    return (Route.Forward) router.route(ChatRequest.user(ask));
  }

  private static Router router() {
    return Router.create(Fixtures.config());
  }

  @Test
  void a_hard_ask_goes_to_the_cloud_and_is_told_to_reason() {
    try (Router router = router()) {
      Route.Forward route = forward(router, "Prove that the square root of 2 is irrational");
      assertThat(route.decision()).isEqualTo("reasoning");
      assertThat(route.model().name()).isEqualTo("gemini-2.5-pro");
      assertThat(route.request().json("/model")).contains("\"gemini-2.5-pro\"");
      assertThat(route.request().json("/reasoning_effort")).isPresent();
      Candidate candidate = route.candidates().get(0);
      assertThat(candidate.baseUri())
          .isEqualTo(URI.create("https://models.example.com/v1beta/openai"));
      assertThat(candidate.headers()).containsEntry("Authorization", "Bearer key-for-tests");
      assertThat(candidate.location()).isEqualTo(Location.CLOUD);
    }
  }

  @Test
  void a_coding_ask_stays_local_with_reasoning_off() {
    try (Router router = router()) {
      Route.Forward route = forward(router, "Refactor this, please");
      assertThat(route.decision()).isEqualTo("code");
      assertThat(route.request().json("/model")).contains("\"acme/Qwen3-Coder\"");
      assertThat(route.request().json("/chat_template_kwargs/enable_thinking")).contains("false");
      assertThat(route.candidates().get(0).baseUri())
          .isEqualTo(URI.create("http://localhost:8000/v1"));
    }
  }

  @Test
  void anything_else_takes_the_default_route() {
    try (Router router = router()) {
      Route.Forward route = forward(router, "hello");
      assertThat(route.decision()).isEqualTo("default-route");
      assertThat(route.model()).isEqualTo(ModelRef.of("acme/Qwen3-Coder"));
    }
  }

  @Test
  void keywords_stand_on_word_boundaries_and_ignore_case() {
    try (Router router = router()) {
      assertThat(forward(router, "a proof is improved").decision()).isEqualTo("default-route");
      assertThat(forward(router, "classification").decision()).isEqualTo("default-route");
      assertThat(forward(router, "PROVE it").decision()).isEqualTo("reasoning");
    }
  }

  @Test
  void the_higher_priority_wins_when_two_decisions_hold() {
    try (Router router = router()) {
      assertThat(forward(router, "prove this class correct").decision()).isEqualTo("reasoning");
    }
  }

  @Test
  void auto_and_aliases_route() {
    RouterConfig config =
        Fixtures.configWith("aliases: {\"claude-*\": auto, fast: acme/Qwen3-Coder}\n");
    try (Router router = Router.create(config)) {
      for (String model : List.of("auto", "MoM", "claude-sonnet-9")) {
        ChatRequest request = ChatRequest.user("prove it").toBuilder().model(model).build();
        assertThat(router.route(request).decision()).isEqualTo("reasoning");
      }
      ChatRequest fast = ChatRequest.user("prove it").toBuilder().model("fast").build();
      Route.Forward route = (Route.Forward) router.route(fast);
      assertThat(route.decision()).isEmpty();
      assertThat(route.request().json("/model")).contains("\"acme/Qwen3-Coder\"");
    }
  }

  @Test
  void a_known_model_is_respected_and_its_body_is_left_alone() {
    String body =
        "{ \"model\":\"gemini-2.5-pro\", \"messages\":[{\"role\":\"user\",\"content\":\"refactor\"}] }";
    try (Router router = router()) {
      Route.Forward route = (Route.Forward) router.route(ChatRequest.fromJson(body));
      assertThat(route.decision()).isEmpty();
      assertThat(route.model().name()).isEqualTo("gemini-2.5-pro");
      assertThat(route.request().toJson()).isEqualTo(body);
      assertThat(route.trace().notes()).anyMatch(note -> note.contains("names its model"));
    }
  }

  @Test
  void an_unknown_model_is_refused_with_the_nearest_name() {
    ChatRequest request = ChatRequest.user("x").toBuilder().model("gemini-2.5-por").build();
    try (Router router = router()) {
      Route.Blocked blocked = (Route.Blocked) router.route(request);
      assertThat(blocked.reason()).isEqualTo(Route.Blocked.UNKNOWN_MODEL);
      assertThat(blocked.message()).contains("'gemini-2.5-pro'");
    }
    try (Router router = Router.create(Fixtures.configWith("unknown_model: route\n"))) {
      assertThat(router.route(request).decision()).isEqualTo("default-route");
    }
  }

  @Test
  void a_decision_without_an_endpoint_in_service_is_blocked() {
    RouterConfig config =
        RouterConfig.parse(
            Fixtures.YAML.replace("protocol: https, weight: 1", "protocol: https, weight: 0"));
    try (Router router = Router.create(config)) {
      Route.Blocked blocked = (Route.Blocked) router.route(ChatRequest.user("prove it"));
      assertThat(blocked.reason()).isEqualTo(Route.Blocked.NO_CANDIDATE);
    }
  }

  @Test
  void endpoints_share_by_weight_and_the_others_follow_for_failover() {
    RouterConfig config =
        RouterConfig.parse(
            Fixtures.YAML.replace(
                "- {name: desk, endpoint: \"localhost:8000\", protocol: http, weight: 100}",
                "- {name: a, endpoint: \"localhost:1\", weight: 3}\n"
                    + "        - {name: b, endpoint: \"localhost:2\", weight: 1}\n"
                    + "        - {name: drained, endpoint: \"localhost:3\", weight: 0}"));
    try (Router router = Router.builder(config).seed(1).build()) {
      Map<String, Integer> first = new HashMap<>();
      for (int i = 0; i < 4_000; i++) {
        List<Candidate> order = forward(router, "hello").candidates();
        assertThat(order).extracting(Candidate::endpoint).containsExactlyInAnyOrder("a", "b");
        first.merge(order.get(0).endpoint(), 1, Integer::sum);
      }
      // 3 sigma of a binomial of 4,000 and 3/4
      assertThat(first.get("a")).isBetween(3_000 - 83, 3_000 + 83);
    }
  }

  @Test
  void further_headers_and_query_parameters_are_sent_and_never_printed() {
    RouterConfig config =
        RouterConfig.parse(
            Fixtures.YAML.replace(
                "access_key: \"key-for-tests\"",
                "headers: {api-key: sk-header}\n      query: {api-version: 2026-01, k: \"a b&c\"}"));
    try (Router router = Router.create(config)) {
      Candidate candidate = forward(router, "prove it").candidates().get(0);
      assertThat(candidate.headers()).containsExactly(Map.entry("api-key", "sk-header"));
      assertThat(candidate.baseUri().getRawQuery()).contains("api-version=2026-01", "k=a+b%26c");
      assertThat(candidate.toString()).doesNotContain("sk-header", "2026-01");
    }
  }

  @Test
  void a_secret_that_cannot_be_used_is_refused_when_it_is_used() {
    RouterConfig config = RouterConfig.parse(Fixtures.YAML.replace("key-for-tests", "••••••"));
    try (Router router = Router.create(config)) {
      Candidate candidate = forward(router, "prove it").candidates().get(0);
      assertThatIllegalStateException()
          .isThrownBy(candidate::headers)
          .withMessageContaining("gemini-2.5-pro");
    }
  }

  @Test
  void the_same_seed_routes_alike() {
    RouterConfig config =
        RouterConfig.parse(
            Fixtures.YAML.replace(
                "- {name: desk, endpoint: \"localhost:8000\", protocol: http, weight: 100}",
                "- {name: a, endpoint: \"localhost:1\", weight: 1}\n"
                    + "        - {name: b, endpoint: \"localhost:2\", weight: 1}"));
    try (Router one = Router.builder(config).seed(5).build();
        Router two = Router.builder(config).seed(5).build()) {
      for (int i = 0; i < 50; i++) {
        Route.Forward first = forward(one, "hello");
        assertThat(forward(two, "hello").candidates().get(0).endpoint())
            .isEqualTo(first.candidates().get(0).endpoint());
        ChatRequest again =
            ChatRequest.user("hello").toBuilder().seed(first.trace().seed()).build();
        assertThat(((Route.Forward) one.route(again)).candidates().get(0).endpoint())
            .isEqualTo(first.candidates().get(0).endpoint());
        forward(two, "hello"); // as many as the other
      }
    }
  }

  @Test
  void a_trace_says_what_was_asked_and_why_others_lost() {
    try (Router router =
        Router.builder(Fixtures.config()).clock(InstantSource.fixed(Instant.EPOCH)).build()) {
      RouteTrace trace = router.route(ChatRequest.user("prove this class correct")).trace();
      assertThat(trace.outcome()).isEqualTo("forward");
      assertThat(trace.model()).isEqualTo("gemini-2.5-pro");
      assertThat(trace.at()).isEqualTo(Instant.EPOCH);
      assertThat(trace.signals()).extracting(SignalTrace::name).containsExactly("hard");
      assertThat(trace.signals().get(0).evidence()).containsExactly("prove");
      assertThat(trace.decisions())
          .extracting(DecisionTrace::name, DecisionTrace::outcome)
          .containsExactly(
              tuple("reasoning", DecisionTrace.Outcome.TAKEN),
              tuple("code", DecisionTrace.Outcome.SKIPPED),
              tuple("default-route", DecisionTrace.Outcome.LOST));
    }
  }

  @Test
  void explaining_asks_every_signal_and_counts_nothing() {
    try (Router router = router()) {
      RouteTrace trace = router.explain(ChatRequest.user("prove this class correct"));
      assertThat(trace.decision()).isEqualTo("reasoning");
      assertThat(trace.signals()).extracting(SignalTrace::name).containsExactly("hard", "coding");
      assertThat(trace.decisions().get(1).outcome()).isEqualTo(DecisionTrace.Outcome.LOST);
      assertThat(trace.decisions().get(1).reason()).contains("priority 100 over 80");
      assertThat(trace.describe()).contains("reasoning", "keyword hard", "prove", "gemini-2.5-pro");
      assertThat(router.stats().requests()).isZero();
    }
  }

  @Test
  void a_trace_outlives_the_request_without_its_text() {
    try (Router router = router()) {
      Route route = router.route(ChatRequest.user("prove that my password hunter2 is safe"));
      assertThat(route + route.trace().describe() + route.trace()).doesNotContain("hunter2");
    }
  }

  @Test
  void a_reload_takes_effect_at_once_and_counts_go_on() {
    try (Router router = router()) {
      assertThat(forward(router, "prove it").decision()).isEqualTo("reasoning");
      router.reload(RouterConfig.parse(Fixtures.YAML.replace("[prove, theorem]", "[zyzzyva]")));
      assertThat(forward(router, "prove it").decision()).isEqualTo("default-route");
      assertThat(router.stats().requests()).isEqualTo(2);
      assertThat(router.stats().decisions())
          .containsEntry("reasoning", 1L)
          .containsEntry("default-route", 1L);
    }
  }

  @Test
  void a_route_keeps_the_plan_that_it_began_with() {
    try (Router router = router()) {
      Route.Forward route = forward(router, "prove it");
      router.reload(
          RouterConfig.parse(
              """
              version: v0.1
              providers:
                models: [{name: other, endpoints: [{name: e, endpoint: localhost}]}]
                default_model: other
              """));
      assertThat(route.request().json("/model")).contains("\"gemini-2.5-pro\"");
      assertThat(route.trace().decisions()).hasSize(3);
    }
  }

  @Test
  void only_a_candidate_of_the_route_is_served() {
    try (Router router = router()) {
      Candidate foreign = forward(router, "prove it").candidates().get(0);
      Route.Forward route = forward(router, "hello");
      assertThatIllegalArgumentException().isThrownBy(() -> route.request(foreign));
    }
  }

  @Test
  void latency_is_measured_by_the_given_clock() {
    long[] now = {0};
    try (Router router =
        Router.builder(Fixtures.config()).nanoTime(() -> now[0] += 1_000).build()) {
      LongStream.range(0, 100).forEach(i -> forward(router, "hello"));
      assertThat(router.stats().p50().toNanos()).isBetween(1_000L, 1_063L);
      assertThat(router.stats().p99()).isEqualTo(router.stats().p50());
    }
  }

  @Test
  void a_closed_router_refuses() {
    Router router = router();
    router.close();
    router.close();
    assertThatIllegalStateException().isThrownBy(() -> router.route(ChatRequest.user("x")));
    assertThatIllegalStateException().isThrownBy(() -> router.explain(ChatRequest.user("x")));
    assertThatIllegalStateException().isThrownBy(() -> router.reload(Fixtures.config()));
  }
}
