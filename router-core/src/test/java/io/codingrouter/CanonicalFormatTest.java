package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.config.ConfigException;
import io.codingrouter.config.ModelCard;
import io.codingrouter.config.Problem;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import io.codingrouter.signal.EmbeddingRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The v0.3 format of vLLM Semantic Router. */
class CanonicalFormatTest {
  private static final String YAML = fixture();
  private static final RouterConfig CONFIG = parse(YAML);

  private static String fixture() {
    try (InputStream in =
        CanonicalFormatTest.class.getResourceAsStream("/fixtures/canonical-v0.3.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RouterConfig parse(String yaml) {
    return RouterConfig.parse(yaml, Map.of("SPARE_KEY", "s-1", "SKY_KEY", "s-2")::get);
  }

  private static List<String> problems(String yaml) {
    try {
      parse(yaml);
      return List.of();
    } catch (ConfigException e) {
      return e.problems().stream().map(Problem::toString).toList();
    }
  }

  private static String decision(String ask) {
    try (Router router = Router.create(CONFIG)) {
      return router.route(ChatRequest.user(ask)).decision();
    }
  }

  @Test
  void decides_as_it_says() {
    assertThat(decision("Please make a plan for the garden")).isEqualTo("planning");
    assertThat(decision("请拟定计划")).isEqualTo("planning");
    assertThat(decision("Do not make a plan, just answer")).isEmpty();
    assertThat(decision("The garden is green. ".repeat(900))).isEqualTo("reading");
  }

  @Test
  void has_no_default_route_but_a_default_model() {
    try (Router router = Router.create(CONFIG)) {
      Route route = router.route(ChatRequest.user("hello"));
      assertThat(route.decision()).isEmpty();
      assertThat(route.trace().model()).isEqualTo("desk");
    }
    assertThat(CONFIG.decisions()).hasSize(2);
  }

  @Test
  void names_for_routing_are_aliases() {
    assertThat(CONFIG.aliases())
        .containsExactly(Map.entry("team/main", "auto"), Map.entry("team/auto", "auto"));
  }

  @Test
  void cards_and_models_are_one() {
    ModelCard desk = CONFIG.model("desk").orElseThrow();
    assertThat(desk.wireName()).isEqualTo("desk-7b-instruct");
    assertThat(desk.paramSize()).isEqualTo("7b");
    assertThat(desk.contextWindow()).hasValue(32_768);
    assertThat(desk.qualityScore()).hasValue(0.6);
    assertThat(desk.endpoints()).hasSize(2);
  }

  @Test
  void an_endpoint_has_a_key_headers_and_paths_of_its_own() {
    try (Router router = Router.builder(CONFIG).seed(1).build()) {
      Route.Forward route = (Route.Forward) router.route(ChatRequest.user("hello"));
      Candidate spare =
          route.candidates().stream()
              .filter(candidate -> candidate.endpoint().equals("spare"))
              .findFirst()
              .orElseThrow();
      assertThat(spare.baseUri())
          .hasToString("https://spare.example.com/api/v1?api-version=2025-03-01");
      assertThat(spare.chatPath()).isEqualTo("/chat");
      assertThat(spare.headers()).isEqualTo(Map.of("x-key", "s-1", "x-team", "blue"));
      assertThat(route.request(spare).model()).hasValue("desk-7b-instruct");
      assertThat(spare.toString()).doesNotContain("s-1");
    }
  }

  @Test
  void what_will_not_happen_is_said_once_with_its_line() {
    assertThat(CONFIG.warnings())
        .extracting(Problem::path)
        .contains(
            "global.stores",
            "global.integrations",
            "recipes",
            "entrypoints[0].recipe",
            "routing.decisions[0].annotations",
            "routing.decisions[0].algorithm.type")
        .doesNotHaveDuplicates();
    assertThat(CONFIG.warnings()).allSatisfy(problem -> assertThat(problem.line()).isPositive());
  }

  @Test
  void problems_have_the_paths_and_lines_that_the_user_wrote() {
    assertThat(problems(YAML.replace("name: plans}", "name: plan}")))
        .singleElement()
        .asString()
        .contains("routing.decisions[0].rules.conditions[0].name", "line 57", "plans");
    assertThat(problems(YAML.replace("weight: 3}", "weight: heavy}")))
        .singleElement()
        .asString()
        .contains("providers.models[0].backend_refs[0].weight");
    assertThat(problems(YAML.replace("param_size: 7b", "param_sise: 7b")))
        .singleElement()
        .asString()
        .contains("routing.modelCards[0].param_sise", "param_size");
    assertThat(problems(YAML.replace("auth_prefix:", "auth_prefixes:")))
        .singleElement()
        .asString()
        .contains("backend_refs[1].auth_prefixes");
    assertThat(problems(YAML.replace("default_model: desk", "default_model: dusk")))
        .singleElement()
        .asString()
        .contains("providers.defaults.default_model", "desk");
  }

  private static String withEmbeddings(String catalog) {
    return YAML.replace("global:\n", "global:\n  model_catalog: " + catalog + "\n")
        .replace(
            "  signals:\n",
            """
              signals:
                embeddings:
                  - {name: near, candidates: [a garden]}
                  - {name: own, candidates: [a tree], top_k: 3, min_score_threshold: 0.2}
            """);
  }

  private static String options(String options) {
    return withEmbeddings("{embeddings: {semantic: {embedding_config: {" + options + "}}}}");
  }

  private static EmbeddingRule embedding(RouterConfig config, String name) {
    return config.signals().stream()
        .filter(EmbeddingRule.class::isInstance)
        .map(EmbeddingRule.class::cast)
        .filter(rule -> rule.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void options_for_all_embeddings_hold_for_each_that_does_not_say_otherwise() {
    RouterConfig config = parse(options("top_k: 2, min_score_threshold: 0.45"));
    assertThat(embedding(config, "near").topK()).isEqualTo(2);
    assertThat(embedding(config, "near").softThreshold()).hasValue(0.45);
    assertThat(embedding(config, "own").topK()).isEqualTo(3);
    assertThat(embedding(config, "own").softThreshold()).hasValue(0.2);
    assertThat(embedding(parse(options("enable_soft_matching: false")), "own").softThreshold())
        .isEmpty();
    assertThat(config.warnings()).extracting(Problem::path).doesNotContain("global.model_catalog");
    assertThat(parse(config.toYaml())).isEqualTo(config);
    RouterConfig migrated = parse(config.migrate().toYaml());
    assertThat(migrated).isEqualTo(config);
    assertThat(embedding(migrated, "near").topK()).isEqualTo(2);
  }

  @Test
  void what_else_is_in_the_catalog_of_models_still_does_not_act() {
    for (String catalog :
        List.of(
            "{embeddings: {semantic: {embedding_config: {top_k: 2, backend: candle}}}}",
            "{embeddings: {semantic: {use_cpu: true, embedding_config: {top_k: 2}}}}",
            "{embeddings: {semantic: {embedding_config: {top_k: 2}}}, system: {}}")) {
      RouterConfig config = parse(withEmbeddings(catalog));
      assertThat(embedding(config, "near").topK()).isEqualTo(2);
      assertThat(config.warnings()).extracting(Problem::path).contains("global.model_catalog");
    }
    assertThat(parse(withEmbeddings("[more]")).warnings())
        .extracting(Problem::path)
        .contains("global.model_catalog");
  }

  @Test
  void a_mistake_in_an_option_for_all_embeddings_is_told_once_where_it_stands() {
    assertThat(problems(options("top_k: many")))
        .singleElement()
        .asString()
        .contains("line 7", "global.model_catalog.embeddings.semantic.embedding_config.top_k");
  }

  @Test
  void a_model_without_a_backend_is_told_so_in_the_words_of_the_format() {
    String yaml =
        "version: v0.3\nproviders:\n  defaults: {default_model: a}\n  models: [{name: a}]\n"
            + "routing: {}\n";
    assertThat(problems(yaml)).singleElement().asString().contains("models[0].backend_refs");
  }

  @Test
  void is_told_by_its_shape_whatever_the_version_says() {
    assertThat(parse(YAML.replace("version: v0.3", "version: v0.1"))).isEqualTo(CONFIG);
  }

  @Test
  void writes_itself_back_and_migrates_to_an_equal_native_form() {
    assertThat(CONFIG.version()).isEqualTo("v0.3");
    assertThat(parse(CONFIG.toYaml())).isEqualTo(CONFIG);
    assertThat(CONFIG.toYaml()).contains("backend_refs").doesNotContain("s-1", "s-2");
    String migrated = CONFIG.migrate().toYaml();
    assertThat(migrated)
        .contains("version: v0.1", "${SPARE_KEY}", "api_key_env: SKY_KEY", "default_route: false")
        .doesNotContain("backend_refs", "routing:", "s-1");
    RouterConfig read = parse(migrated);
    assertThat(read).isEqualTo(CONFIG);
    assertThat(read.migrate().toYaml()).isEqualTo(migrated);
  }
}
