package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codingrouter.config.ConfigException;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.embedding.EmbeddingModel;
import io.codingrouter.message.ChatRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Embedding signals from their configuration to the decision. */
class EmbeddingSignalTest {
  private static final String YAML =
      """
      version: v0.1
      providers:
        models:
          - {name: local, endpoints: [{endpoint: "localhost:8000"}]}
        default_model: local
      signals:
        embeddings:
          - name: helpdesk
            threshold: 0.75
            candidates: [installing the printer, the screen stays black, meaning of an error code]
          - name: billing
            threshold: 0.72
            aggregation_method: any
            candidates: [change my subscription, a copy of the invoice, forgotten password]
          - name: pictures
            query_modality: image
            candidates: [a chart]
      decisions:
        - {name: helpdesk, rules: {type: embedding, name: helpdesk}, modelRefs: [{model: local}]}
        - {name: billing, rules: {type: embedding, name: billing}, modelRefs: [{model: local}]}
      """;

  private static String decision(Router router, String ask) {
    return router.route(ChatRequest.user(ask)).decision();
  }

  @ParameterizedTest
  @CsvSource({
    "installing the printer, helpdesk",
    "How do I install the printer?, helpdesk",
    "What is the meaning of this error code?, helpdesk",
    "A copy of the invoice, billing",
    "I have forgotten my password, billing",
    "How tall is the Eiffel tower?, default-route",
    "Write a poem about autumn leaves, default-route"
  })
  void asks_go_where_they_are_close_in_meaning(String ask, String decision) {
    try (Router router = Router.create(RouterConfig.parse(YAML))) {
      assertThat(decision(router, ask)).isEqualTo(decision);
    }
  }

  @Test
  void the_trace_names_the_closest_candidate() {
    try (Router router = Router.create(RouterConfig.parse(YAML))) {
      assertThat(router.route(ChatRequest.user("copy of an invoice")).trace().describe())
          .contains("to \"a copy of the invoice\"");
    }
  }

  @Test
  void a_model_that_fails_leaves_the_route_to_the_other_decisions() {
    EmbeddingModel model =
        EmbeddingModel.of(
            "remote",
            1,
            text -> {
              if (text.equals("hello")) {
                throw new IllegalStateException("down");
              }
              return new float[] {1};
            });
    try (Router router = Router.builder(RouterConfig.parse(YAML)).embeddingModel(model).build()) {
      assertThat(decision(router, "hello")).isEqualTo("default-route");
      assertThat(decision(router, "anything")).isEqualTo("billing");
    }
  }

  @Test
  void a_reload_embeds_new_candidates_only() {
    List<String> embedded = new ArrayList<>();
    EmbeddingModel model =
        EmbeddingModel.of(
            "counting",
            1,
            text -> {
              embedded.add(text);
              return new float[] {1};
            });
    try (Router router = Router.builder(RouterConfig.parse(YAML)).embeddingModel(model).build()) {
      assertThat(embedded).hasSize(6);
      embedded.clear();

      router.reload(RouterConfig.parse(YAML.replace("forgotten password", "a refund")));
      assertThat(embedded).containsExactly("a refund");
      embedded.clear();

      router.reload(RouterConfig.parse(YAML));
      assertThat(embedded).containsExactly("forgotten password");
      assertThat(router.explain(ChatRequest.user("hello")).describe()).contains("1.00 to");
    }
  }

  @Test
  void another_modality_is_a_warning() {
    assertThat(RouterConfig.parse(YAML).warnings())
        .anyMatch(warning -> warning.toString().contains("the modality image does not act"));
  }

  @Test
  void it_takes_candidates() {
    String none = YAML.replace("candidates: [a chart]", "candidates: []");
    assertThatThrownBy(() -> RouterConfig.parse(none))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("must have at least one phrase");
  }

  @Test
  void it_reads_back_from_its_own_yaml() {
    RouterConfig config = RouterConfig.parse(YAML);
    assertThat(RouterConfig.parse(config.toYaml())).isEqualTo(config);
  }
}
