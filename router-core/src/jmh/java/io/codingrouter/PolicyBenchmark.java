package io.codingrouter;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a large policy cost: 200 decisions of three conditions over 100 signals of every kind
 * that needs no model, and a prompt of 2 kB? No decision but the catch-all holds, so that every
 * signal is asked. Budget: 40 µs at the median.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PolicyBenchmark {
  private static final int DECISIONS = 200;
  private static final String[] SYLLABLES = {
    "ka", "lo", "mi", "ren", "tor", "vash", "pel", "zu", "gri", "hon", "bex", "quo"
  };

  /** Which signals there are: of all kinds, or 100 of one. */
  @Param({"all", "literal", "regex", "fuzzy", "bm25", "ngram", "structure", "context"})
  String kinds;

  private final Random random = new Random(7);
  private Router router;
  private ChatRequest request;

  @Setup
  public void setUp() {
    RouterConfig config = RouterConfig.parse(policy());
    if (config.warnings().stream().anyMatch(warning -> warning.path().startsWith("signals"))) {
      throw new IllegalStateException("not all of it acts: " + config.warnings());
    }
    router = Router.create(config);
    request =
        ChatRequest.user(prompt(2_000)).toBuilder()
            .endUser("ann")
            .label("team", "blue")
            .set("/metadata/tier", "free")
            .build();
    Route route = router.route(request);
    if (!route.decision().equals("otherwise")) {
      throw new IllegalStateException("the policy should leave this to the catch-all: " + route);
    }
  }

  @TearDown
  public void tearDown() {
    router.close();
  }

  @Benchmark
  public Route route() {
    return router.route(request);
  }

  /** Words of which the prompt has none. */
  private String word() {
    return "x" + plainWord();
  }

  private String plainWord() {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < 2 + random.nextInt(2); i++) {
      word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
    }
    return word.toString();
  }

  private String prompt(int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(plainWord()).append(random.nextInt(9) == 0 ? ". " : " ");
    }
    return text.substring(0, length);
  }

  private String words(int count) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add(word() + "q" + i);
    }
    return String.join(", ", words);
  }

  private String policy() {
    StringBuilder yaml =
        new StringBuilder(
            """
            version: v0.1
            providers:
              models:
                - {name: local, endpoints: [{endpoint: "localhost:8000"}]}
                - {name: cloud, endpoints: [{endpoint: cloud.example, protocol: https}]}
              default_model: local
            signals:
            """);
    List<String> conditions = new ArrayList<>();
    boolean all = kinds.equals("all");
    keywords(yaml, conditions, all);
    if (all || kinds.equals("context")) {
      section(yaml, conditions, "context", all ? 8 : 100, i -> "min_tokens: " + (9000 + i));
    }
    if (all || kinds.equals("structure")) {
      section(yaml, conditions, "structure", all ? 20 : 100, this::structure);
    }
    if (all) {
      section(
          yaml,
          conditions,
          "conversation",
          6,
          i ->
              "feature: {type: count, source: {type: message, role: user}}, predicate: {gt: "
                  + (50 + i)
                  + "}");
      section(
          yaml, conditions, "metadata", 6, i -> "key: tier, predicate: {equals: gold" + i + "}");
      section(yaml, conditions, "labels", 6, i -> "key: team, predicate: {equals: red" + i + "}");
      section(yaml, conditions, "reasks", 2, i -> "threshold: 0.9" + i);
      languages(yaml, conditions);
      roles(yaml, conditions);
    }
    decisions(yaml, conditions);
    return yaml.toString();
  }

  private void keywords(StringBuilder yaml, List<String> conditions, boolean all) {
    String[] methods = {"literal", "regex", "fuzzy", "bm25", "ngram"};
    int[] counts = {25, 5, 5, 5, 3};
    yaml.append("  keywords:\n");
    int before = conditions.size();
    for (int m = 0; m < methods.length; m++) {
      int count = all ? counts[m] : kinds.equals(methods[m]) ? 100 : 0;
      for (int i = 0; i < count; i++) {
        String name = methods[m] + i;
        yaml.append("    - {name: ").append(name).append(", operator: OR, keywords: [");
        yaml.append(words(8)).append("]");
        yaml.append(
            switch (methods[m]) {
              case "literal" -> "";
              case "fuzzy" -> ", fuzzy_match: true";
              case "bm25" -> ", method: bm25, bm25_threshold: 0.9";
              case "ngram" -> ", method: ngram, ngram_threshold: 0.9";
              default -> ", method: " + methods[m];
            });
        yaml.append("}\n");
        conditions.add("{type: keyword, name: " + name + "}");
      }
    }
    if (conditions.size() == before) {
      yaml.append("    - {name: none, keywords: [").append(word()).append("]}\n");
      conditions.add("{type: keyword, name: none}");
    }
  }

  private interface Rest {
    String of(int number);
  }

  private static void section(
      StringBuilder yaml, List<String> conditions, String kind, int count, Rest rest) {
    yaml.append("  ").append(kind).append(":\n");
    String type = kind.equals("labels") ? "label" : kind.equals("reasks") ? "reask" : kind;
    for (int i = 0; i < count; i++) {
      String name = type + i;
      yaml.append("    - {name: ").append(name).append(", ").append(rest.of(i)).append("}\n");
      conditions.add("{type: " + type + ", name: " + name + "}");
    }
  }

  private String structure(int i) {
    return switch (i % 4) {
      case 0 ->
          "feature: {type: count, source: {type: regex, pattern: '[?？]'}}, predicate: {gte: "
              + (40 + i)
              + "}";
      case 1 ->
          "feature: {type: density, source: {type: keyword_set, keywords: ["
              + words(5)
              + "]}}, predicate: {gt: 0.5}";
      case 2 ->
          "feature: {type: sequence, source: {type: sequence, sequences: [[" + words(3) + "]]}}";
      default ->
          "feature: {type: exists, source: {type: keyword_set, keywords: [" + words(5) + "]}}";
    };
  }

  private static void languages(StringBuilder yaml, List<String> conditions) {
    yaml.append("  language:\n");
    for (String name : List.of("zh", "ja", "ar", "ru")) {
      yaml.append("    - {name: ").append(name).append("}\n");
      conditions.add("{type: language, name: " + name + "}");
    }
  }

  private static void roles(StringBuilder yaml, List<String> conditions) {
    yaml.append("  role_bindings:\n");
    for (int i = 0; i < 5; i++) {
      yaml.append("    - {name: b").append(i).append(", role: role").append(i);
      yaml.append(", subjects: [{kind: Group, name: staff").append(i).append("}]}\n");
      conditions.add("{type: authz, name: role" + i + "}");
    }
  }

  private void decisions(StringBuilder yaml, List<String> conditions) {
    yaml.append("decisions:\n");
    for (int i = 0; i < DECISIONS; i++) {
      yaml.append("  - name: d").append(i).append("\n    priority: ").append(1000 - i);
      yaml.append("\n    rules: {operator: ").append(i % 2 == 0 ? "OR" : "AND");
      yaml.append(", conditions: [");
      for (int c = 0; c < 3; c++) {
        yaml.append(c > 0 ? ", " : "").append(conditions.get(random.nextInt(conditions.size())));
      }
      yaml.append("]}\n    modelRefs: [{model: cloud}]\n");
    }
    yaml.append("  - {name: otherwise, priority: 1, modelRefs: [{model: local}]}\n");
  }
}
