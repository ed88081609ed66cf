package io.codingrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeadDecisionsTest {
  private static final String BEFORE =
      """
      version: v0.1
      providers:
        models:
          - name: m
            endpoints:
              - endpoint: localhost:8000
        default_model: m
      signals:
        keywords:
          - {name: x, keywords: [x]}
          - {name: y, keywords: [y]}
        preferences:
          - {name: terse, description: short answers}
      """;

  /** The warnings on decisions: line, path and message. */
  private static List<String> warnings(String decisions) {
    return Example.parse(BEFORE + decisions).warnings().stream()
        .filter(warning -> warning.path().startsWith("decisions"))
        .map(warning -> warning.line() + " " + warning.path() + ": " + warning.message())
        .toList();
  }

  @Test
  void a_shadowed_decision_names_the_one_before_it() {
    assertThat(
            warnings(
                """
                decisions:
                  - name: both
                    priority: 1
                    rules: {operator: AND, conditions: [{type: keyword, name: x}, {type: keyword, name: y}]}
                  - name: one
                    priority: 2
                    rules: {type: keyword, name: x}
                """))
        .containsExactly(
            "15 decisions[0]: is never taken: whenever it holds, \"one\" in line 18 holds too and"
                + " is preferred");
  }

  @Test
  void the_strategy_counts() {
    String decisions =
        """
        decisions:
          - {name: always, priority: 9}
          - name: one
            priority: 1
            rules: {type: keyword, name: x}
        """;
    assertThat(warnings(decisions)).singleElement().asString().contains("\"always\" in line 15");
    assertThat(warnings(decisions + "strategy: confidence\n")).isEmpty();
  }

  @Test
  void a_contradiction_is_said() {
    assertThat(
            warnings(
                """
                decisions:
                  - name: never
                    rules:
                      operator: AND
                      conditions:
                        - {type: keyword, name: x}
                        - {operator: NOT, conditions: [{type: keyword, name: x}]}
                """))
        .containsExactly("15 decisions[0]: never holds: its conditions contradict each other");
  }

  @Test
  void a_decision_on_signals_that_never_match_is_said_once() {
    assertThat(
            warnings(
                """
                decisions:
                  - name: terse
                    rules:
                      operator: AND
                      conditions:
                        - {type: preference, name: terse}
                        - {type: keyword, name: x}
                """))
        .containsExactly(
            "15 decisions[0]: never holds: it needs signals that never match in this version");
  }

  @Test
  void signals_that_never_match_say_what_becomes_of_conditions() {
    assertThat(Example.parse(BEFORE).warnings())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("never match", "NOT of it always does");
  }

  @Test
  void or_of_nothing_is_said_once() {
    assertThat(warnings("decisions: [{name: never, rules: {operator: OR, conditions: []}}]"))
        .singleElement()
        .asString()
        .contains("OR of nothing");
  }

  @Test
  void live_decisions_are_not_warned_of() {
    assertThat(Example.parse(Example.MINIMAL).warnings()).isEmpty();
  }
}
