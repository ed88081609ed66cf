package io.codingrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgedSignalsTest {
  private static String with(String signals) {
    return Example.with("signals:\n", "signals:\n  " + signals.replace("\n", "\n  ") + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "domains: [{name: m, mmlu_categories: [maths]}] | did you mean \"math\"",
        "domains: [{name: m}, {name: m}] | names must be unique",
        "domains: {name: m} | must be a list",
        "fact_check: [{name: maybe}] | must be needs_fact_check or no_fact_check_needed",
        "user_feedbacks: [{name: wrong}] | must be satisfied",
        "preferences: [{examples: [short]}] | is missing",
        "preferences: [{name: p, threshold: 1.5}] | must be a number from 0 to 1",
        "complexity: [{name: c, hard: [a, b]}] | must be keys with values",
        "complexity: [{name: c, hard: {candidate: [a]}}] | did you mean \"candidates\"",
        "complexity: [{name: c, threshold: 0.1, hard_above: 3}] | write one of them",
        "modality: [{name: image}] | must be AR, DIFFUSION or BOTH",
        "jailbreak: [{name: j, method: magic}] | must be classifier, contrastive or hybrid",
        "jailbreak: [{name: j, include_history: sometimes}] | must be true or false",
        "pii: [{name: p, threshold: high}] | must be a number from 0 to 1",
        "pii: [{name: p, pii_types: [EMAIL]}] | did you mean \"pii_types_allowed\"",
        "kb: [{name: k}] | is missing",
        "kb: [{name: k, kb: b, target: {kind: labels, value: v}}] | must be label or group",
        "events: [{name: e, event_typ: [a]}] | did you mean \"event_types\"",
        "classifiers: [{name: c, type: remote}] | must be local or llm",
      })
  void explain_what_is_wrong(String signals, String message) {
    assertThat(Example.problems(with(signals)))
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem.line()).isPositive())
        .anySatisfy(problem -> assertThat(problem.message()).contains(message));
  }

  @Test
  void warn_once_for_a_list_that_is_right() {
    RouterConfig config =
        Example.parse(
            with(
                """
                complexity:
                  - name: deep
                    threshold: 0.1
                    hard: {candidates: [prove it], image_candidates: [a diagram]}
                    easy: {candidates: [say hello]}
                    composer: {operator: AND, conditions: []}
                pii:
                  - {name: strict, threshold: 0.8, pii_types_allowed: [GPE], include_history: true}
                  - {name: lax, description: all but places}
                events: [{name: e, event_types: [a], severities: [high], action_codes: [X], temporal: yes}]"""));
    assertThat(config.warnings())
        .extracting(Problem::path)
        .containsExactly("signals.complexity", "signals.pii", "signals.events");
    assertThat(RouterConfig.parse(config.toYaml())).isEqualTo(config);
  }

  @Test
  void tell_configurations_apart() {
    assertThat(Example.parse(with("pii: [{name: p, threshold: 0.8}]")))
        .isNotEqualTo(Example.parse(with("pii: [{name: p, threshold: 0.9}]")));
  }
}
