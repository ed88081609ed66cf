package io.codingrouter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.codingrouter.decision.Algorithm;
import io.codingrouter.decision.Decision;
import io.codingrouter.decision.Plugin;
import io.codingrouter.decision.Rule;
import io.codingrouter.decision.Strategy;
import io.codingrouter.model.Location;
import io.codingrouter.model.ModelRef;
import io.codingrouter.model.Pricing;
import io.codingrouter.model.ReasoningFamily;
import io.codingrouter.signal.Bounds;
import io.codingrouter.signal.KeywordRule;
import io.codingrouter.signal.RoleBinding;
import io.codingrouter.signal.RoleBinding.Kind;
import io.codingrouter.signal.StructureRule;
import io.codingrouter.signal.TextSource;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouterConfigBuilderTest {
  private static RouterConfig.Builder minimal() {
    return RouterConfig.builder()
        .environment(Map.of("KEY", "k-123", "HOST", "gpu.local")::get)
        .model("known-model", model -> model.endpoint("localhost:8000"))
        .defaultModel("known-model");
  }

  @Test
  void says_what_the_example_says() {
    RouterConfig built =
        RouterConfig.builder()
            .environment(name -> null)
            .name("house-router")
            .description("Small questions stay in the house")
            .listener(new Listener("front", "127.0.0.1", 9100, Duration.ofMinutes(2)))
            .model(
                "house/coder-30b",
                model ->
                    model
                        .paramSize("30b")
                        .location(Location.LOCAL)
                        .endpoint("desk", "host.docker.internal:8000", "http", 3)
                        .endpoint("rack", "10.0.0.7:8000/llm/v1", "http", 1)
                        .capabilities("coding", "tests")
                        .qualityScore(0.7))
            .model(
                "far-thinker",
                model ->
                    model
                        .endpoint("api.far.example/openai", "https", 1)
                        .accessKey("a key of its own")
                        .header("X-Team", "${TEAM:-blue}")
                        .reasoningFamily("gpt")
                        .pricing(
                            new Pricing(
                                "EUR",
                                new BigDecimal("2.50"),
                                new BigDecimal("0.10"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()))
                        .qualityScore(0.97))
            .defaultModel("house/coder-30b")
            .keywords(
                KeywordRule.builder("proof_words")
                    .keywords("lemma", "show that", "corollary")
                    .build())
            .keywords(
                KeywordRule.builder("error_codes")
                    .method(KeywordRule.Method.REGEX)
                    .keywords("E[0-9]{4}")
                    .source(TextSource.ALL)
                    .build())
            .decision(
                Decision.builder("proof-route")
                    .description("Proofs go far away")
                    .priority(50)
                    .when(
                        Rule.all(
                            Rule.is("keyword", "proof_words"),
                            Rule.not(Rule.is("keyword", "error_codes"))))
                    .to(
                        ModelRef.of("far-thinker").withReasoning(true).withEffort("high"),
                        ModelRef.of("house/coder-30b"))
                    .build())
            .feature("semantic_cache", true)
            .build();
    assertThat(built).isEqualTo(RouterConfig.load(Example.fixture(), name -> null));
    assertThat(RouterConfig.parse(built.toYaml(), name -> null)).isEqualTo(built);
  }

  @Test
  void writes_all_that_it_takes_and_reads_it_back() {
    RouterConfig built =
        minimal()
            .created("today")
            .strategy(Strategy.CONFIDENCE)
            .alias("claude-3.5*", "auto")
            .routesUnknownModels(true)
            .reasoningFamily(
                "own", new ReasoningFamily(ReasoningFamily.Type.CHAT_TEMPLATE_KWARGS, "think"))
            .defaultReasoningEffort("low")
            .model(
                "second",
                model ->
                    model
                        .endpoint("${HOST}:1")
                        .apiKeyEnv("KEY")
                        .query("v", "1")
                        .description("d")
                        .contextWindow(10)
                        .maxOutputTokens(5)
                        .maxInFlight(1)
                        .apiFormat("openai")
                        .set("tags", List.of("a")))
            .decision(
                Decision.builder("d $${X} ${Y}")
                    .tier(2)
                    .to(ModelRef.of("second").withLora("l").withWeight(0.5))
                    .algorithm(new Algorithm("knn", Map.of("k", 3, "on_error", "skip")))
                    .plugins(List.of(new Plugin("memory", Map.of("text", "${not} $$", "on", true))))
                    .build())
            .feature("semantic_cache", Map.of("ttl", Duration.ofMillis(1500), "threshold", 0.5))
            .set("envelopes.strip", List.of("agent"))
            .set("signals.language[0].name", "de")
            .build();
    assertThat(built.decisions().get(0).name()).isEqualTo("d $${X} ${Y}");
    assertThat(built.decisions().get(0).plugins().get(0).configuration())
        .containsEntry("text", "${not} $$");
    assertThat(built.feature("semantic_cache").settings())
        .containsEntry("ttl", Duration.ofMillis(1500));
    assertThat(built.aliases()).containsEntry("claude-3.5*", "auto");
    assertThat(built.models().get(1).accessKey().orElseThrow().reveal()).isEqualTo("k-123");
    assertThat(Example.parse(built.toYaml())).isEqualTo(built);
  }

  @Test
  void says_signals_of_any_kind_by_their_keys() {
    RouterConfig built =
        minimal()
            .set("signals.structure[0].name", "ordered")
            .set(
                "signals.structure[0].feature",
                Map.of(
                    "type",
                    "sequence",
                    "source",
                    Map.of("type", "sequence", "sequences", List.of(List.of("first", "then")))))
            .set("signals.role_bindings[0].name", "editors")
            .set("signals.role_bindings[0].role", "editor")
            .set(
                "signals.role_bindings[0].subjects",
                List.of(Map.of("kind", "Group", "name", "press")))
            .build();
    assertThat(built.signals())
        .containsExactly(
            new StructureRule(
                "ordered",
                TextSource.ASK,
                StructureRule.Feature.SEQUENCE,
                new StructureRule.Sequences(List.of(List.of("first", "then")), false),
                Bounds.NONE),
            new RoleBinding(
                "editors", "editor", List.of(new RoleBinding.Subject(Kind.GROUP, "press"))));
    assertThat(RouterConfig.parse(built.toYaml())).isEqualTo(built);
  }

  @Test
  void checks_as_yaml_is_checked() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(
            () ->
                minimal()
                    .model(
                        "known-model", model -> model.endpoint("http://x").qualityScore(Double.NaN))
                    .decision(Decision.builder("d").to(ModelRef.of("knwon-model")).build())
                    .feature("semantic_cahce", true)
                    .build())
        .satisfies(
            e ->
                assertThat(e.problems())
                    .extracting(Problem::path)
                    .containsExactlyInAnyOrder(
                        "providers.models[1].name",
                        "providers.models[1].endpoints[0].endpoint",
                        "providers.models[1].quality_score",
                        "decisions[0].modelRefs[0].model",
                        "advanced.semantic_cahce"));
  }

  @Test
  void takes_the_decisions_of_another_configuration() {
    RouterConfig first = minimal().build();
    RouterConfig.Builder second = minimal();
    first.decisions().forEach(second::decision);
    assertThat(second.build()).isEqualTo(first);
  }

  @Test
  void refuses_a_last_resort_that_would_not_be_made() {
    Decision other = Decision.builder("own-last-resort").lastResort().build();
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> minimal().decision(other).build())
        .withMessageContaining("last resort");
  }

  @Test
  void refuses_rules_that_are_nested_without_end() {
    Rule rule = Rule.ALWAYS;
    for (int i = 0; i < 10_000; i++) {
      rule = Rule.not(rule);
    }
    Decision deep = Decision.builder("deep").when(rule).build();
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> minimal().decision(deep).build())
        .withMessageContaining("nested deeper");
  }

  @Test
  void refuses_paths_and_values_that_make_no_document() {
    assertThatIllegalArgumentException().isThrownBy(() -> minimal().set("a..b", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> minimal().set("version.major", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> minimal().set("a[5].b", 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> minimal().set("name", new Object()).build());
  }
}
