package io.codingrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.signal.Bounds;
import io.codingrouter.signal.Projections;
import io.codingrouter.signal.Projections.Band;
import io.codingrouter.signal.Projections.Input;
import io.codingrouter.signal.Projections.Mapping;
import io.codingrouter.signal.Projections.Partition;
import io.codingrouter.signal.Projections.Score;
import io.codingrouter.signal.Projections.ValueSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectionReaderTest {
  private static final String SIGNALS =
      """
      signals:
        embeddings:
          - {name: support, candidates: [a printer that does not print]}
          - {name: billing, candidates: [a copy of the invoice]}
        domains: [{name: law}, {name: math}]
        complexity: [{name: deep, hard: {candidates: [p]}, easy: {candidates: [q]}}]
      """;

  private static final String FULL =
      """
      projections:
        partitions:
          - name: intents
            semantics: softmax_exclusive
            temperature: 0.2
            members: [support, billing]
            default: support
        scores:
          - name: effort
            method: weighted_sum
            inputs:
              - {type: keyword, name: known-words, weight: 0.4}
              - {type: embedding, name: billing, weight: -0.2, value_source: confidence}
              - {type: custom, name: mood, weight: 0.3, match: 2, miss: 0.5}
          - name: total
            inputs:
              - {type: projection, name: effort, weight: 0.5}
              - {type: projection, name: much, weight: 1, value_source: confidence}
        mappings:
          - name: efforts
            source: effort
            calibration: {method: sigmoid_distance, slope: 10}
            outputs: [{name: little, lt: 0.2}, {name: much, gte: 0.2}]
          - name: totals
            source: total
            method: multi_emit
            outputs: [{name: some, gt: 0.1, lte: 0.9}, {name: any, gte: 0}]
      """;

  private static String with(String projections) {
    return Example.with("signals:\n", SIGNALS).replace("decisions:", projections + "decisions:");
  }

  /** A configuration with one score and one mapping. */
  private static String mapped(String inputs, String outputs) {
    return with(
        """
        projections:
          scores: [{name: sum, inputs: [%s]}]
          mappings: [{name: bands, source: sum, outputs: [%s]}]
        """
            .formatted(inputs, outputs));
  }

  private static OptionalDouble none() {
    return OptionalDouble.empty();
  }

  private static OptionalDouble at(double bound) {
    return OptionalDouble.of(bound);
  }

  @Test
  void reads_what_is_written() {
    RouterConfig config = Example.parse(with(FULL));
    assertThat(config.warnings())
        .extracting(Problem::path)
        .containsExactlyInAnyOrder("signals.domains", "signals.complexity");
    assertThat(config.projections())
        .isEqualTo(
            new Projections(
                List.of(
                    new Partition(
                        "intents",
                        "embedding",
                        List.of("support", "billing"),
                        Optional.of("support"),
                        at(0.2))),
                List.of(
                    new Score(
                        "effort",
                        List.of(
                            new Input("keyword", "known-words", 0.4, ValueSource.BINARY, 1, 0),
                            new Input("embedding", "billing", -0.2, ValueSource.CONFIDENCE, 1, 0),
                            new Input("custom", "mood", 0.3, ValueSource.BINARY, 2, 0.5))),
                    new Score(
                        "total",
                        List.of(
                            new Input("projection", "effort", 0.5, ValueSource.SCORE, 1, 0),
                            new Input("projection", "much", 1, ValueSource.CONFIDENCE, 1, 0)))),
                List.of(
                    new Mapping(
                        "efforts",
                        "effort",
                        false,
                        10,
                        List.of(
                            new Band("little", new Bounds(none(), none(), at(0.2), none())),
                            new Band("much", new Bounds(none(), at(0.2), none(), none())))),
                    new Mapping(
                        "totals",
                        "total",
                        true,
                        12,
                        List.of(
                            new Band("some", new Bounds(at(0.1), none(), none(), at(0.9))),
                            new Band("any", new Bounds(none(), at(0), none(), none())))))));
  }

  @Test
  void reads_back_from_its_own_yaml() {
    RouterConfig config = Example.parse(with(FULL));
    assertThat(RouterConfig.parse(config.toYaml())).isEqualTo(config);
    assertThat(Example.parse(with(FULL.replace("slope: 10", "slope: 11")))).isNotEqualTo(config);
  }

  @Test
  void a_builder_says_the_same() {
    RouterConfig.Builder builder =
        RouterConfig.builder()
            .model("m", model -> model.endpoint("localhost:8000"))
            .defaultModel("m")
            .set("signals.keywords[0].name", "words")
            .set("signals.keywords[0].keywords", List.of("refactor"))
            .set("projections.scores[0].name", "sum")
            .set("projections.scores[0].inputs[0].type", "keyword")
            .set("projections.scores[0].inputs[0].name", "words")
            .set("projections.scores[0].inputs[0].weight", 0.4)
            .set("projections.mappings[0].name", "bands")
            .set("projections.mappings[0].source", "sum")
            .set("projections.mappings[0].outputs[0].name", "hard")
            .set("projections.mappings[0].outputs[0].gte", 0.3);
    assertThat(builder.build().projections())
        .isEqualTo(
            new Projections(
                List.of(),
                List.of(
                    new Score(
                        "sum",
                        List.of(new Input("keyword", "words", 0.4, ValueSource.BINARY, 1, 0)))),
                List.of(
                    new Mapping(
                        "bands",
                        "sum",
                        false,
                        12,
                        List.of(new Band("hard", new Bounds(none(), at(0.3), none(), none())))))));
  }

  @Test
  void conditions_name_bands_and_nothing_else() {
    String band =
        with(FULL)
            .replace("type: keyword, name: known-words}\n", "type: projection, name: much}\n");
    assertThat(Example.problems(band)).isEmpty();
    assertThat(Example.problems(band.replace("name: much}\n", "name: effort}\n")))
        .singleElement()
        .asString()
        .contains("no projection signal has this name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "projections: {scores: [{name: a}]} | inputs: is missing",
        "projections: {scores: [{name: a, inputs: []}]} | at least one input",
        "projections: {scores: [{name: a, method: product, inputs: []}]} | must be weighted_sum",
        "projections: {scores: [{name: a, inputs: [{type: keyword, name: known-words}]}]}"
            + " | weight: is missing",
        "projections: {scores: [{name: a, inputs: [{type: keyword, name: known-word, weight: 1}]}]}"
            + " | did you mean \"known-words\"?",
        "projections: {scores: [{name: a, inputs: [{type: keywords, name: x, weight: 1}]}]}"
            + " | did you mean \"keyword\"?",
        "projections: {scores: [{name: a, inputs: [{type: complexity, name: deep, weight: 1}]}]}"
            + " | how complex",
        "projections: {scores: [{name: a, inputs: [{type: projection, name: b, weight: 1}]}]}"
            + " | no score has this name",
        "projections: {scores: [{name: a, inputs: [{type: projection, name: b, weight: 1, value_source: confidence}]}]}"
            + " | no projection signal has this name",
        "projections: {scores: [{name: a, inputs: [{type: projection, name: a, weight: 1}]}]}"
            + " | makes a score of itself: a -> a",
        "projections: {scores: [{name: a, inputs: [{type: projection, name: b, weight: 1, value_source: raw}]}]}"
            + " | write score or confidence",
        "projections: {scores: [{name: a, inputs: [{type: keyword, name: known-words, weight: 1, value_source: score}]}]}"
            + " | write binary, confidence or raw",
        "projections: {scores: [{name: a, inputs: [{type: keyword, name: known-words, weight: 1, kb: b}]}]}"
            + " | belongs to type: kb_metric",
        "projections: {scores: [{name: a, inputs: [{type: kb_metric, weight: 1, metric: b}]}]}"
            + " | kb: is missing",
        "projections: {mappings: [{name: a, source: b, outputs: [{name: c, gt: 0}]}]}"
            + " | no score has this name",
        "projections: {mappings: [{name: a, source: b, outputs: []}]} | at least one band",
        "projections: {mappings: [{name: a, source: b, outputs: [{name: c}]}]} | must have a bound",
        "projections: {mappings: [{name: a, source: b, outputs: [{name: c, gt: 1, lt: 0}]}]}"
            + " | leaves no number",
        "projections: {mappings: [{name: a, source: b, outputs: [{name: c, gt: 1}, {name: c, lt: 0}]}]}"
            + " | names must be unique",
        "projections: {mappings: [{name: a, source: b, method: top_k, outputs: [{name: c, gt: 1}]}]}"
            + " | must be threshold_bands or multi_emit",
        "projections: {partitions: [{name: a, members: [support, bill]}]}"
            + " | did you mean \"billing\"?",
        "projections: {partitions: [{name: a, members: [support, law]}]}"
            + " | must be all embedding signals, or all domain signals",
        "projections: {partitions: [{name: a, members: [support, support]}]} | written twice",
        "projections: {partitions: [{name: a, members: [support, billing], default: law}]}"
            + " | must be one of the members",
        "projections: {partitions: [{name: a, members: [support, billing], semantics: softmax_exclusive}]}"
            + " | must be above 0",
        "projections: {partitions: [{name: a, members: [support, billing]}, {name: b, members: [billing, support]}]}"
            + " | billing is in the partition a already",
        "projections: {bands: []} | unknown key",
        "projections: {scores: [{name: a, weights: 1, inputs: []}]} | unknown key",
      })
  void explains_what_is_wrong(String projections, String message) {
    assertThat(Example.problems(with(projections + "\n")))
        .isNotEmpty()
        .anySatisfy(problem -> assertThat(problem.toString()).contains(message))
        .allSatisfy(problem -> assertThat(problem.line()).isPositive());
  }

  @Test
  void a_cycle_is_one_problem_at_the_input_that_closes_it() {
    assertThat(
            Example.problems(
                with(
                    """
                    projections:
                      scores:
                        - {name: a, inputs: [{type: projection, name: b, weight: 1}]}
                        - {name: b, inputs: [{type: projection, name: high, weight: 1, value_source: confidence}]}
                      mappings: [{name: m, source: a, outputs: [{name: high, gt: 0}]}]
                    """)))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("projections.scores[1].inputs[0].name");
              assertThat(problem.message()).isEqualTo("makes a score of itself: a -> b -> a");
            });
  }

  private static List<String> warnings(String yaml) {
    return Example.parse(yaml).warnings().stream()
        .filter(warning -> warning.path().startsWith("projections"))
        .map(warning -> warning.path() + ": " + warning.message())
        .toList();
  }

  @Test
  void one_warning_names_the_inputs_that_nothing_decides() {
    assertThat(
            warnings(
                mapped(
                    "{type: complexity, name: 'deep:hard', weight: 1}, {type: domain, name: law,"
                        + " weight: 1}, {type: kb_metric, kb: k, metric: best, weight: 1}, {type:"
                        + " keyword, name: known-words, weight: 1}",
                    "{name: b, gte: 0.5}")))
        .containsExactly(
            "projections.scores[0].inputs: nothing here decides complexity deep:hard, domain law,"
                + " kb_metric k:best: counted as missed, so the score is lower or higher than it is"
                + " meant to be");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: a, lt: 0.2}, {name: b, gte: 0.2, lt: 0.4}, {name: c, gte: 0.4} | ''",
        "{name: a, lt: 0.2}, {name: b, gt: 0.2} | no band holds for a score such as 0.2",
        "{name: a, lt: 0.2}, {name: b, gte: 0.4} | no band holds for a score such as 0.2",
        "{name: a, lte: 0.2}, {name: b, gte: 0.2} | overlaps a, which stands first",
        "{name: a, gte: 0}, {name: b, gte: 0.2} | never holds: a or another earlier band",
        "{name: a, gte: 0.8} | never holds: the score is always from -0.1 to 0.4",
        "{name: a, gt: 0.4} | never holds: the score is always from -0.1 to 0.4",
        "{name: a, gte: 0.4} | ''",
        "{name: a, lt: -0.1} | never holds: the score is always from -0.1 to 0.4",
        "{name: a, lt: 0.1}, {name: b, gt: 0.1, lt: 0.4} | no band holds for a score such as 0.1",
        "{name: a, gt: 0.1, lt: 0.2} | ''",
      })
  void warns_of_bands_that_make_no_sense(String outputs, String message) {
    String inputs =
        "{type: keyword, name: known-words, weight: 0.4}, {type: embedding, name: billing, weight:"
            + " -0.1, value_source: confidence}";
    List<String> warnings = warnings(mapped(inputs, outputs));
    if (message.isEmpty()) {
      assertThat(warnings).isEmpty();
    } else {
      assertThat(warnings).singleElement().asString().contains(message);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "partitions: [{name: a, members: [support]}] | there are not two to compete",
        "partitions: [{name: a, members: [law, math], default: law}] | nothing here decides domain",
        "partitions: [{name: a, members: [support, billing], temperature: 1}] | acts only with",
        "scores: [{name: a, inputs: [{type: keyword, name: known-words, weight: 1}]}]"
            + " | no mapping and no other score reads this score",
      })
  void warns_of_what_does_nothing(String projections, String message) {
    assertThat(warnings(with("projections: {" + projections + "}\n")))
        .singleElement()
        .asString()
        .contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: keyword, name: known-words, weight: 1, value_source: confidence, match: 2} | binary",
        "{type: context, name: long, weight: 1, value_source: raw} | not what it counts",
      })
  void warns_of_values_that_are_not_as_written(String input, String message) {
    assertThat(
            warnings(
                mapped(input, "{name: b, gte: 0.5}")
                    .replace("signals:\n", "signals:\n  context: [{name: long, min_tokens: 1}]\n")))
        .singleElement()
        .asString()
        .contains(message);
  }

  @Test
  void the_v03_format_has_them_under_routing() {
    RouterConfig config =
        RouterConfig.parse(
            """
            version: v0.3
            providers:
              defaults: {default_model: m}
              models: [{name: m, backend_refs: [{endpoint: "localhost:8000"}]}]
            routing:
              signals:
                keywords: [{name: words, keywords: [refactor]}]
              projections:
                scores: [{name: sum, inputs: [{type: keyword, name: words, weight: 1}]}]
                mappings: [{name: bands, source: sum, outputs: [{name: high, gt: 2}]}]
              decisions:
                - {name: d, rules: {type: projection, name: high}, modelRefs: [{model: m}]}
            """);
    assertThat(config.projections().mappings()).hasSize(1);
    assertThat(config.warnings())
        .singleElement()
        .satisfies(
            warning ->
                assertThat(warning.path()).isEqualTo("routing.projections.mappings[0].outputs[0]"));
    assertThat(config.migrate()).isEqualTo(config);
  }
}
