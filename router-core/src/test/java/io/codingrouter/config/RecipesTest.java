package io.codingrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.decision.Decision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files of the canonical format with several routings. */
class RecipesTest {
  private static final String MODELS =
      """
      version: v0.3
      providers:
        defaults: {model: shed, reasoning_effort: low}
        models:
          - name: shed
            backend_refs: [{endpoint: "http://shed.local:9000/api", protocol: http}]
            reasoning: {family: qwen3, levels: [low, high]}
            pricing: {input_cost_per_million_tokens: '0.5', output_cost_per_million_tokens: '2'}
          - name: barn
            backend_refs: [{provider: openrouter, api_key_env: KEY}]
      """;

  private static final String RECIPES =
      """
      routing:
        strategy: priority
        modelCards:
          - {name: shed, modalities: {input: [text, image], output: [text]}, publisher: us}
          - {name: barn}
      entrypoints:
        - {model_names: [farm/day], recipe: day}
        - {model_names: [farm/night, auto], recipe: night}
      recipes:
        - name: night
          routing: {decisions: [{name: sleep, modelRefs: [{model: barn}]}]}
        - name: day
          description: what is done by day
          routing:
            strategy: confidence
            candidate_requirements: {context: known_limits}
            signals: {keywords: [{name: weeds, operator: OR, keywords: [weed]}]}
            decisions:
              - {name: weeding, rules: {type: keyword, name: weeds}, modelRefs: [{model: barn}]}
      """;

  private static RouterConfig config(String rest) {
    return Example.parse(MODELS + rest);
  }

  private static List<String> warnings(RouterConfig config) {
    return config.warnings().stream().map(Problem::toString).toList();
  }

  @Test
  void the_recipe_of_the_first_entrypoint_serves_where_the_main_routing_decides_nothing() {
    RouterConfig config = config(RECIPES);
    assertThat(config.decisions()).extracting(Decision::name).containsExactly("weeding");
    assertThat(config.strategy().configName()).isEqualTo("confidence");
    assertThat(config.aliases()).isEqualTo(Map.of("farm/day", "auto"));
    assertThat(warnings(config))
        .filteredOn(one -> one.contains("entrypoints") || one.contains(": recipes:"))
        .hasSize(2)
        .anySatisfy(one -> assertThat(one).contains("recipes", "that of day"))
        .anySatisfy(one -> assertThat(one).contains("entrypoints[1].recipe", "are refused"));
  }

  @Test
  void a_recipe_called_default_comes_first() {
    RouterConfig config =
        config(
            RECIPES
                .replace("name: night", "name: default")
                .replace("recipe: night", "recipe: default"));
    assertThat(config.decisions()).extracting(Decision::name).containsExactly("sleep");
  }

  @Test
  void the_main_routing_comes_before_any_recipe() {
    RouterConfig config =
        config(
            RECIPES.replace(
                "  strategy: priority\n",
                "  decisions: [{name: main, modelRefs: [{model: shed}]}]\n"));
    assertThat(config.decisions()).extracting(Decision::name).containsExactly("main");
    assertThat(config.aliases()).isEmpty();
  }

  @Test
  void a_single_recipe_is_nothing_to_warn_of() {
    RouterConfig config =
        config(
            "recipes: [{name: one, routing: {decisions: [{name: d, modelRefs: [{model: barn}]}]}}]");
    assertThat(warnings(config)).noneMatch(one -> one.contains("recipe"));
    assertThat(config.decisions()).extracting(Decision::name).containsExactly("d");
  }

  @Test
  void mistakes_have_the_place_that_the_user_wrote() {
    assertThat(Example.problems(MODELS + RECIPES.replace("name: weeds,", "name: weed,")))
        .singleElement()
        .asString()
        .contains("recipes[1].routing.decisions[0].rules.name", "weed");
    assertThat(Example.problems(MODELS + RECIPES.replace("recipe: night", "recipe: nicht")))
        .singleElement()
        .asString()
        .contains("entrypoints[1].recipe", "did you mean \"night\"?");
  }

  @Test
  void an_entrypoint_assigns_models_to_decisions_that_name_none() {
    RouterConfig config =
        config(
            """
            recipes:
              - name: default
                routing:
                  decisions: [{name: hoe}, {name: rake, modelRefs: [{model: shed}]}]
            entrypoints:
              - recipe: default
                model_names: [farm/auto]
                assignments:
                  hoe:
                    models:
                      - {model: barn, weight: '1', reasoning: {enabled: true, effort: high}}
                      - {model: shed, weight: '1'}
                  rake: {models: [{model: barn}]}
            """);
    assertThat(config.decisions().get(0).models())
        .hasSize(2)
        .first()
        .satisfies(ref -> assertThat(ref.name()).isEqualTo("barn"))
        .satisfies(ref -> assertThat(ref.useReasoning()).isTrue())
        .satisfies(ref -> assertThat(ref.effort()).hasValue("high"));
    assertThat(config.decisions().get(1).models().get(0).name()).isEqualTo("shed");
    assertThat(warnings(config)).noneMatch(one -> one.contains("weight"));
    assertThat(Example.parse(config.migrate().toYaml())).isEqualTo(config);
  }

  @Test
  void models_are_read_as_later_versions_write_them() {
    RouterConfig config = config(RECIPES);
    ModelCard shed = config.model("shed").orElseThrow();
    assertThat(config.defaultModel()).hasValue("shed");
    assertThat(config.defaultReasoningEffort()).hasValue("low");
    assertThat(shed.endpoints().get(0).baseUri()).hasToString("http://shed.local:9000/api");
    assertThat(shed.reasoningFamily()).hasValue("qwen3");
    assertThat(shed.pricing().orElseThrow().completionPer1m()).isEqualByComparingTo("2");
    assertThat(shed.inputModalities()).hasSize(2);
    assertThat(config.model("barn").orElseThrow().endpoints().get(0).baseUri())
        .hasToString("https://openrouter.ai/api/v1");
    assertThat(warnings(config))
        .anySatisfy(one -> assertThat(one).contains("modelCards[0].publisher"))
        .anySatisfy(one -> assertThat(one).contains("routing.candidate_requirements"))
        .anySatisfy(one -> assertThat(one).contains("models[0].reasoning.levels"));
  }

  @Test
  void a_model_goes_by_the_name_that_its_backend_knows_without_a_word() {
    String same =
        MODELS.replace("- name: barn", "- name: barn\n      external_model_ids: {vllm: barn}");
    assertThat(warnings(Example.parse(same + RECIPES)))
        .noneMatch(one -> one.contains("external_model_ids"));
    String other = same.replace("{vllm: barn}", "{vllm: stable}");
    assertThat(warnings(Example.parse(other + RECIPES)))
        .filteredOn(one -> one.contains("external_model_ids"))
        .hasSize(1);
  }
}
