package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.codingrouter.config.ConfigException;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.FakeModelClient;
import io.codingrouter.dispatch.FakeReply;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.RecordedRequest;
import io.codingrouter.model.ModelRef;
import io.codingrouter.selection.ModelFigures;
import io.codingrouter.selection.ModelSelector;
import io.codingrouter.telemetry.FeedbackStats;
import io.codingrouter.telemetry.ModelStats;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** How calls go is measured, shown, and what models are selected by. */
class LiveFiguresTest {
  private static final String WRITTEN = "modelRefs: [{model: gemini-2.5-pro, use_reasoning: true}]";
  private static final String CLOUD = "gemini-2.5-pro";
  private static final String DESK = "acme/Qwen3-Coder";
  private static final ChatRequest ASK = ChatRequest.user("prove it");
  private static final Offset<Double> CLOSE = Offset.offset(1e-6);

  private static RouterConfig config(String algorithm) {
    return RouterConfig.parse(
        Fixtures.YAML.replace(
            WRITTEN,
            "modelRefs: [{model: %s}, {model: %s}]\n    algorithm: %s"
                .formatted(CLOUD, DESK, algorithm)));
  }

  private static ModelFigures figures(Router router, String model) {
    return stats(router, model).figures();
  }

  private static ModelStats stats(Router router, String model) {
    return router.stats().models().stream()
        .filter(each -> each.model().equals(model))
        .findFirst()
        .orElseThrow();
  }

  private static Router router(RouterConfig config, ClockedModels models) {
    return Router.builder(config).modelClient(models).nanoTime(models::nanos).seed(1).build();
  }

  private static List<String> order(Route route) {
    return ((Route.Forward) route)
        .candidates().stream().map(candidate -> candidate.model().name()).toList();
  }

  @Test
  void a_stream_tells_the_time_to_the_first_token_and_per_token_after_it() {
    ClockedModels models = new ClockedModels().takes(CLOUD, 500, 20);
    try (Router router = router(config("{type: static}"), models)) {
      assertThat(figures(router, CLOUD).ttftMillis()).isNaN();
      router.stream(ASK).collect();
      assertThat(figures(router, CLOUD).ttftMillis()).isCloseTo(500, CLOSE);
      assertThat(figures(router, CLOUD).tpotMillis()).isCloseTo(20, CLOSE);
      assertThat(figures(router, CLOUD).inFlight()).isZero();
      assertThat(figures(router, CLOUD).failureRate()).isZero();
      assertThat(figures(router, DESK).ttftMillis()).isNaN();
    }
  }

  @Test
  void a_whole_reply_tells_the_time_per_token_with_its_first_in_it() {
    ClockedModels models = new ClockedModels().takes(CLOUD, 500, 20);
    try (Router router = router(config("{type: static}"), models)) {
      router.chat(ASK);
      assertThat(figures(router, CLOUD).ttftMillis()).isNaN();
      assertThat(figures(router, CLOUD).tpotMillis()).isCloseTo(700 / 11.0, CLOSE);
    }
  }

  @Test
  void each_attempt_is_measured_by_itself() {
    ClockedModels models =
        new ClockedModels().fails(CLOUD, ModelException.RATE_LIMITED).takes(DESK, 300, 10);
    try (Router router = router(config("{type: static}"), models)) {
      Route route = router.route(ASK);
      models.pass(9_000);
      router.stream(route).collect();
      assertThat(figures(router, DESK).ttftMillis()).isCloseTo(300, CLOSE);
      assertThat(figures(router, CLOUD).failureRate()).isCloseTo(0.5, Offset.offset(0.01));
      assertThat(figures(router, CLOUD).ttftMillis()).isNaN();
    }
  }

  @Test
  void a_refused_request_is_no_failure_of_the_model() {
    ClockedModels models = new ClockedModels().fails(CLOUD, ModelException.BAD_REQUEST);
    try (Router router = router(Fixtures.config(), models)) {
      assertThatExceptionOfType(ModelException.class).isThrownBy(() -> router.chat(ASK));
      assertThat(figures(router, CLOUD).failureRate()).isZero();
      assertThat(figures(router, CLOUD).inFlight()).isZero();
    }
  }

  @Test
  void a_call_is_in_flight_until_it_ends_in_whatever_way_and_once() {
    FakeModelClient client = FakeModelClient.replying(FakeReply.streams("a", "b"));
    try (Router router = Router.builder(Fixtures.config()).modelClient(client).build()) {
      ChatStream read = router.stream(ASK);
      ChatStream closed = router.stream(ASK);
      assertThat(figures(router, CLOUD).inFlight()).isEqualTo(2);
      while (read.hasNext()) {
        read.next();
      }
      assertThat(read.hasNext()).isFalse();
      read.close();
      assertThat(figures(router, CLOUD).inFlight()).isEqualTo(1);
      closed.close();
      closed.close();
      assertThat(figures(router, CLOUD).inFlight()).isZero();

      client.on("google", FakeReply.cutAfter("a"));
      try (ChatStream cut = router.stream(ASK)) {
        assertThat(figures(router, CLOUD).inFlight()).isEqualTo(1);
        assertThatExceptionOfType(ModelException.class).isThrownBy(cut::collect);
      }
      client.on("google", FakeReply.fails(ModelException.CONNECT, true));
      assertThatExceptionOfType(ModelException.class).isThrownBy(() -> router.chat(ASK));
      client.onArrival(
          () -> {
            throw new AssertionError("a broken client");
          });
      assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> router.chat(ASK));
      assertThat(figures(router, CLOUD).inFlight()).isZero();
    }
  }

  @Test
  void a_route_that_the_host_never_completes_is_not_in_flight() {
    try (Router router = Router.create(Fixtures.config())) {
      router.route(ASK);
      assertThat(figures(router, CLOUD).inFlight()).isZero();
    }
  }

  @Test
  void calls_that_the_host_makes_are_measured_from_the_route_on() {
    ClockedModels models = new ClockedModels().takes(CLOUD, 0, 0);
    try (Router router = router(Fixtures.config(), models)) {
      ClockedModels.Speed speed = new ClockedModels.Speed(400, 30, "");
      Route.Forward route = (Route.Forward) router.route(ASK);
      route.complete(models.reply(speed, true, 11)).collect();
      assertThat(figures(router, CLOUD).ttftMillis()).isCloseTo(400, CLOSE);
      assertThat(figures(router, CLOUD).tpotMillis()).isCloseTo(30, CLOSE);

      models.pass(MovingAverage.MEMORY.toMillis() + 1);
      route = (Route.Forward) router.route(ASK);
      route.complete(models.reply(speed, false, 11).collect());
      assertThat(figures(router, CLOUD).tpotMillis()).isCloseTo(700 / 11.0, Offset.offset(0.01));

      ((Route.Forward) router.route(ASK)).fail(new IOException("reset"));
      assertThat(figures(router, CLOUD).failureRate()).isPositive();
    }
  }

  @Test
  void figures_survive_a_reload_by_the_model_s_name() {
    ClockedModels models = new ClockedModels().takes(CLOUD, 500, 20).takes(DESK, 1, 1);
    try (Router router = router(Fixtures.config(), models)) {
      router.stream(ASK).collect();
      router.reload(config("{type: latency_aware}"));
      assertThat(figures(router, CLOUD).ttftMillis()).isCloseTo(500, CLOSE);
    }
  }

  @Test
  void latency_aware_goes_to_the_faster_model_and_tries_the_other_again_in_time() {
    ClockedModels models = new ClockedModels().takes(CLOUD, 900, 10).takes(DESK, 200, 10);
    try (Router router = router(config("{type: latency_aware}"), models)) {
      for (int i = 0; i < 10; i++) {
        router.stream(ASK).collect();
      }
      assertThat(order(router.route(ASK))).containsExactly(DESK, CLOUD);
      models.takes(CLOUD, 50, 1);
      models.pass(MovingAverage.MEMORY.toMillis() + 1);
      for (int i = 0; i < 10; i++) {
        router.stream(ASK).collect();
      }
      assertThat(order(router.route(ASK))).containsExactly(CLOUD, DESK);
    }
  }

  @Test
  void multi_factor_leaves_out_a_model_above_a_live_ceiling() {
    ClockedModels models = new ClockedModels().takes(CLOUD, 900, 10).takes(DESK, 200, 10);
    RouterConfig config =
        config(
            "{type: multi_factor, multi_factor: {weights: {quality: 1}, slo: {max_ttft_ms: 800}}}");
    try (Router router = router(config, models)) {
      assertThat(order(router.route(ASK))).containsExactly(CLOUD, DESK);
      router.stream(ASK).collect();
      assertThat(order(router.route(ASK))).containsExactly(DESK);
      models.pass(Duration.ofMinutes(11).toMillis());
      assertThat(order(router.route(ASK))).containsExactly(CLOUD, DESK);
    }
  }

  @Test
  void multi_factor_leaves_out_a_model_with_as_many_calls_in_flight_as_it_may_have() {
    FakeModelClient client = FakeModelClient.replying(FakeReply.streams("a"));
    RouterConfig config =
        config(
            "{type: multi_factor, multi_factor: {weights: {quality: 1}, slo: {max_inflight: 1}}}");
    try (Router router = Router.builder(config).modelClient(client).build()) {
      ChatStream first = router.stream(ASK);
      assertThat(order(router.route(ASK))).containsExactly(DESK);
      first.close();
      assertThat(order(router.route(ASK))).containsExactly(CLOUD, DESK);
    }
  }

  @Test
  void a_metric_of_latency_leaves_the_other_time_out() {
    ClockedModels models = new ClockedModels().takes(CLOUD, 900, 5).takes(DESK, 200, 50);
    String algorithm =
        "{type: multi_factor, multi_factor: {weights: {latency: 1}, latency_metric: %s}}";
    try (Router router = router(config("{type: weighted}"), models)) {
      for (int i = 0; i < 20; i++) {
        router.stream(ASK).collect();
      }
      router.reload(config(algorithm.formatted("ttft")));
      assertThat(order(router.route(ASK))).containsExactly(DESK, CLOUD);
      router.reload(config(algorithm.formatted("tpot")));
      assertThat(order(router.route(ASK))).containsExactly(CLOUD, DESK);
    }
  }

  @Test
  void weights_that_are_not_written_are_nothing_beside_those_that_are() {
    ClockedModels models = new ClockedModels().takes(CLOUD, 900, 50).takes(DESK, 200, 5);
    String algorithm = "{type: multi_factor, multi_factor: {weights: %s}}";
    try (Router router = router(config("{type: weighted}"), models)) {
      for (int i = 0; i < 20; i++) {
        router.stream(ASK).collect();
      }
      router.reload(config(algorithm.formatted("{quality: 0.6, cost: 0.4}")));
      assertThat(order(router.route(ASK))).containsExactly(CLOUD, DESK);
      router.reload(config(algorithm.formatted("{}")));
      assertThat(order(router.route(ASK))).containsExactly(DESK, CLOUD);
    }
  }

  @Test
  void cost_takes_the_cheapest_above_the_floor() {
    try (Router router = Router.create(config("{type: cost}"))) {
      assertThat(order(router.route(ASK))).containsExactly(DESK, CLOUD);
    }
    try (Router router = Router.create(config("{type: cost, cost: {min_quality: 0.9}}"))) {
      assertThat(order(router.route(ASK))).containsExactly(CLOUD);
    }
  }

  @Test
  void the_trace_tells_the_figures_that_models_were_selected_by() {
    ClockedModels models = new ClockedModels().takes(CLOUD, 500, 20).takes(DESK, 500, 20);
    try (Router router = router(config("{type: multi_factor}"), models)) {
      router.stream(ASK).collect();
      Route route = router.route(ASK);
      router.stream(ASK).collect(); // comes too late to be told
      assertThat(route.trace().notes())
          .anySatisfy(
              note ->
                  assertThat(note)
                      .isEqualTo(
                          "figures of gemini-2.5-pro: first token 500 ms, 20.0 ms per token,"
                              + " 0 in flight"))
          .anySatisfy(note -> assertThat(note).contains(DESK + ": first token unknown"));
    }
    try (Router router = Router.create(config("{type: weighted}"))) {
      assertThat(router.route(ASK).trace().notes()).isEmpty();
    }
  }

  @Test
  void the_same_seed_and_figures_give_the_same_order() {
    ClockedModels models = new ClockedModels().takes(CLOUD, 500, 20).takes(DESK, 500, 20);
    try (Router router = router(config("{type: latency_aware}"), models)) {
      for (int i = 0; i < 50; i++) {
        Route route = router.route(ASK);
        ChatRequest again = ASK.toBuilder().seed(route.trace().seed()).build();
        assertThat(order(router.route(again))).isEqualTo(order(route));
      }
    }
  }

  @Test
  void a_selector_of_the_application_s_own_orders_by_what_is_known() {
    ModelSelector cheapestLast =
        (models, context) -> {
          List<ModelRef> order = new ArrayList<>(models);
          order.sort(
              (a, b) ->
                  Double.compare(context.figures(b).costPer1m(), context.figures(a).costPer1m()));
          return order;
        };
    ModelSelector reversed =
        (models, context) -> {
          List<ModelRef> order = new ArrayList<>(models);
          Collections.reverse(order);
          return order;
        };
    try (Router router =
        Router.builder(config("{type: custom, name: dear}"))
            .selector("dear", cheapestLast)
            .selector("reversed", reversed)
            .build()) {
      assertThat(order(router.route(ASK))).containsExactly(CLOUD, DESK);
      router.reload(config("{type: custom, name: reversed}"));
      assertThat(order(router.route(ASK))).containsExactly(DESK, CLOUD);
      assertThatExceptionOfType(ConfigException.class)
          .isThrownBy(() -> router.reload(config("{type: custom, name: other}")));
      assertThat(order(router.route(ASK))).containsExactly(DESK, CLOUD);
    }
  }

  @Test
  void a_selector_that_was_not_given_is_a_problem_at_its_place() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> Router.create(config("{type: custom, name: dear}")))
        .satisfies(
            e -> {
              assertThat(e.problems()).hasSize(1);
              assertThat(e.problems().get(0).path()).isEqualTo("decisions[0].algorithm.name");
            });
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Router.builder(Fixtures.config())
                    .selector("a", ModelSelector.asWritten())
                    .selector("a", ModelSelector.weighted()));
  }

  @Test
  void a_selector_that_does_wrong_leaves_the_order_as_written_and_the_trace_says_so() {
    List<ModelSelector> wrong =
        List.of(
            (models, context) -> {
              throw new IllegalStateException(context.request().toJson());
            },
            (models, context) -> List.of(ModelRef.of("stranger")),
            (models, context) -> List.of(models.get(0), models.get(0)),
            (models, context) -> null);
    for (ModelSelector selector : wrong) {
      try (Router router =
          Router.builder(config("{type: custom, name: own}")).selector("own", selector).build()) {
        Route route = router.route(ASK);
        assertThat(order(route)).containsExactly(CLOUD, DESK);
        assertThat(route.trace().notes())
            .anySatisfy(note -> assertThat(note).contains("selector failed", "order as written"))
            .noneSatisfy(note -> assertThat(note).contains("prove"));
      }
    }
  }

  @Test
  void a_selector_may_leave_no_model() {
    try (Router router =
        Router.builder(config("{type: custom, name: none}"))
            .selector("none", (models, context) -> List.of())
            .build()) {
      assertThat(((Route.Blocked) router.route(ASK)).reason())
          .isEqualTo(Route.Blocked.NO_CANDIDATE);
    }
  }

  @Test
  void feedback_is_counted_for_the_decision_and_the_model_that_answered() {
    FakeModelClient client =
        FakeModelClient.answering("x").on("google", FakeReply.fails(ModelException.CONNECT, true));
    try (Router router = Router.builder(config("{type: static}")).modelClient(client).build()) {
      Route route = router.route(ASK);
      ChatResponse answer = router.chat(route);
      assertThat(answer.text()).isEqualTo("x");
      router.feedback(route, 1);
      router.feedback(route, 0.5);
      assertThat(router.stats().feedback())
          .containsExactly(Map.entry("reasoning", new FeedbackStats(2, 1.5)));
      assertThat(stats(router, DESK).feedback().mean()).hasValue(0.75);
      assertThat(stats(router, CLOUD).feedback().mean()).isEmpty();
      for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
        assertThatIllegalArgumentException().isThrownBy(() -> router.feedback(route, wrong));
      }
    }
  }

  @Test
  void a_closed_router_takes_no_feedback() {
    Router router = Router.create(Fixtures.config());
    Route route = router.route(ASK);
    router.close();
    assertThatIllegalStateException().isThrownBy(() -> router.feedback(route, 1));
  }

  @Test
  void what_was_ordered_by_live_figures_is_replayed_as_it_was() {
    ClockedModels models = new ClockedModels().takes(CLOUD, 900, 10).takes(DESK, 200, 10);
    RouterConfig config =
        RouterConfig.parse(
            config("{type: latency_aware}")
                .toYaml()
                .replace(
                    "    algorithm:",
                    "    plugins:\n"
                        + "      - type: router_replay\n"
                        + "        configuration: {capture_request_body: true}\n"
                        + "    algorithm:"));
    List<List<String>> orders = new ArrayList<>();
    List<RecordedRequest> records = new ArrayList<>();
    try (Router router = router(config, models)) {
      for (int i = 0; i < 60; i++) {
        models.takes(i % 20 < 10 ? CLOUD : DESK, 100 + 7 * i, 5);
        if (i % 7 == 0) {
          models.pass(90_000);
        }
        Route route = router.route(ASK);
        orders.add(order(route));
        router.stream(route).collect();
      }
      router.records().forEach(record -> records.add(0, record.recorded().orElseThrow()));
    }
    assertThat(orders)
        .as("the figures have a say")
        .contains(List.of(CLOUD, DESK), List.of(DESK, CLOUD));
    List<RecordedRequest> read =
        records.stream().map(RecordedRequest::toJson).map(RecordedRequest::fromJson).toList();
    assertThat(read).isEqualTo(records);
    List<String> first = orders.stream().map(order -> order.get(0)).toList();
    assertThat(models(RouteReplay.of(config, config).run(read))).isEqualTo(first);
    try (Router busy = router(config, models)) {
      busy.stream(ASK).collect();
      assertThat(models(RouteReplay.of(busy, busy).run(read))).isEqualTo(first);
    }
    List<RecordedRequest> without =
        read.stream().map(each -> new RecordedRequest(each.request(), each.usage())).toList();
    assertThat(models(RouteReplay.of(config, config).run(without)))
        .as("this test can fail")
        .isNotEqualTo(first);
  }

  private static List<String> models(ReplayReport report) {
    return report.lines().stream().map(line -> line.before().model()).toList();
  }
}
