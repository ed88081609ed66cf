package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.FakeModelClient;
import io.codingrouter.dispatch.FakeReply;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.RouterMetrics;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What Prometheus is told. */
class RouterMetricsTest {
  private static final String YAML =
      """
      version: v0.1
      providers:
        reliability: {retry_count: 0, consecutive_5xx: 1, base_ejection_time: 30s}
        models:
          - name: desk
            endpoints: [{name: a, endpoint: "localhost:8000", protocol: http}]
            limits: {rpm: 100}
          - name: gemini
            endpoints: [{name: b, endpoint: "generativelanguage.googleapis.com/v1beta/openai", protocol: https}]
            access_key: sk-planted-4f9a8b7c
            pricing: {prompt_per_1m: 1, completion_per_1m: 2}
        default_model: desk
      signals:
        keywords: [{name: hard, keywords: [prove]}]
      decisions:
        - name: hard
          rules: {operator: OR, conditions: [{type: keyword, name: hard}]}
          modelRefs: [{model: gemini}]
        - name: any
          modelRefs: [{model: desk}, {model: gemini}]
      """;
  private static final ChatResponse METERED =
      ChatResponse.fromJson(
          "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"so\"},"
              + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1000000,"
              + "\"completion_tokens\":500000,\"prompt_tokens_details\":{\"cached_tokens\":400},"
              + "\"completion_tokens_details\":{\"reasoning_tokens\":30}}}");
  private static final ChatRequest HELLO = ChatRequest.user("hello");
  private static final ChatRequest PROVE = ChatRequest.user("prove it");
  private static final FakeReply DOWN = FakeReply.fails(ModelException.SERVER_ERROR, true);

  private final AtomicLong clock = new AtomicLong();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final FakeModelClient client = FakeModelClient.replying(FakeReply.whole(METERED));

  private Router router() {
    return Router.builder(RouterConfig.parse(YAML))
        .modelClient(client)
        .nanoTime(clock::get)
        .listener(RouterMetrics.of(registry))
        .build();
  }

  /** The value of a sample whose labels hold all of these, which must be one. */
  private double sample(String name, String... labels) {
    List<String> found = new ArrayList<>();
    for (String line : registry.scrape().lines().toList()) {
      boolean named = line.startsWith(name + "{") || line.startsWith(name + " ");
      if (named && List.of(labels).stream().allMatch(line::contains)) {
        found.add(line);
      }
    }
    assertThat(found).as(name + " of " + List.of(labels)).hasSize(1);
    return Double.parseDouble(found.get(0).substring(found.get(0).lastIndexOf(' ')));
  }

  @Test
  void a_call_is_told_in_the_words_of_open_telemetry() {
    try (Router router = router()) {
      router.chat(PROVE);
    }
    String[] gemini = {
      "gen_ai_operation_name=\"chat\"",
      "gen_ai_provider_name=\"gcp.gemini\"",
      "gen_ai_request_model=\"gemini\"",
      "server_address=\"generativelanguage.googleapis.com\"",
      "server_port=\"443\"",
    };
    assertThat(sample("gen_ai_client_operation_duration_seconds_count", gemini)).isEqualTo(1);
    assertThat(sample("gen_ai_client_operation_duration_seconds_count", "error_type=\"none\""))
        .isEqualTo(1);
    assertThat(
            sample(
                "gen_ai_client_token_usage_sum",
                "gen_ai_token_type=\"input\"",
                "gen_ai_provider_name=\"gcp.gemini\""))
        .isEqualTo(1_000_000);
    assertThat(sample("gen_ai_client_token_usage_sum", "gen_ai_token_type=\"output\""))
        .isEqualTo(500_000);
    assertThat(registry.scrape()).doesNotContain("time_to_first_chunk_seconds_count{");
  }

  @Test
  void buckets_are_those_of_the_conventions() {
    client.on("b", FakeReply.streams("so"), FakeReply.whole(METERED));
    try (Router router = router()) {
      router.stream(PROVE).collect();
      router.chat(PROVE);
    }
    for (String name :
        List.of(
            "gen_ai_client_operation_duration_seconds",
            "gen_ai_client_operation_time_to_first_chunk_seconds")) {
      assertThat(buckets(name))
          .containsExactly(
              "0.01", "0.02", "0.04", "0.08", "0.16", "0.32", "0.64", "1.28", "2.56", "5.12",
              "10.24", "20.48", "40.96", "81.92", "+Inf");
    }
    assertThat(buckets("gen_ai_client_token_usage"))
        .containsExactly(
            "1.0",
            "4.0",
            "16.0",
            "64.0",
            "256.0",
            "1024.0",
            "4096.0",
            "16384.0",
            "65536.0",
            "262144.0",
            "1048576.0",
            "4194304.0",
            "1.6777216E7",
            "6.7108864E7",
            "+Inf");
  }

  private List<String> buckets(String name) {
    return registry
        .scrape()
        .lines()
        .filter(line -> line.startsWith(name + "_bucket"))
        .map(line -> line.replaceAll(".*le=\"([^\"]+)\".*", "$1"))
        .distinct()
        .toList();
  }

  @Test
  void attempts_failures_and_ejections_are_counted_where_they_happened() {
    client.on("a", DOWN, DOWN, FakeReply.whole("so"));
    try (Router router = router()) {
      router.chat(HELLO);
      assertThat(sample("router_attempts_total", "endpoint=\"a\"", "outcome=\"server_error\""))
          .isEqualTo(1);
      assertThat(sample("router_attempts_total", "endpoint=\"b\"", "outcome=\"ok\"")).isEqualTo(1);
      assertThat(
              sample(
                  "gen_ai_client_operation_duration_seconds_count",
                  "error_type=\"server_error\"",
                  "gen_ai_provider_name=\"openai\"",
                  "server_address=\"localhost\"",
                  "server_port=\"8000\""))
          .isEqualTo(1);
      assertThat(sample("router_endpoint_ejected", "endpoint=\"a\"", "model=\"desk\"")).isOne();
      assertThat(sample("router_endpoint_ejected", "endpoint=\"b\"")).isZero();
      clock.addAndGet(Duration.ofSeconds(31).toNanos());
      router.chat(HELLO); // it fails again
      clock.addAndGet(Duration.ofSeconds(61).toNanos());
      router.chat(HELLO);
    }
    assertThat(sample("router_endpoint_ejected", "endpoint=\"a\"")).isZero();
    assertThat(sample("router_ejections_total", "endpoint=\"a\"")).isEqualTo(2);
    assertThat(sample("router_requests_total", "decision=\"any\"", "outcome=\"completed\""))
        .isEqualTo(3);
  }

  @Test
  void decisions_refusals_cost_and_special_tokens_are_counted() {
    try (Router router = router()) {
      router.chat(PROVE);
      router.route(HELLO);
      router.route(HELLO.toBuilder().model("nobody").build());
      router.reload(RouterConfig.parse(YAML));
    }
    assertThat(
            sample(
                "router_decision_duration_seconds_count",
                "decision=\"hard\"",
                "model=\"gemini\"",
                "outcome=\"forward\""))
        .isEqualTo(1);
    assertThat(sample("router_decision_duration_seconds_count", "outcome=\"blocked\""))
        .isEqualTo(1);
    assertThat(sample("router_refusals_total", "decision=\"none\"", "reason=\"unknown_model\""))
        .isEqualTo(1);
    assertThat(sample("router_cost_total", "model=\"gemini\"", "currency=\"USD\"")).isEqualTo(2);
    assertThat(sample("router_tokens_total", "type=\"cached\"")).isEqualTo(400);
    assertThat(sample("router_tokens_total", "type=\"reasoning\"")).isEqualTo(30);
    assertThat(sample("router_configurations_total")).isEqualTo(2);
  }

  @Test
  void a_call_is_in_flight_until_its_stream_ends() {
    client.on("b", FakeReply.stallsAfter("s"));
    try (Router router = router()) {
      ChatStream stream = router.stream(PROVE);
      assertThat(sample("router_attempts_in_flight", "endpoint=\"b\"")).isOne();
      assertThat(sample("gen_ai_client_operation_time_to_first_chunk_seconds_count")).isOne();
      stream.close();
      assertThat(sample("router_attempts_in_flight", "endpoint=\"b\"")).isZero();
      assertThat(sample("router_requests_total", "outcome=\"cancelled\"")).isOne();
      assertThat(
              sample("gen_ai_client_operation_duration_seconds_count", "error_type=\"cancelled\""))
          .isOne();
    }
  }

  @Test
  void a_call_that_the_host_makes_counts_its_tokens() {
    try (Router router = router()) {
      ((Route.Forward) router.route(PROVE)).complete(METERED);
      ((Route.Forward) router.route(PROVE)).fail(new IllegalStateException("mine"));
    }
    assertThat(sample("gen_ai_client_token_usage_count", "gen_ai_token_type=\"input\"")).isOne();
    assertThat(sample("router_requests_total", "outcome=\"failed\"", "error_type=\"_OTHER\""))
        .isOne();
  }

  @Test
  void gauges_of_endpoints_that_a_reload_takes_away_are_gone() {
    try (Router router = router()) {
      router.reload(RouterConfig.parse(YAML.replace("name: a,", "name: c,")));
      assertThat(sample("router_endpoint_ejected", "endpoint=\"c\"")).isZero();
      assertThat(registry.scrape()).doesNotContain("endpoint=\"a\"");
    }
  }

  @Test
  void no_tag_holds_what_a_caller_wrote_and_their_number_does_not_grow_with_requests() {
    client.on("b", FakeReply.fails("word-of-a-client", false), FakeReply.whole(METERED));
    try (Router router = router()) {
      call(router, 0);
      call(router, 1);
      Set<String> before = meters();
      for (int i = 2; i < 50; i++) {
        call(router, i);
      }
      assertThat(meters()).isEqualTo(before);
    }
    assertThat(registry.scrape())
        .contains("_OTHER")
        .doesNotContain("planted", "4f9a8b7c", "word-of-a-client");
  }

  private static void call(Router router, int i) {
    ChatRequest request =
        ChatRequest.user("prove the planted theorem " + i).toBuilder()
            .tenant("planted tenant " + i)
            .session("planted session " + i)
            .endUser("planted user " + i)
            .build();
    if (i == 0) {
      assertThatExceptionOfType(ModelException.class).isThrownBy(() -> router.chat(request));
    } else {
      router.chat(request);
    }
    router.route(request.toBuilder().model("planted model " + i).build());
  }

  private Set<String> meters() {
    return registry.getMeters().stream().map(RouterMetricsTest::id).collect(Collectors.toSet());
  }

  private static String id(Meter meter) {
    return meter.getId().getName()
        + meter.getId().getTags().stream().map(Tag::toString).collect(Collectors.joining());
  }

  @Test
  void every_kind_of_failure_has_its_own_word() throws Exception {
    RouterMetrics metrics = RouterMetrics.of(registry);
    RouteTrace trace = RouteTrace.builder("forward").build();
    int kinds = 0;
    for (Field field : ModelException.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
        metrics.failed(trace, (String) field.get(null), List.of());
        kinds++;
      }
    }
    assertThat(kinds).isGreaterThan(10);
    assertThat(meters().stream().filter(id -> id.startsWith("router.requests"))).hasSize(kinds);
    assertThat(registry.scrape()).doesNotContain("_OTHER");
  }
}
