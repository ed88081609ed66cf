package io.codingrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.decision.Algorithm;
import io.codingrouter.decision.Decision;
import io.codingrouter.model.ModelRef;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlgorithmReaderTest {
  private static String with(String algorithm) {
    return Example.with("    modelRefs:", "    algorithm: " + algorithm + "\n    modelRefs:");
  }

  private static List<String> paths(List<Problem> problems) {
    return problems.stream().map(Problem::path).toList();
  }

  @Test
  void settings_of_multi_factor_are_read_and_written_back() {
    RouterConfig config =
        Example.parse(
            with(
                "{type: multi_factor, multi_factor: {weights: {quality: 0.7, cost: 0.3},"
                    + " slo: {max_cost_per_1m: 5}, on_no_candidates: fail}}"));
    assertThat(config.warnings()).isEmpty();
    assertThat(config.decisions().get(0).algorithm().orElseThrow().configuration())
        .containsOnlyKeys("weights", "slo", "on_no_candidates");
    assertThat(Example.parse(config.toYaml())).isEqualTo(config);
  }

  @Test
  void a_builder_passes_the_same_checks() {
    Algorithm algorithm =
        new Algorithm("multi_factor", Map.of("weights", Map.of("quality", 0.5, "cost", 0)));
    RouterConfig config =
        RouterConfig.builder()
            .model("m", model -> model.endpoint("localhost:1"))
            .decision(Decision.builder("d").to(ModelRef.of("m")).algorithm(algorithm).build())
            .build();
    assertThat(Example.parse(config.toYaml())).isEqualTo(config);
  }

  @Test
  void wrong_settings_are_problems_at_their_place() {
    List<Problem> problems =
        Example.problems(
            with(
                "{type: multi_factor, multi_factor: {weights: {quality: -1, speed: 1},"
                    + " slo: {max_cost_per_1m: cheap}, latency_percentile: 101,"
                    + " on_no_candidates: give_up}}"));
    assertThat(paths(problems))
        .containsExactlyInAnyOrder(
            "decisions[0].algorithm.multi_factor.weights.quality",
            "decisions[0].algorithm.multi_factor.weights.speed",
            "decisions[0].algorithm.multi_factor.slo.max_cost_per_1m",
            "decisions[0].algorithm.multi_factor.latency_percentile",
            "decisions[0].algorithm.multi_factor.on_no_candidates");
    assertThat(problems).allSatisfy(problem -> assertThat(problem.line()).isPositive());
  }

  @Test
  void weights_that_weigh_nothing_are_a_problem() {
    assertThat(
            paths(
                Example.problems(
                    with("{type: multi_factor, multi_factor: {weights: {quality: 0, load: 0}}}"))))
        .containsExactly("decisions[0].algorithm.multi_factor.weights");
  }

  @Test
  void what_stands_for_something_else_here_warns() {
    RouterConfig config =
        Example.parse(
            with(
                "{type: multi_factor, multi_factor: {weights: {latency: 0.5, load: 0.1},"
                    + " slo: {max_ttft_ms: 800, max_tpot_ms: 20, max_inflight: 50},"
                    + " latency_metric: ttft, latency_percentile: 95,"
                    + " objective: {strategy: weighted}, quality: {index: overall}}}"));
    assertThat(paths(config.warnings()))
        .containsExactlyInAnyOrder(
            "decisions[0].algorithm.multi_factor.objective",
            "decisions[0].algorithm.multi_factor.quality",
            "decisions[0].algorithm.multi_factor.latency_percentile");
    RouterConfig upstream =
        Example.parse(
            with(
                "{type: latency_aware, latency_aware:"
                    + " {tpot_percentile: 20, ttft_percentile: 20, description: fast}}"));
    assertThat(paths(upstream.warnings()))
        .containsExactly(
            "decisions[0].algorithm.latency_aware.tpot_percentile",
            "decisions[0].algorithm.latency_aware.ttft_percentile");
    assertThat(Example.parse(upstream.toYaml())).isEqualTo(upstream);
    assertThat(Example.parse(with("{type: latency_aware}")).warnings()).isEmpty();
  }

  @Test
  void cost_takes_a_floor_of_quality() {
    RouterConfig config =
        Example.parse(with("{type: cost, cost: {min_quality: 0.7, on_no_candidates: best}}"));
    assertThat(config.warnings()).isEmpty();
    assertThat(Example.parse(config.toYaml())).isEqualTo(config);
    assertThat(
            paths(
                Example.problems(
                    with("{type: cost, cost: {min_quality: 70, on_no_candidates: worst}}"))))
        .containsExactly(
            "decisions[0].algorithm.cost.min_quality",
            "decisions[0].algorithm.cost.on_no_candidates");
  }

  @Test
  void custom_takes_a_name_and_no_other_type_does() {
    RouterConfig config = Example.parse(with("{type: custom, name: by-hour}"));
    assertThat(config.warnings()).isEmpty();
    assertThat(Example.parse(config.toYaml())).isEqualTo(config);
    assertThat(paths(Example.problems(with("{type: custom}"))))
        .containsExactly("decisions[0].algorithm.name");
    assertThat(paths(Example.problems(with("{type: cost, name: by-hour}"))))
        .containsExactly("decisions[0].algorithm.name");
  }

  @Test
  void weighted_has_no_settings() {
    assertThat(paths(Example.problems(with("{type: weighted, weighted: {share: 1}}"))))
        .containsExactly("decisions[0].algorithm.weighted.share");
    assertThat(Example.parse(with("{type: weighted}")).warnings()).isEmpty();
  }

  @Test
  void a_weight_that_no_algorithm_draws_by_warns() {
    String weight = "- model: known-model\n        weight: 0.5";
    RouterConfig config = Example.parse(Example.with("- model: known-model", weight));
    assertThat(paths(config.warnings())).containsExactly("decisions[0].modelRefs[0].weight");
    assertThat(
            Example.parse(with("{type: weighted}").replace("- model: known-model", weight))
                .warnings())
        .isEmpty();
  }

  @Test
  void weights_of_zero_alone_are_a_problem() {
    assertThat(
            paths(
                Example.problems(
                    with("{type: weighted}")
                        .replace(
                            "- model: known-model", "- model: known-model\n        weight: 0"))))
        .containsExactly("decisions[0].modelRefs");
  }
}
