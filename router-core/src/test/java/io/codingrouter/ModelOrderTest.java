package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The order of a decision's models, by its algorithm. */
class ModelOrderTest {
  private static final String WRITTEN = "modelRefs: [{model: gemini-2.5-pro, use_reasoning: true}]";
  private static final String CLOUD = "gemini-2.5-pro";
  private static final String DESK = "acme/Qwen3-Coder";

  private static RouterConfig config(String algorithm, String cloudWeight, String deskWeight) {
    return RouterConfig.parse(
        Fixtures.YAML.replace(
            WRITTEN,
            "modelRefs: [{model: gemini-2.5-pro%s}, {model: acme/Qwen3-Coder%s}]\n    algorithm: %s"
                .formatted(cloudWeight, deskWeight, algorithm)));
  }

  private static RouterConfig multiFactor(String settings) {
    return config("{type: multi_factor, multi_factor: " + settings + "}", "", "");
  }

  private static List<String> order(Router router) {
    return ((Route.Forward) router.route(ChatRequest.user("prove it")))
        .candidates().stream().map(candidate -> candidate.model().name()).toList();
  }

  private static List<String> order(RouterConfig config) {
    try (Router router = Router.create(config)) {
      return order(router);
    }
  }

  @Test
  void multi_factor_weighs_quality_against_cost() {
    assertThat(order(multiFactor("{weights: {quality: 0.6, cost: 0.4}}")))
        .containsExactly(CLOUD, DESK);
    assertThat(order(multiFactor("{weights: {quality: 0.4, cost: 0.6}}")))
        .containsExactly(DESK, CLOUD);
  }

  @Test
  void a_ceiling_holds_on_failover_too() {
    assertThat(order(multiFactor("{weights: {quality: 1}, slo: {max_cost_per_1m: 3}}")))
        .containsExactly(DESK);
  }

  @Test
  void a_ceiling_that_leaves_no_model_blocks_if_the_decision_says_so() {
    RouterConfig config =
        RouterConfig.parse(
            Fixtures.YAML.replace(
                WRITTEN,
                WRITTEN
                    + "\n    algorithm: {type: multi_factor, multi_factor:"
                    + " {slo: {max_cost_per_1m: 3}, on_no_candidates: fail}}"));
    try (Router router = Router.create(config)) {
      Route.Blocked blocked = (Route.Blocked) router.route(ChatRequest.user("prove it"));
      assertThat(blocked.reason()).isEqualTo(Route.Blocked.NO_CANDIDATE);
      assertThat(blocked.message()).contains("on_no_candidates");
    }
  }

  @Test
  void weighted_shares_models_by_the_seed_of_each_request() {
    RouterConfig config = config("{type: weighted}", ", weight: 3", ", weight: 1");
    Map<String, Integer> first = new HashMap<>();
    try (Router router = Router.builder(config).seed(1).build()) {
      for (int i = 0; i < 4_000; i++) {
        List<String> order = order(router);
        assertThat(order).containsExactlyInAnyOrder(CLOUD, DESK);
        first.merge(order.get(0), 1, Integer::sum);
      }
    }
    // 3 sigma of a binomial of 4,000 and 3/4
    assertThat(first.get(CLOUD)).isBetween(3_000 - 83, 3_000 + 83);
  }

  @Test
  void a_model_of_weight_zero_is_no_candidate_even_for_failover() {
    assertThat(order(config("{type: weighted}", ", weight: 0", ", weight: 1")))
        .containsExactly(DESK);
  }

  @Test
  void a_trace_s_seed_draws_the_same_order_again() {
    RouterConfig config = config("{type: weighted}", ", weight: 1", ", weight: 1");
    try (Router router = Router.create(config)) {
      for (int i = 0; i < 50; i++) {
        Route.Forward route = (Route.Forward) router.route(ChatRequest.user("prove it"));
        ChatRequest again =
            ChatRequest.user("prove it").toBuilder().seed(route.trace().seed()).build();
        assertThat(((Route.Forward) router.route(again)).model().name())
            .isEqualTo(route.model().name());
      }
    }
  }
}
