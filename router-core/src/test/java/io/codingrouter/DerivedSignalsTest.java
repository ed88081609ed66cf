package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.SignalTrace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Projections and repeated asks, from their configuration to the decision. */
class DerivedSignalsTest {
  private static final String YAML =
      """
      version: v0.1
      providers:
        models:
          - {name: small, endpoints: [{endpoint: "localhost:8000"}]}
          - {name: large, endpoints: [{endpoint: "localhost:8001"}]}
        default_model: small
      signals:
        keywords:
          - {name: proofs, keywords: [prove, theorem]}
          - {name: rigour, keywords: [rigorous, formally]}
          - {name: thanks, keywords: [thanks]}
        embeddings:
          - {name: printing, threshold: 0.5, candidates: [my printer does not print]}
          - {name: paying, threshold: 0.5, candidates: [a copy of the invoice]}
        reasks:
          - {name: again}
      projections:
        partitions:
          - {name: helpdesk, members: [printing, paying], default: paying}
        scores:
          - name: difficulty
            inputs:
              - {type: keyword, name: proofs, weight: 0.1}
              - {type: keyword, name: rigour, weight: 0.2}
              - {type: keyword, name: thanks, weight: -0.2}
        mappings:
          - name: difficulties
            source: difficulty
            outputs: [{name: easy, lt: 0.1}, {name: fair, gte: 0.1, lt: 0.3}, {name: hard, gte: 0.3}]
      decisions:
        - {name: hard-work, priority: 9, rules: {type: projection, name: hard}, modelRefs: [{model: large}]}
        - {name: fair-work, priority: 8, rules: {type: projection, name: fair}, modelRefs: [{model: small}]}
        - {name: unhappy, priority: 7, rules: {type: reask, name: again}, modelRefs: [{model: large}]}
        - {name: print, priority: 6, rules: {type: embedding, name: printing}, modelRefs: [{model: small}]}
        - {name: pay, priority: 5, rules: {type: embedding, name: paying}, modelRefs: [{model: small}]}
      """;

  @ParameterizedTest
  @CsvSource({
    "Prove formally that there are infinitely many primes, hard-work",
    "Prove formally that I am wrong and thanks, fair-work",
    "Which theorem is this?, fair-work",
    "why does my printer not print, print",
    "send me a copy of my invoice, pay",
    "tell me a joke about giraffes, pay"
  })
  void asks_go_where_bands_and_partitions_say(String ask, String decision) {
    try (Router router = Router.create(RouterConfig.parse(YAML))) {
      assertThat(router.route(ChatRequest.user(ask)).decision()).isEqualTo(decision);
    }
  }

  @Test
  void an_ask_that_is_asked_again_goes_to_a_larger_model() {
    ChatRequest request =
        ChatRequest.fromJson(
            """
            {"messages": [
              {"role": "user", "content": "Why is the sky blue in the evening?"},
              {"role": "assistant", "content": "It is not."},
              {"role": "user", "content": "but why is the evening sky blue?"}]}
            """);
    try (Router router = Router.create(RouterConfig.parse(YAML))) {
      Route route = router.route(request);
      assertThat(route.decision()).isEqualTo("unhappy");
      assertThat(route.trace().describe())
          .containsPattern("\\+ reask again: 0\\.\\d\\d to the ask");
    }
  }

  @Test
  void the_trace_tells_the_score_and_what_it_is_made_of() {
    try (Router router = Router.create(RouterConfig.parse(YAML))) {
      RouteTrace trace = router.route(ChatRequest.user("Prove it formally")).trace();
      assertThat(trace.describe())
          .contains(
              "+ projection hard: difficulty is 0.300, within >= 0.3, +0.100 keyword proofs,"
                  + " +0.200 keyword rigour");
      assertThat(trace.signals())
          .extracting(SignalTrace::kind)
          .containsOnly("keyword", "projection");
    }
  }

  @Test
  void an_explanation_asks_all_bands() {
    try (Router router = Router.create(RouterConfig.parse(YAML))) {
      List<SignalTrace> bands =
          router.explain(ChatRequest.user("Prove it formally")).signals().stream()
              .filter(signal -> signal.kind().equals("projection"))
              .toList();
      assertThat(bands).extracting(SignalTrace::name).containsExactly("easy", "fair", "hard");
      assertThat(bands)
          .extracting(band -> band.result().matched())
          .containsExactly(false, false, true);
    }
  }

  @Test
  void a_predicate_bounds_how_sure_a_band_is() {
    String sure = "rules: {type: projection, name: hard, predicate: {gte: 0.9}}";
    String yaml = YAML.replace("rules: {type: projection, name: hard}", sure);
    try (Router router = Router.create(RouterConfig.parse(yaml))) {
      assertThat(router.route(ChatRequest.user("Prove it formally")).decision()).isEqualTo("pay");
    }
  }
}
