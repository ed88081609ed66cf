package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.codingrouter.config.ConfigException;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.RecordedRequest;
import io.codingrouter.message.Usage;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.Location;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteReplayTest {
  private static final RouterConfig CHEAPER =
      RouterConfig.parse(Fixtures.YAML.replace("[prove, theorem]", "[theorem]"));

  @TempDir Path folder;

  private static List<RecordedRequest> asked(String... prompts) {
    return Stream.of(prompts).map(ChatRequest::user).map(RecordedRequest::of).toList();
  }

  private static RecordedRequest metered(String prompt, long read, long written) {
    return new RecordedRequest(ChatRequest.user(prompt), Usage.of(read, written));
  }

  @Test
  void only_what_changes_is_told_as_changed() {
    ReplayReport report =
        RouteReplay.of(Fixtures.config(), CHEAPER)
            .run(asked("hello", "prove it", "a theorem", "refactor"));
    assertThat(report.lines()).hasSize(4);
    assertThat(report.changed())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.number()).isEqualTo(2);
              assertThat(line.before().decision()).isEqualTo("reasoning");
              assertThat(line.before().model()).isEqualTo("gemini-2.5-pro");
              assertThat(line.before().location()).hasValue(Location.CLOUD);
              assertThat(line.after().decision()).isEqualTo("default-route");
              assertThat(line.after().location()).hasValue(Location.LOCAL);
              assertThat(line.after().cost()).hasValue(BigDecimal.ZERO);
            });
    assertThat(report.before().cloud()).isEqualTo(2);
    assertThat(report.after().cloud()).isEqualTo(1);
    assertThat(report.after().local()).isEqualTo(3);
    assertThat(report).hasToString("ReplayReport[1 of 4 requests change]");
  }

  @Test
  void the_same_config_changes_nothing_even_where_it_draws() {
    RouterConfig config = Fixtures.weighted(1, 1);
    List<RecordedRequest> requests =
        asked(Stream.generate(() -> "refactor").limit(100).toArray(String[]::new));
    ReplayReport report = RouteReplay.of(config, config).run(requests);
    assertThat(report.changed()).isEmpty();
    assertThat(report.before().cloud()).isBetween(20, 80);
    assertThat(RouteReplay.of(config, config).run(requests)).isEqualTo(report);
  }

  @Test
  void records_with_seeds_are_routed_exactly_as_they_were() {
    RouterConfig config =
        RouterConfig.parse(
            """
            version: v0.1
            providers:
              models:
                - name: near
                  endpoints:
                    - {name: a, endpoint: "localhost:1", weight: 3}
                    - {name: b, endpoint: "localhost:2", weight: 1}
                - name: far
                  endpoints:
                    - {name: c, endpoint: "models.example.com", weight: 1}
                    - {name: d, endpoint: "models.example.org", weight: 9}
                    - {name: e, endpoint: "models.example.net", weight: 5}
            decisions:
              - name: drawn
                algorithm: {type: weighted}
                modelRefs: [{model: near, weight: 2}, {model: far, weight: 1}]
            """);
    List<RecordedRequest> records = new ArrayList<>();
    List<String> orders = new ArrayList<>();
    List<String> models = new ArrayList<>();
    try (Router live = Router.create(config)) {
      for (int i = 0; i < 200; i++) {
        Route route = live.route(ChatRequest.user("ask " + i));
        long seed = route.trace().seed();
        records.add(
            RecordedRequest.fromJson(
                RecordedRequest.of(ChatRequest.user("ask " + i).toBuilder().seed(seed).build())
                    .toJson()));
        orders.add(order(route));
        models.add(route.trace().model());
      }
    }
    assertThat(new HashSet<>(orders)).as("chance has a say").hasSizeGreaterThan(5);
    try (Router again = Router.create(config)) {
      assertThat(records.stream().map(each -> order(again.route(each.request()))))
          .containsExactlyElementsOf(orders);
      assertThat(RouteReplay.of(again, again).run(records).lines())
          .extracting(line -> line.before().model())
          .containsExactlyElementsOf(models);
    }
  }

  private static String order(Route route) {
    return ((Route.Forward) route)
        .candidates().stream().map(Candidate::endpoint).toList().toString();
  }

  @Test
  void a_conversation_that_stays_where_it_is_is_followed() {
    RouterConfig config = Fixtures.weighted(1, 1);
    List<RecordedRequest> records = new ArrayList<>();
    List<String> models = new ArrayList<>();
    try (Router live = Router.create(config)) {
      for (int i = 0; i < 300; i++) {
        ChatRequest turn =
            ChatRequest.user("refactor " + i).toBuilder().session("s" + i % 30).build();
        Route route = live.route(turn);
        long seed = route.trace().seed();
        records.add(RecordedRequest.of(turn.toBuilder().seed(seed).build()));
        models.add(route.trace().model());
      }
    }
    assertThat(models).contains("gemini-2.5-pro", "acme/Qwen3-Coder");
    assertThat(RouteReplay.of(config, config).run(records).lines())
        .extracting(line -> line.before().model())
        .containsExactlyElementsOf(models);
  }

  @Test
  void a_cost_is_tokens_times_price_of_each_side() {
    ReplayReport report =
        RouteReplay.of(Fixtures.config(), CHEAPER)
            .run(List.of(metered("prove it", 1_000, 200), metered("hello", 10, 10)));
    assertThat(report.before().costs()).isEqualTo(Map.of("USD", new BigDecimal("0.00325")));
    assertThat(report.after().costs()).isEmpty();
    assertThat(report.estimated()).isZero();
  }

  @Test
  void tokens_that_a_record_has_not_are_estimated_from_the_prompt_alone() {
    RecordedRequest half =
        new RecordedRequest(
            ChatRequest.user("prove it"),
            new Usage(
                OptionalLong.empty(),
                OptionalLong.of(100),
                OptionalLong.empty(),
                OptionalLong.empty()));
    ReplayReport report =
        RouteReplay.of(Fixtures.config(), Fixtures.config())
            .tokenCounter(text -> 1_000_000)
            .run(List.of(RecordedRequest.of(ChatRequest.user("prove it")), half));
    assertThat(report.estimated()).isEqualTo(2);
    assertThat(report.lines())
        .extracting(line -> line.before().cost().orElseThrow())
        .containsExactly(new BigDecimal("1.25"), new BigDecimal("1.251"));
  }

  @Test
  void what_a_provider_had_cached_is_cached_only_where_the_model_stays() {
    String price = "{prompt_per_1m: 2, completion_per_1m: 0, cached_input_per_1m: 0.2}";
    String yaml =
        Fixtures.YAML
            .replace("{prompt_per_1m: 0, completion_per_1m: 0}", price)
            .replace("{prompt_per_1m: 1.25, completion_per_1m: 10.00}", price);
    RouterConfig before = RouterConfig.parse(yaml);
    RouterConfig after = RouterConfig.parse(yaml.replace("[prove, theorem]", "[theorem]"));
    Usage usage =
        new Usage(
            OptionalLong.of(1_000_000),
            OptionalLong.of(0),
            OptionalLong.of(500_000),
            OptionalLong.empty());
    ReplayReport report =
        RouteReplay.of(before, after)
            .run(
                List.of(
                    new RecordedRequest(ChatRequest.user("prove"), usage),
                    new RecordedRequest(ChatRequest.user("theorem"), usage)));
    assertThat(report.before().costs()).isEqualTo(Map.of("USD", new BigDecimal("2.2")));
    assertThat(report.after().costs()).isEqualTo(Map.of("USD", new BigDecimal("3.1")));
  }

  @Test
  void a_model_without_a_price_has_no_cost_and_a_blocked_request_costs_nothing() {
    RouterConfig unpriced =
        RouterConfig.parse(
            Fixtures.YAML.replace(
                "      pricing: {prompt_per_1m: 1.25, completion_per_1m: 10.00}\n", ""));
    RecordedRequest nobody =
        RecordedRequest.of(ChatRequest.user("x").toBuilder().model("nobody").build());
    ReplayReport report =
        RouteReplay.of(Fixtures.config(), unpriced)
            .run(List.of(metered("prove it", 1_000, 0), nobody));
    assertThat(report.after().unpriced()).isEqualTo(1);
    assertThat(report.after().unsent()).isEqualTo(1);
    assertThat(report.changed()).as("the price changes").hasSize(1);
    assertThat(report.lines().get(1).after().outcome()).isEqualTo("unknown_model");
    assertThat(report.lines().get(1).after().cost()).hasValue(BigDecimal.ZERO);
  }

  @Test
  void nothing_is_counted() {
    try (Router router = Router.create(Fixtures.config())) {
      RouteReplay.of(router, router).run(asked("hello", "prove"));
      assertThat(router.stats().requests()).isZero();
    }
  }

  @Test
  void a_file_has_one_request_a_line() throws IOException {
    Path file = folder.resolve("requests.jsonl");
    Files.writeString(
        file,
        ChatRequest.user("a").toJson()
            + "\n\n{\"request\":"
            + ChatRequest.user("b").toJson()
            + ",\"seed\":5}\n");
    assertThat(RouteReplay.load(file))
        .containsExactly(
            RecordedRequest.of(ChatRequest.user("a")),
            RecordedRequest.of(ChatRequest.user("b").toBuilder().seed(5).build()));
  }

  @Test
  void every_line_that_is_no_request_is_a_problem_without_its_text() throws IOException {
    Path file = folder.resolve("requests.jsonl");
    Files.writeString(file, "{hunter2}\n{}\n[\"hunter2\"]\n");
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> RouteReplay.load(file));
    assertThat(e.problems()).extracting(problem -> problem.line()).containsExactly(1, 3);
    assertThat(e).hasMessageNotContaining("hunter2");

    Files.write(file, "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(catchThrowableOfType(ConfigException.class, () -> RouteReplay.load(file)))
        .hasMessageContaining("UTF-8");
    assertThat(
            catchThrowableOfType(
                ConfigException.class, () -> RouteReplay.load(folder.resolve("none.jsonl"))))
        .hasMessageContaining("does not exist");
    assertThat(catchThrowableOfType(ConfigException.class, () -> RouteReplay.load(folder)))
        .hasMessageContaining("cannot be read");
  }
}
