package io.codingrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigProblemsTest {
  /** What is written instead of what, and where and how that is wrong. */
  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "version: v0.1 | version: v9 | version | v0.1",
        "version: v0.1 | versio: v0.1 | versio | did you mean \"version\"",
        "version: v0.1 | name: x | version | is missing",
        "endpoint: localhost:8000 | endpoit: localhost:8000 | providers.models[0].endpoints[0].endpoit | did you mean \"endpoint\"",
        "endpoint: localhost:8000 | {} | providers.models[0].endpoints[0].endpoint | is missing",
        "endpoint: localhost:8000 | url: x | providers.models[0].endpoints[0].url | did you mean \"endpoint\"",
        "endpoint: localhost:8000 | endpoint: [a] | providers.models[0].endpoints[0].endpoint | not a list",
        "default_model: known-model | default_model: known-modle | providers.default_model | did you mean \"known-model\"",
        "- model: known-model | - model: knwon-model | decisions[0].modelRefs[0].model | did you mean \"known-model\"",
        "name: known-words} | name: known-word} | decisions[0].rules.name | did you mean \"known-words\"",
        "type: keyword | type: keywrod | decisions[0].rules.type | did you mean \"keyword\"",
        "type: keyword | type: latency | decisions[0].rules.type | latency_aware",
        "keywords: [refactor] | keywords: [] | signals.keywords[0].keywords | at least one",
        "keywords: [refactor] | keywords: [a, ' '] | signals.keywords[0].keywords[1] | must not be empty",
        "keywords: [refactor] | keywords: refactor | signals.keywords[0].keywords | must be a list",
        "keywords: [refactor] | operator: ADN | signals.keywords[0].operator | did you mean \"AND\"",
      })
  void names_place_and_nearest_word(String part, String other, String path, String message) {
    List<Problem> problems = Example.problems(Example.with(part, other));
    assertThat(problems)
        .anySatisfy(
            problem -> {
              assertThat(problem.path()).isEqualTo(path);
              assertThat(problem.message()).contains(message);
              assertThat(problem.line()).isPositive();
              assertThat(problem.column()).isPositive();
            });
  }

  /** Keys added to the model, and how each is wrong. */
  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "quality_score: 1.01 | quality_score | from 0 to 1",
        "quality_score: .nan | quality_score | from 0 to 1",
        "quality_score: .inf | quality_score | from 0 to 1",
        "quality_score: 1e999999999 | quality_score | from 0 to 1",
        "quality_score: high | quality_score | from 0 to 1",
        "pricing: {prompt_per_1m: -1} | pricing.prompt_per_1m | from 0",
        "pricing: {promt_per_1m: 1} | pricing.promt_per_1m | did you mean \"prompt_per_1m\"",
        "pricing: 5 | pricing | keys with values",
        "api_format: opneai | api_format | did you mean \"openai\"",
        "location: here | location | local or cloud",
        "max_in_flight: 0 | max_in_flight | at least 1",
        "context_window: big | context_window | 128K",
        "reasoning_family: qwen | reasoning_family | did you mean \"qwen3\"",
        "api_key: x | api_key | did you mean \"access_key\"",
        "headers: {'a b': c} | headers.? | name",
        "capabilities: coding | capabilities | must be a list",
        "param_size: '${' | param_size | write ${NAME}",
      })
  void names_what_is_wrong_with_a_model(String key, String path, String message) {
    List<Problem> problems =
        Example.problems(Example.with("      endpoints:", "      " + key + "\n      endpoints:"));
    assertThat(problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("providers.models[0]." + path);
              assertThat(problem.message()).contains(message);
              assertThat(problem.line()).isEqualTo(5);
            });
  }

  /** Addresses of an endpoint that are refused. */
  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "http://localhost:8000 | write protocol: http and endpoint: host:port",
        "https://localhost | write protocol: https",
        "localhost:8000/v1/v1 | /v1 twice",
        "localhost:8000/v1/chat/completions | cut /chat/completions",
        "localhost:99999 | from 1 to 65535",
        "localhost: | from 1 to 65535",
        "user:pass@localhost | credentials",
        "local host | without spaces",
        "::1 | in brackets",
        "[::1 | in brackets",
        "/v1 | no valid host",
        "localhost/a//b | slashes",
        "localhost/v1?key=abc | query",
        "-x.example | no valid host",
      })
  void refuses_an_address_that_is_none(String address, String message) {
    assertThat(Example.problems(Example.with("localhost:8000", "'" + address + "'")))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains(message));
  }

  /** Things added at the end, and how each is wrong. */
  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "listeners: [{name: a, address: b, port: 0}] | listeners[0].port | from 1 to 65535",
        "listeners: [{name: a, address: b, port: 80, timeout: soon}] | listeners[0].timeout | 300s",
        "listeners: [{name: a, address: b, port: 80, timeout: 0}] | listeners[0].timeout | 300s",
        "listeners: [{name: a, address: b, port: 8, timeout: 999999d}] | listeners[0].timeout | 300s",
        "listeners: [{name: a, address: b, port: 1}, {name: a, address: b, port: 2}] | listeners[1].name | unique",
        "strategy: fastest | strategy | priority or confidence",
        "aliases: {'a*': known-modl} | aliases.a* | did you mean \"known-model\"",
        "unknown_model: maybe | unknown_model | route or refuse",
        "advanced: {semantic_cahce: true} | advanced.semantic_cahce | did you mean \"semantic_cache\"",
        "advanced: {semantic_cache: maybe} | advanced.semantic_cache | true or false",
        "advanced: {semantic_cache: {treshold: 1}} | advanced.semantic_cache.treshold | did you mean \"threshold\"",
        "advanced: {pii_detection: {action: redcat}} | advanced.pii_detection.action | did you mean \"redact\"",
        "decision: [] | decision | did you mean \"decisions\"",
        "name: [a] | name | not a list",
      })
  void names_what_is_wrong_at_the_top(String lines, String path, String message) {
    assertThat(Example.problems(Example.MINIMAL + lines + "\n"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo(path);
              assertThat(problem.message()).contains(message);
            });
  }

  /** Rules of the first decision, and how each is wrong. */
  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{operator: XOR, conditions: [{type: keyword, name: known-words}]} | .operator | AND, OR or NOT",
        "{conditions: [{type: keyword, name: known-words}]} | .operator | is missing",
        "{operator: NOT, conditions: []} | '' | exactly one",
        "{operator: AND, type: keyword, name: known-words} | '' | at once",
        "{type: keyword} | .name | is missing",
        "{operator: OR, conditions: [{type: keyword, nam: known-words}]} | .conditions[0].nam | did you mean \"name\"",
        "{operator: OR, conditions: [{type: language, name: de}]} | .conditions[0].name | no language signal",
        "{type: complexity, name: deep} | .name | easy",
        "[] | '' | keys with values",
      })
  void names_what_is_wrong_with_a_rule(String rules, String path, String message) {
    assertThat(Example.problems(Example.with("{type: keyword, name: known-words}", rules)))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("decisions[0].rules" + path);
              assertThat(problem.message()).contains(message);
            });
  }

  /** Texts that are no configuration at all. */
  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "'' | 0 | empty",
        "# words | 0 | empty",
        "~ | 0 | empty",
        "just words | 1 | keys with values",
        "- a | 1 | keys with values",
        "a:\\n\\tb: 1 | 2 | a tab in the indentation",
        "a: 'b | 1 | never closed",
        "a: [1, 2 | 1 | missing",
        "a: b: c | 1 | colon",
        "a: 1\\n---\\nb: 2 | 2 | second document",
        "a: *b | 1 | no anchor",
        "a: &b [*b] | 1 | never end",
        "a: 1\\na: 2 | 2 | already set in line 1",
        "a: !!binary x | 1 | tag",
        "? [a]\\n: b | 1 | a key must be",
        "a: %b | 1 | quotes",
        "version: v0.3 | 1 | the signals and decisions",
        "routing: {} | 1 | the models",
      })
  void explains_what_is_no_configuration(String text, int line, String message) {
    String yaml = text.replace("\\n", "\n").replace("\\t", "\t");
    List<Problem> problems = Example.problems(yaml);
    assertThat(problems)
        .anySatisfy(
            problem -> {
              assertThat(problem.message()).contains(message);
              if (line > 0) {
                assertThat(problem.line()).isEqualTo(line);
              }
            });
  }

  @Test
  void reports_all_problems_at_once_in_the_order_of_the_text() {
    String yaml =
        Example.MINIMAL
            .replace("localhost:8000", "http://x")
            .replace("[refactor]", "[refactor]\n      operator: ORR")
            .replace("- model: known-model", "- model: nobody")
            .replace("name: first", "name: first\n    priority: high");
    assertThat(Example.problems(yaml)).extracting(Problem::line).hasSize(4).isSorted();
  }

  @Test
  void asks_for_a_default_where_nothing_holds_always() {
    assertThat(Example.problems(Example.with("  default_model: known-model\n", "")))
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("providers.default_model"));
  }

  @Test
  void refuses_patterns_that_re2_does_not_take() {
    for (String pattern :
        List.of("(", "(?=a)", "a{2000}", "[z-a]", "((a{1000}){1000}){1000}", "a{1000}{1000}{99}")) {
      List<Problem> problems =
          Example.problems(
              Example.with("[refactor]", "[ok, '" + pattern + "']\n      method: regex"));
      assertThat(problems)
          .as(pattern)
          .singleElement()
          .satisfies(
              p -> {
                assertThat(p.path()).isEqualTo("signals.keywords[0].keywords[1]");
                assertThat(p.message()).contains("not a regular expression");
              });
    }
  }

  @Test
  void names_duplicates_with_the_line_of_the_first() {
    String yaml =
        Example.MINIMAL
            .replace("- name: first", "- name: first\n  - name: first")
            .replace(
                "- name: known-words",
                "- name: known-words\n      keywords: [a]\n    - name: known-words");
    assertThat(Example.problems(yaml))
        .extracting(Problem::path)
        .containsExactly("signals.keywords[1].name", "decisions[1].name");
    assertThat(Example.problems(yaml).get(0).message()).contains("line 10");
  }
}
