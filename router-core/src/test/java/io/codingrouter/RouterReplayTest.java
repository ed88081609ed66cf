package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.FakeModelClient;
import io.codingrouter.dispatch.FakeReply;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.Usage;
import io.codingrouter.signal.SignalResult;
import io.codingrouter.telemetry.CapturedBody;
import io.codingrouter.telemetry.RouteRecord;
import io.codingrouter.telemetry.SignalTrace;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RouterReplayTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final String CAPTURE = "capture_request_body: true, capture_response_body: true";

  /** The plugin at the decision "reasoning", and only there. */
  private static RouterConfig config(String settings) {
    String models = "modelRefs: [{model: gemini-2.5-pro, use_reasoning: true}]\n";
    return RouterConfig.parse(
        Fixtures.YAML.replace(
            models,
            models + "    plugins: [{type: router_replay, configuration: {" + settings + "}}]\n"));
  }

  private static Router router(String settings, FakeModelClient client) {
    return Router.builder(config(settings))
        .modelClient(client)
        .clock(InstantSource.fixed(NOON))
        .build();
  }

  private static ChatResponse answer(String text) {
    return ChatResponse.fromJson(
        "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
            + text
            + "\"},\"finish_reason\":\"stop\"}],"
            + "\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":100}}");
  }

  private static String tail(RouteRecord record) {
    return record.request().orElseThrow().messages().get(0).text();
  }

  @Test
  void keeps_what_was_decided_and_what_became_of_it() {
    try (Router router = Router.builder(config("")).clock(InstantSource.fixed(NOON)).build()) {
      Route.Forward route =
          (Route.Forward)
              router.route(ChatRequest.user("prove hunter2").toBuilder().seed(7).build());
      RouteRecord begun = router.records().get(0);
      assertThat(begun.isAnswered()).isFalse();
      assertThat(begun.usage()).isEqualTo(Usage.UNKNOWN);

      route.complete(answer("hunter2"));
      RouteRecord record = router.records().get(0);
      assertThat(record.trace().at()).isEqualTo(NOON);
      assertThat(record.trace().decision()).isEqualTo("reasoning");
      assertThat(record.trace().outcome()).isEqualTo("forward");
      assertThat(record.trace().seed()).isEqualTo(7);
      assertThat(record.trace().signals())
          .containsExactly(new SignalTrace("keyword", "hard", SignalResult.HIT, List.of("prove")));
      assertThat(record.model()).isEqualTo("gemini-2.5-pro");
      assertThat(record.isAnswered()).isTrue();
      assertThat(record.failure()).isEmpty();
      assertThat(record.usage()).isEqualTo(Usage.of(1000, 100));
      assertThat(record.cost().orElseThrow()).isEqualByComparingTo("0.00225");
      assertThat(record.request()).isEmpty();
      assertThat(record.requestBody()).isEmpty();
      assertThat(record.responseBody()).isEmpty();
      assertThat(record.trace().describe() + record).doesNotContain("hunter2");
    }
  }

  @Test
  void other_decisions_rehearsals_and_explanations_leave_no_record() {
    try (Router router = Router.create(config(""))) {
      router.route(ChatRequest.user("refactor"));
      router.route(ChatRequest.user("prove").toBuilder().model("gemini-2.5-pro").build());
      router.explain(ChatRequest.user("prove"));
      router.rehearse(ChatRequest.user("prove"));
      router.warmUp();
      assertThat(router.records()).isEmpty();
    }
    try (Router router = Router.create(config("enabled: false"))) {
      router.route(ChatRequest.user("prove"));
      assertThat(router.records()).isEmpty();
    }
  }

  @Test
  void the_newest_come_first_and_the_oldest_go() {
    try (Router router = Router.create(config("max_records: 2, capture_request_body: true"))) {
      for (int i = 0; i < 5; i++) {
        router.route(ChatRequest.user("prove " + i));
      }
      assertThat(router.records())
          .extracting(RouterReplayTest::tail)
          .containsExactly("prove 4", "prove 3");
    }
  }

  @Test
  void two_hundred_records_of_4096_bytes_are_kept_unless_it_says_otherwise() {
    try (Router router = Router.create(config("capture_request_body: true"))) {
      for (int i = 0; i < 201; i++) {
        router.route(ChatRequest.user("prove " + "x".repeat(5_000)));
      }
      assertThat(router.records())
          .hasSize(200)
          .allMatch(record -> record.requestBody().orElseThrow().text().length() == 4_096);
    }
  }

  @Test
  void a_captured_request_is_the_one_that_came() {
    ChatRequest request =
        ChatRequest.fromJson(
                "{\"messages\":[{\"role\":\"user\",\"content\":\"prove\"}],\"top_p\":0.10}")
            .toBuilder()
            .tenant("acme")
            .session("s")
            .endUser("hunter2")
            .label("team", "red")
            .build();
    try (Router router = Router.builder(config("capture_request_body: true")).seed(1).build()) {
      Route route = router.route(request);
      RouteRecord record = router.records().get(0);
      assertThat(record.request()).contains(request.toBuilder().seed(route.trace().seed()).build());
      assertThat(record.request().orElseThrow().toJson()).isEqualTo(request.toJson());
      assertThat(record.toString() + record.requestBody()).doesNotContain("hunter2", "prove");
    }
  }

  @Test
  void a_body_that_is_too_long_is_cut_and_is_no_request() {
    try (Router router = Router.create(config("capture_request_body: true, max_body_bytes: 50"))) {
      router.route(ChatRequest.user("prove " + "ü".repeat(100)));
      RouteRecord record = router.records().get(0);
      assertThat(record.request()).isEmpty();
      CapturedBody body = record.requestBody().orElseThrow();
      assertThat(body.isCut()).isTrue();
      assertThat(body.text()).startsWith("{\"messages\":[{\"role\":\"user\"");
    }
  }

  @Test
  void answers_are_captured_whole_and_joined_from_streams() {
    ChatStream chunks =
        ChatStream.of(
            List.of(
                ChatChunk.fromJson(
                    "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"a\"}}]}"),
                ChatChunk.fromJson("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"b\"}}]}")));
    try (Router router = Router.create(config(CAPTURE))) {
      Route.Forward first = (Route.Forward) router.route(ChatRequest.user("prove"));
      first.complete(answer("whole"));
      assertThat(router.records().get(0).responseBody())
          .contains(new CapturedBody(answer("whole").toJson(), false));

      Route.Forward second = (Route.Forward) router.route(ChatRequest.user("prove"));
      try (ChatStream stream = second.complete(chunks)) {
        stream.next();
        assertThat(router.records().get(0).responseBody()).isEmpty();
        stream.next();
        assertThat(stream.hasNext()).isFalse();
        assertThat(stream.hasNext()).isFalse();
      }
      CapturedBody joined = router.records().get(0).responseBody().orElseThrow();
      assertThat(joined.isCut()).isFalse();
      assertThat(ChatResponse.fromJson(joined.text()).text()).isEqualTo("ab");
      assertThat(router.records().get(0).isAnswered()).isTrue();
    }
  }

  @Test
  void a_long_stream_is_kept_in_part_and_handed_on_whole() {
    String piece = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"abcd\"}}]}";
    List<ChatChunk> chunks = Collections.nCopies(1_000, ChatChunk.fromJson(piece));
    try (Router router = Router.create(config(CAPTURE + ", max_body_bytes: 300"))) {
      Route.Forward route = (Route.Forward) router.route(ChatRequest.user("prove"));
      assertThat(route.complete(ChatStream.of(chunks)).collect().text()).hasSize(4_000);
      CapturedBody body = router.records().get(0).responseBody().orElseThrow();
      assertThat(body.isCut()).isTrue();
      assertThat(body.text()).hasSize(300).contains("abcdabcd");
    }
  }

  @Test
  void a_long_reply_that_comes_as_one_chunk_is_kept_in_part() {
    try (Router router = Router.create(config(CAPTURE + ", max_body_bytes: 100"))) {
      Route.Forward route = (Route.Forward) router.route(ChatRequest.user("prove"));
      ChatResponse reply = answer("abcd".repeat(10_000));
      assertThat(route.complete(ChatStream.of(reply)).collect()).isEqualTo(reply);
      assertThat(router.records().get(0).responseBody())
          .contains(new CapturedBody(reply.toJson().substring(0, 100), true));
    }
  }

  @Test
  void a_stream_that_is_closed_early_or_breaks_leaves_no_answer() {
    try (Router router = Router.create(config(CAPTURE))) {
      Route.Forward closed = (Route.Forward) router.route(ChatRequest.user("prove"));
      try (ChatStream stream =
          closed.complete(ChatStream.of(FakeReply.streams("a", "b").chunks()))) {
        stream.next();
      }
      assertThat(router.records().get(0).isAnswered()).isFalse();
      assertThat(router.records().get(0).failure()).contains(ModelException.CANCELLED);
      assertThat(router.records().get(0).responseBody()).isEmpty();
    }
    FakeModelClient broken = FakeModelClient.replying(FakeReply.cutAfter("a", "b"));
    try (Router router = router(CAPTURE, broken)) {
      assertThatExceptionOfType(ModelException.class)
          .isThrownBy(() -> router.stream(ChatRequest.user("prove")).collect());
      assertThat(router.records().get(0).failure()).contains(ModelException.TRUNCATED);
      assertThat(router.records().get(0).responseBody()).isEmpty();
    }
  }

  @Test
  void a_reader_who_leaves_after_the_last_word_has_the_answer() {
    try (Router router = Router.create(config(CAPTURE))) {
      Route.Forward read = (Route.Forward) router.route(ChatRequest.user("prove"));
      try (ChatStream stream = read.complete(ChatStream.of(answer("a")))) {
        stream.next();
      }
      assertThat(router.records().get(0).isAnswered()).isTrue();
      assertThat(router.records().get(0).responseBody()).isPresent();
    }
  }

  @Test
  void failures_and_the_model_that_answered_after_them_are_told() {
    FakeModelClient broken =
        FakeModelClient.replying(FakeReply.fails(ModelException.RATE_LIMITED, false));
    try (Router router = router("", broken)) {
      assertThatExceptionOfType(ModelException.class)
          .isThrownBy(() -> router.chat(ChatRequest.user("prove")));
      RouteRecord record = router.records().get(0);
      assertThat(record.failure()).contains(ModelException.RATE_LIMITED);
      assertThat(record.isAnswered()).isFalse();
    }
    FakeModelClient half =
        FakeModelClient.answering("done")
            .on("google", FakeReply.fails(ModelException.CONNECT, true));
    RouterConfig two =
        RouterConfig.parse(
            config("")
                .toYaml()
                .replace(
                    "- model: gemini-2.5-pro\n        use_reasoning: true",
                    "- model: gemini-2.5-pro\n      - model: acme/Qwen3-Coder"));
    try (Router router = Router.builder(two).modelClient(half).build()) {
      router.chat(ChatRequest.user("prove"));
      RouteRecord record = router.records().get(0);
      assertThat(record.trace().model()).isEqualTo("gemini-2.5-pro");
      assertThat(record.model()).isEqualTo("acme/Qwen3-Coder");
    }
  }

  @Test
  void a_reload_keeps_the_records_of_decisions_that_keep_any() {
    try (Router router = Router.create(config("capture_request_body: true"))) {
      for (int i = 0; i < 3; i++) {
        router.route(ChatRequest.user("prove " + i));
      }
      router.reload(config("capture_request_body: true, max_records: 2"));
      router.route(ChatRequest.user("prove 3"));
      assertThat(router.records())
          .extracting(RouterReplayTest::tail)
          .containsExactly("prove 3", "prove 2");
      router.reload(Fixtures.config());
      assertThat(router.records()).isEmpty();
    }
  }

  @Test
  void fixed_answers_are_recorded_too() {
    RouterConfig config =
        RouterConfig.parse(
            config("")
                .toYaml()
                .replace(
                    "plugins:\n",
                    "plugins:\n      - {type: fast_response, configuration: {message: hi}}\n"));
    try (Router router = Router.create(config)) {
      router.route(ChatRequest.user("prove"));
      assertThat(router.records())
          .singleElement()
          .satisfies(record -> assertThat(record.trace().outcome()).isEqualTo("replied"));
    }
  }

  @Test
  void many_threads_leave_as_many_records_as_fit() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Router router = Router.create(config("max_records: 50"))) {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<?>> runs = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        runs.add(
            threads.submit(
                () -> {
                  start.await();
                  for (int i = 0; i < 100; i++) {
                    ((Route.Forward) router.route(ChatRequest.user("prove"))).complete(answer("a"));
                    assertThat(router.records()).hasSizeLessThanOrEqualTo(50);
                  }
                  return null;
                }));
      }
      start.countDown();
      for (Future<?> run : runs) {
        run.get();
      }
      assertThat(router.records()).hasSize(50).allMatch(RouteRecord::isAnswered);
    } finally {
      threads.shutdown();
    }
  }
}
