package io.codingrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.decision.Decision;
import io.codingrouter.decision.Rule;
import io.codingrouter.decision.Strategy;
import io.codingrouter.model.Location;
import io.codingrouter.model.ModelRef;
import io.codingrouter.model.ReasoningFamily;
import io.codingrouter.signal.KeywordRule;
import io.codingrouter.signal.TextSource;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterConfigTest {
  private final RouterConfig example = RouterConfig.load(Example.fixture(), name -> null);

  @Test
  void reads_what_the_example_says() {
    assertThat(example.version()).isEqualTo("v0.1");
    assertThat(example.name()).isEqualTo("house-router");
    assertThat(example.description()).isEqualTo("Small questions stay in the house");
    assertThat(example.listeners())
        .containsExactly(new Listener("front", "127.0.0.1", 9100, Duration.ofMinutes(2)));
    assertThat(example.defaultModel()).contains("house/coder-30b");
    assertThat(example.strategy()).isEqualTo(Strategy.PRIORITY);
    assertThat(example.routesUnknownModels()).isFalse();
    assertThat(example.reasoningFamilies())
        .containsEntry(
            "gpt", new ReasoningFamily(ReasoningFamily.Type.REASONING_EFFORT, "reasoning_effort"));
    assertThat(example.feature("semantic_cache").enabled()).isTrue();
    assertThat(example.feature("pii_detection")).isEqualTo(Feature.OFF);
  }

  @Test
  void reads_models_with_endpoints_and_exact_prices() {
    ModelCard far = example.model("far-thinker").orElseThrow();
    assertThat(far.endpoints().get(0).name()).isEqualTo("endpoint-1");
    assertThat(far.endpoints().get(0).baseUri()).hasToString("https://api.far.example/openai");
    assertThat(far.pricing().orElseThrow().completionPer1m()).isEqualTo(new BigDecimal("0.10"));
    assertThat(far.location()).isEqualTo(Location.CLOUD);
    assertThat(far.headers().get("X-Team").reveal()).isEqualTo("blue");

    ModelCard house = example.model("house/coder-30b").orElseThrow();
    assertThat(house.endpoints()).extracting(Endpoint::weight).containsExactly(3, 1);
    assertThat(house.endpoints())
        .extracting(e -> e.baseUri().toString())
        .containsExactly("http://host.docker.internal:8000/v1", "http://10.0.0.7:8000/llm/v1");
    assertThat(house.declaredLocation()).contains(Location.LOCAL);
    assertThat(example.model("nobody")).isEmpty();
  }

  @Test
  void reads_signals_and_decisions() {
    assertThat(example.keywords().get(1))
        .isEqualTo(
            KeywordRule.builder("error_codes")
                .method(KeywordRule.Method.REGEX)
                .keywords("E[0-9]{4}")
                .source(TextSource.ALL)
                .build());
    Decision proof = example.decisions().get(0);
    assertThat(proof.rule())
        .isEqualTo(
            Rule.all(
                Rule.is("keyword", "proof_words"), Rule.not(Rule.is("keyword", "error_codes"))));
    assertThat(proof.models())
        .containsExactly(
            ModelRef.of("far-thinker").withReasoning(true).withEffort("high"),
            ModelRef.of("house/coder-30b"));
  }

  @Test
  void warns_of_the_mask_and_of_the_switch_that_does_not_act() {
    assertThat(example.warnings())
        .extracting(Problem::path)
        .containsExactly("providers.models[1].access_key", "advanced.semantic_cache");
    assertThat(example.warnings().get(0).message()).contains("masked", "set it to ${VAR}");
    assertThat(example.warnings().get(0).line()).isEqualTo(29);
    assertThat(example.warnings().get(1).message()).contains("does not act in this version");
  }

  @Test
  void adds_a_default_route_last() {
    Decision added = example.decisions().get(1);
    assertThat(added.name()).isEqualTo("default-route");
    assertThat(added.priority()).isEqualTo(1);
    assertThat(added.isLastResort()).isTrue();
    assertThat(added.models()).containsExactly(ModelRef.of("house/coder-30b"));
    assertThat(example.isGenerated(added)).isTrue();
    assertThat(example.isGenerated(example.decisions().get(0))).isFalse();
  }

  @Test
  void takes_a_written_default_route_for_a_generated_one_if_it_says_the_same() {
    String written =
        """
          - name: default-route
            description: in other words
            priority: 1
            rules: {operator: and, conditions: []}
            modelRefs: [{model: known-model}]
        """;
    RouterConfig same = Example.parse(Example.MINIMAL + written);
    assertThat(same.decisions()).hasSize(2);
    assertThat(same.isGenerated(same.decisions().get(1))).isTrue();

    RouterConfig other = Example.parse(Example.MINIMAL + written.replace("1", "2"));
    assertThat(other.isGenerated(other.decisions().get(1))).isFalse();
  }

  @Test
  void finds_another_name_for_the_default_route_if_its_own_is_taken() {
    RouterConfig config = Example.parse(Example.with("name: first", "name: default-route"));
    assertThat(config.decisions())
        .extracting(Decision::name)
        .containsExactly("default-route", "default-route-2");
  }

  @Test
  void needs_no_default_route_where_a_decision_has_no_rule() {
    RouterConfig config =
        Example.parse(Example.with("    rules: {type: keyword, name: known-words}\n", ""));
    assertThat(config.decisions()).hasSize(1);
    assertThat(config.decisions().get(0).rule()).isEqualTo(Rule.ALWAYS);
  }

  @Test
  void writes_yaml_that_reads_back_equal() {
    String yaml = example.toYaml();
    assertThat(yaml)
        .startsWith("# yaml-language-server: $schema=")
        .contains("access_key: \"••••\"", "\"${TEAM:-••••}\"", "completion_per_1m: 0.10");
    RouterConfig again = RouterConfig.parse(yaml, name -> null);
    assertThat(again).isEqualTo(example).hasSameHashCodeAs(example);
    assertThat(again.toYaml()).isEqualTo(yaml);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"no", "0.10", "null", "on", "1e3", "'~'", "\"a: b # c\"", "2026-11-23", "0x1F"})
  void keeps_a_text_as_it_is_written(String written) {
    String text = written.replaceAll("^['\"]|['\"]$", "");
    RouterConfig config = Example.parse(Example.with("[refactor]", "[" + written + ", second]"));
    assertThat(config.keywords().get(0).keywords()).containsExactly(text, "second");
    assertThat(Example.parse(config.toYaml())).isEqualTo(config);
  }

  @Test
  void says_what_differs() {
    RouterConfig minimal = Example.parse(Example.MINIMAL);
    assertThat(Example.parse("# words\n" + Example.MINIMAL)).isEqualTo(minimal);
    Stream.of(
            Example.with("[refactor]", "[rename]"),
            Example.with("localhost:8000", "localhost:8001"),
            Example.MINIMAL + "strategy: confidence\n",
            Example.MINIMAL + "envelopes: {strip: [agent]}\n",
            Example.MINIMAL + "memory: {a: 1}\n",
            Example.with("[refactor]", "[refactor]\n      fuzzy_threshold: 3"))
        .forEach(other -> assertThat(Example.parse(other)).isNotEqualTo(minimal));
  }

  @Test
  void expands_anchors_and_merges() {
    RouterConfig config =
        Example.parse(
            Example.MINIMAL
                .replace(
                    "endpoints:\n",
                    "<<: &base {quality_score: 0.5, param_size: 7b}\n      endpoints:\n")
                .replace("- model: known-model", "- &ref {model: known-model}\n      - *ref"));
    assertThat(config.models().get(0).paramSize()).isEqualTo("7b");
    assertThat(config.decisions().get(0).models()).hasSize(2);
  }

  @Test
  void fills_variables_in_any_text() {
    RouterConfig config =
        Example.parse(
            Example.MINIMAL
                    .replace("localhost:8000", "\"${HOST}:${PORT:-9000}\"")
                    .replace("[refactor]", "[\"$$5\", a$b]")
                + "description: ${NOWHERE}\n");
    assertThat(config.models().get(0).endpoints().get(0).baseUri())
        .hasToString("http://gpu.local:9000/v1");
    assertThat(config.keywords().get(0).keywords()).containsExactly("$5", "a$b");
    assertThat(config.description()).isEmpty();
    assertThat(config.warnings())
        .singleElement()
        .satisfies(w -> assertThat(w.message()).contains("NOWHERE", "not set"));
    assertThat(config.toYaml()).contains("${HOST}:${PORT:-9000}", "$$5");
  }

  @Test
  void reads_switches_with_settings() {
    RouterConfig config =
        Example.parse(
            Example.MINIMAL
                + "advanced: {semantic_cache: {threshold: 0.9, ttl: 1h, size: 10},"
                + " domain_classifier: {enabled: false}}\n");
    assertThat(config.feature("semantic_cache"))
        .isEqualTo(
            new Feature(
                true,
                Map.of(
                    "threshold", new BigDecimal("0.9"), "ttl", Duration.ofHours(1), "size", 10)));
    assertThat(config.feature("domain_classifier").enabled()).isFalse();
    assertThat(config.warnings()).hasSize(1);
  }

  @Test
  void accepts_signals_of_other_kinds_and_warns_once_for_each_list() {
    RouterConfig config =
        Example.parse(
            Example.MINIMAL
                .replace(
                    "signals:\n",
                    "signals:\n  modality: [{name: AR}]\n  complexity: [{name: deep}]\n")
                .replace(
                    "{type: keyword, name: known-words}",
                    "{operator: or, conditions: [{type: Modality, name: AR},"
                        + " {type: complexity, name: \"deep:hard\"}, {type: domain, name: math}]}"));
    assertThat(config.warnings())
        .extracting(Problem::path)
        .containsExactlyInAnyOrder("signals.complexity", "signals.modality", "decisions[0]");
    assertThat(config.decisions().get(0).rule())
        .isEqualTo(
            Rule.any(
                Rule.is("modality", "AR"),
                Rule.is("complexity", "deep:hard"),
                Rule.is("domain", "math")));
  }

  @Test
  void warns_of_each_key_that_does_not_act_and_of_no_other() {
    RouterConfig config =
        Example.parse(
            Example.MINIMAL
                .replace(
                    "endpoints:\n",
                    "context_window: 128K\n      max_in_flight: 2\n      tags: [a]\n      endpoints:\n")
                .replace(
                    "    modelRefs:",
                    "    algorithm: {type: knn, knn: {k: 3}}\n"
                        + "    plugins: [{type: rag}, {type: memory, configuration: {enabled: false}}]\n"
                        + "    modelRefs:"));
    assertThat(config.warnings())
        .extracting(Problem::path)
        .containsExactly(
            "providers.models[0].tags",
            "decisions[0].algorithm.type",
            "decisions[0].plugins[0].type");
    assertThat(config.models().get(0).contextWindow()).hasValue(128_000);
    assertThat(config.models().get(0).reliability().load().maxInFlight()).hasValue(2);
    assertThat(config.decisions().get(0).algorithm().orElseThrow().configuration())
        .isEqualTo(Map.of("k", 3));
  }
}
