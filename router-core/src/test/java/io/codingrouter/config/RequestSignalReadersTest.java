package io.codingrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.signal.ReaskRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestSignalReadersTest {
  private static String with(String signal) {
    return Example.with("signals:\n", "signals:\n  " + signal.replace("\n", "\n  ") + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "context: [{name: c, min_tokens: 1M, max_tokens: 16K}] | below min_tokens",
        "context: [{name: c, min_tokens: many}] | must be a number of tokens",
        "context: [{name: c, least: 1}] | unknown key",
        "language: [{name: fr, threshold: 2}] | 1",
        "language: [{name: fr}, {name: fr}] | names must be unique",
        "language: [{threshold: 0.5}] | name",
        "reasks: [{name: r, lookback_turns: 17}] | from 0 to 16",
        "reasks: [{name: r, threshold: 1.1}] | from 0 to 1",
        "reasks: [{name: r, lookback: 2}] | did you mean \"lookback_turns\"?",
        "reasks: [{name: r}, {name: r}] | names must be unique",
        "conversation: [{name: c}] | feature",
        "conversation: [{name: c, feature: {type: exists, source: {type: message}}, predicate: {gt: 1}}]"
            + " | exists takes none",
        "conversation: [{name: c, feature: {type: count, source: {type: image_content, role: user}}}]"
            + " | belongs to type: message",
        "conversation: [{name: c, feature: {type: count, source: {type: messages}}}] | message",
        "conversation: [{name: c, feature: {type: count, source: {type: message, name: look}}}]"
            + " | must be one of tool_definition",
        "structure: [{name: s}] | feature",
        "structure: [{name: s, feature: {type: count, source: {type: regex}}}] | pattern",
        "structure: [{name: s, feature: {type: count, source: {type: regex, pattern: '('}}}]"
            + " | not a regular expression",
        "structure: [{name: s, feature: {type: count, source: {type: regex, pattern: '(a{1000}){1000}'}}}]"
            + " | that fits",
        "structure: [{name: s, feature: {type: exists, source: {type: regex, pattern: a}},"
            + " predicate: {gt: 1}}] | exists takes none",
        "structure: [{name: s, feature: {type: count, source: {type: keyword_set, keywords: []}}}]"
            + " | at least one keyword",
        "structure: [{name: s, feature: {type: density, source: {type: text_bytes}}}]"
            + " | must be count",
        "structure: [{name: s, feature: {type: sequence, source: {type: keyword_set, keywords: [a]}}}]"
            + " | sequence takes source.type: sequence",
        "structure: [{name: s, feature: {type: sequence, source: {type: sequence, sequences: []}}}]"
            + " | at least one sequence",
        "structure: [{name: s, feature: {type: sequence, source: {type: sequence, sequences: [[a]]}}}]"
            + " | at least two words",
        "structure: [{name: s, feature: {type: sequence, source: {type: sequence, sequences: [a]}}}]"
            + " | must be a list",
        "structure: [{name: s, feature: {type: count, source: {type: text_bytes, pattern: a}}}]"
            + " | belongs to type: regex",
        "structure: [{name: s, source: asked, feature: {type: count, source: {type: text_bytes}}}]"
            + " | must be ask",
        "role_bindings: [{role: r, subjects: [{kind: User, name: u}]}] | a name for the binding",
        "role_bindings: [{name: b, subjects: [{kind: User, name: u}]}] | role: is missing",
        "role_bindings: [{name: b, role: r}] | who has it",
        "role_bindings: [{name: b, role: r, subjects: []}] | at least one subject",
        "role_bindings: [{name: b, role: r, subjects: [{kind: Team, name: u}]}] | User or Group",
        "role_bindings: [{name: b, role: r, subjects: [{kind: Group, name: ' '}]}] | must not be empty",
        "role_bindings: [{name: b, role: r, subjects: [{kind: Group, name: 'a,b'}]}] | no comma",
        "role_bindings: [{name: b, role: r, subjects: [{kind: User, name: u}]},"
            + " {name: b, role: s, subjects: [{kind: User, name: u}]}] | names must be unique",
        "metadata: [{name: c, key: k, predicate: {}}] | exactly one",
        "metadata: [{name: c, key: k, predicate: {equals: a, exists: true}}] | exactly one",
        "metadata: [{name: c, key: k, predicate: {exists: false}}] | NOT",
        "labels: [{name: c, key: k, predicate: {in: []}}] | at least one value",
        "labels: [{name: c, predicate: {exists: true}}] | key",
      })
  void explain_what_is_wrong(String signal, String message) {
    assertThat(Example.problems(with(signal)))
        .isNotEmpty()
        .anySatisfy(problem -> assertThat(problem.toString()).contains(message))
        .allSatisfy(problem -> assertThat(problem.line()).isPositive());
  }

  @Test
  void read_what_is_right_without_a_warning() {
    RouterConfig config =
        Example.parse(
            with(
                """
                language: [{name: zh, threshold: 0.0, description: Chinese}, {name: es}]
                reasks:
                  - {name: again, description: not helped}
                  - {name: still, threshold: 0.9, lookback_turns: 2}
                  - {name: zeroes, threshold: 0, lookback_turns: 0}
                context: [{name: long, min_tokens: 1.5K, max_tokens: 1M, description: large}]
                conversation:
                  - name: busy
                    feature: {type: count, source: {type: message, role: non_user}}
                    predicate: {gt: 5, lte: 99}
                  - name: searched
                    feature: {type: exists, source: {type: assistant_tool_call, name: search}}
                role_bindings:
                  - name: editors
                    role: editor
                    description: who may
                    subjects: [{kind: User, name: ann}, {kind: Group, name: editors}]
                structure:
                  - name: many_questions
                    description: four or more
                    feature: {type: count, source: {type: regex, pattern: '[?？]'}}
                    predicate: {gte: 4}
                  - name: ordered
                    source: all
                    feature: {type: sequence, source: {type: sequence, sequences: [[first, then]]}}
                  - name: constrained
                    feature:
                      type: density
                      source: {type: keyword_set, case_sensitive: true, keywords: [at most]}
                    predicate: {gt: 0.08}
                  - name: large
                    feature: {type: count, source: {type: text_bytes}}
                    predicate: {gte: 4000}
                metadata: [{name: denied, key: consent, predicate: {equals: denied}}]
                labels: [{name: red, key: team, predicate: {in: [red, crimson]}}]"""));
    assertThat(config.warnings()).isEmpty();
    assertThat(config.signals())
        .hasSize(16)
        .contains(
            new ReaskRule("again", 0.8, 1),
            new ReaskRule("still", 0.9, 2),
            new ReaskRule("zeroes", 0.8, 1));
    assertThat(RouterConfig.parse(config.toYaml())).isEqualTo(config);
  }

  @Test
  void warn_of_a_language_that_nobody_tells() {
    RouterConfig config = Example.parse(with("language: [{name: english}, {name: en}]"));
    assertThat(config.warnings())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("signals.language[0].name");
              assertThat(problem.toString()).contains("languageDetector").contains("ISO 639-1");
            });
  }
}
