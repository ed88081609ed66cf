package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.decision.Rule;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.signal.Signal;
import io.codingrouter.signal.SignalResult;
import io.codingrouter.signal.SignalTest;
import org.junit.jupiter.api.Test;

/** Signals of the application's own, and what a condition may ask of a signal. */
class CustomSignalTest {
  private static final ChatRequest ASK = ChatRequest.user("hello");
  private static final Signal FAILING =
      Signal.of(
          "mood",
          context -> {
            throw new IllegalStateException("the prompt was " + context.ask());
          });

  private static RouterConfig config(String rule) {
    return config("mood", rule);
  }

  private static RouterConfig config(String signal, String rule) {
    return RouterConfig.parse(
        """
        version: v0.1
        providers:
          models:
            - {name: small, endpoints: [{endpoint: "localhost:8000"}]}
            - {name: large, endpoints: [{endpoint: "localhost:8001"}]}
          default_model: small
        decisions:
          - name: moody
            priority: 10
            rules: {type: custom, name: %s%s}
            modelRefs: [{model: large}]
        """
            .formatted(signal, rule));
  }

  private static String decision(String rule, Signal signal) {
    try (Router router = Router.builder(config(rule)).signal(signal).build()) {
      return router.route(ASK).decision();
    }
  }

  private static Signal found(double score, String label) {
    return Signal.of("mood", context -> new SignalResult(true, score, label));
  }

  @Test
  void decides_by_its_name() {
    assertThat(decision("", Signal.of("mood", context -> SignalResult.HIT))).isEqualTo("moody");
    assertThat(decision("", Signal.of("mood", context -> SignalResult.MISS)))
        .isEqualTo("default-route");
  }

  @Test
  void must_have_found_the_label_that_a_condition_asks_for() {
    assertThat(decision(", label: angry", found(1, "angry"))).isEqualTo("moody");
    assertThat(decision(", label: angry", found(1, "glad"))).isEqualTo("default-route");
  }

  @Test
  void must_have_a_score_within_the_bounds_of_a_condition() {
    assertThat(decision(", predicate: {gte: 0.5}", found(0.5, ""))).isEqualTo("moody");
    assertThat(decision(", predicate: {gt: 0.5}", found(0.5, ""))).isEqualTo("default-route");
    assertThat(decision(", predicate: {gte: 0.2, lt: 0.4}", found(0.3, ""))).isEqualTo("moody");
  }

  @Test
  void counts_as_the_condition_says_when_it_fails_and_says_nothing_of_the_prompt() {
    assertThat(decision("", FAILING)).isEqualTo("default-route");
    assertThat(decision(", on_error: no_match", FAILING)).isEqualTo("default-route");
    assertThat(decision(", on_error: match", FAILING)).isEqualTo("moody");
    try (Router router = Router.builder(config("")).signal(FAILING).build()) {
      String trace = router.explain(ASK).describe();
      assertThat(trace).contains("IllegalStateException").doesNotContain("hello");
    }
  }

  @Test
  void must_be_given_to_the_router_that_asks_for_it() {
    RouterConfig config = config("");
    assertThatThrownBy(() -> Router.create(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mood")
        .hasMessageContaining("signal(");
  }

  @Test
  void a_reload_that_asks_for_an_unknown_one_leaves_the_old_plan_serving() {
    Signal other = Signal.of("other", context -> SignalResult.HIT);
    RouterConfig good = config("other", "");
    try (Router router = Router.builder(good).signal(other).build()) {
      assertThatThrownBy(() -> router.reload(config("")))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(router.config()).isEqualTo(good);
      assertThat(router.route(ASK).decision()).isEqualTo("moody");
    }
  }

  @Test
  void a_test_is_kept_by_yaml() {
    RouterConfig config = config(", label: angry, predicate: {gte: 0.5}, on_error: match");
    assertThat(RouterConfig.parse(config.toYaml())).isEqualTo(config);
    Rule.Is leaf = (Rule.Is) config.decisions().get(0).rule();
    assertThat(leaf.test()).isNotEqualTo(SignalTest.NONE);
  }
}
