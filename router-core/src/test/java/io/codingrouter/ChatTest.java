package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.groups.Tuple.tuple;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.Attempt;
import io.codingrouter.dispatch.FakeModelClient;
import io.codingrouter.dispatch.FakeReply;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.Usage;
import io.codingrouter.model.Location;
import io.codingrouter.telemetry.ModelStats;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.RouterListener;
import io.codingrouter.telemetry.RouterStats;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatTest {
  private static final ChatResponse METERED =
      ChatResponse.fromJson(
          "{\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
              + "\"content\":\"because\"},\"finish_reason\":\"stop\"}],"
              + "\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":100}}");

  /** Writes down what it hears. */
  private static final class Diary implements RouterListener {
    final List<String> events = new ArrayList<>();

    @Override
    public void routed(RouteTrace trace) {
      events.add("routed " + trace.decision());
    }

    @Override
    public void completed(RouteTrace trace, Usage usage, List<Attempt> attempts) {
      events.add("completed " + trace.decision() + " in " + attempts.size());
    }

    @Override
    public void cancelled(RouteTrace trace, Usage usage, List<Attempt> attempts) {
      events.add("cancelled " + trace.decision() + " in " + attempts.size());
    }

    @Override
    public void failed(RouteTrace trace, String kind, List<Attempt> attempts) {
      events.add("failed " + trace.decision() + " " + kind + " in " + attempts.size());
    }
  }

  private static Router router(FakeModelClient client) {
    return Router.builder(Fixtures.config()).modelClient(client).build();
  }

  @Test
  void the_reply_comes_back_and_is_counted() {
    FakeModelClient client = FakeModelClient.replying(FakeReply.whole(METERED));
    try (Router router = router(client)) {
      assertThat(router.chat(ChatRequest.user("prove it")).text()).isEqualTo("because");
      assertThat(router.chat(ChatRequest.user("hello")).text()).isEqualTo("because");
      assertThat(client.targets()).containsExactly("google", "desk");

      RouterStats stats = router.stats();
      assertThat(stats.requests()).isEqualTo(2);
      assertThat(stats.localShare()).hasValue(0.5);
      assertThat(stats.modelCount(Location.LOCAL)).isEqualTo(1);
      assertThat(stats.signals()).containsEntry("keyword", 2);
      assertThat(stats.cacheHitRate()).isEmpty();
      // 1,000 at $1.25 and 100 at $10 a million
      assertThat(stats.cost()).isEqualByComparingTo(new BigDecimal("0.00225"));
      assertThat(stats.allCloudCost()).isEqualByComparingTo(new BigDecimal("0.0045"));
      assertThat(stats.referenceModel()).contains("gemini-2.5-pro");
      assertThat(stats.models())
          .extracting(ModelStats::answered, ModelStats::promptTokens, ModelStats::completionTokens)
          .containsExactly(tuple(1L, 1000L, 100L), tuple(1L, 1000L, 100L));
    }
    assertThat(client.isClosed()).isTrue();
    assertThat(client.openStreams()).isZero();
  }

  @Test
  void an_answer_without_usage_is_unmetered_and_not_free() {
    try (Router router = router(FakeModelClient.answering("x"))) {
      router.chat(ChatRequest.user("hello"));
      ModelStats model = router.stats().models().get(0);
      assertThat(model.answered()).isEqualTo(1);
      assertThat(model.unmetered()).isEqualTo(1);
      assertThat(model.promptTokens()).isZero();
    }
  }

  @Test
  void a_failure_lists_its_attempt_and_is_counted() {
    FakeModelClient client =
        FakeModelClient.replying(FakeReply.fails(ModelException.CONNECT, true));
    Diary diary = new Diary();
    try (Router router =
        Router.builder(Fixtures.config()).modelClient(client).listener(diary).build()) {
      assertThatExceptionOfType(ModelException.class)
          .isThrownBy(() -> router.chat(ChatRequest.user("prove it")))
          .satisfies(
              e -> {
                assertThat(e.kind()).isEqualTo(ModelException.CONNECT);
                assertThat(e.retryable()).isTrue();
                assertThat(e.attempts()).hasSize(1);
                assertThat(e.attempts().get(0).endpoint()).isEqualTo("google");
                assertThat(e.attempts().get(0).outcome()).isEqualTo("connect");
              });
      assertThat(router.stats().models().get(1).failed()).isEqualTo(1);
    }
    assertThat(diary.events).containsExactly("routed reasoning", "failed reasoning connect in 1");
  }

  @Test
  void the_next_model_answers_in_its_own_words_and_each_call_counts_where_it_was_made() {
    FakeModelClient client =
        FakeModelClient.replying(FakeReply.whole(METERED))
            .on("google", FakeReply.fails(ModelException.RATE_LIMITED, true));
    Diary diary = new Diary();
    try (Router router =
        Router.builder(
                RouterConfig.parse(
                    Fixtures.YAML.replace(
                        "modelRefs: [{model: gemini-2.5-pro, use_reasoning: true}]",
                        "modelRefs: [{model: gemini-2.5-pro}, {model: acme/Qwen3-Coder}]")))
            .modelClient(client)
            .listener(diary)
            .build()) {
      assertThat(router.chat(ChatRequest.user("prove it")).text()).isEqualTo("because");
      assertThat(router.stream(ChatRequest.user("prove it")).collect().text()).isEqualTo("because");
      assertThat(client.targets()).containsExactly("google", "desk", "google", "desk");
      assertThat(client.calls().get(1).request().model()).contains("acme/Qwen3-Coder");
      assertThat(router.stats().models())
          .extracting(ModelStats::routed, ModelStats::answered, ModelStats::failed)
          .containsExactly(tuple(0L, 2L, 0L), tuple(2L, 0L, 2L));
      assertThat(router.stats().cost()).isZero();
    }
    assertThat(diary.events)
        .containsExactly(
            "routed reasoning",
            "completed reasoning in 2",
            "routed reasoning",
            "completed reasoning in 2");
  }

  @Test
  void a_stream_that_breaks_is_counted_at_the_model_that_broke_it() {
    FakeModelClient client = FakeModelClient.replying(FakeReply.cutAfter("par"));
    Diary diary = new Diary();
    try (Router router =
        Router.builder(Fixtures.config()).modelClient(client).listener(diary).build()) {
      try (ChatStream stream = router.stream(ChatRequest.user("prove it"))) {
        assertThat(stream.next().text()).isEqualTo("par");
        assertThatExceptionOfType(ModelException.class)
            .isThrownBy(stream::hasNext)
            .satisfies(e -> assertThat(e.attempts()).hasSize(1));
      }
      assertThat(router.stats().models()).extracting(ModelStats::failed).containsExactly(0L, 1L);
    }
    assertThat(diary.events).containsExactly("routed reasoning", "failed reasoning truncated in 1");
  }

  @Test
  void a_reply_that_is_cut_is_a_failure_with_its_attempt() {
    FakeModelClient client = FakeModelClient.replying(FakeReply.cutAfter("par", "tial"));
    Diary diary = new Diary();
    try (Router router =
        Router.builder(Fixtures.config()).modelClient(client).listener(diary).build()) {
      assertThatExceptionOfType(ModelException.class)
          .isThrownBy(() -> router.chat(ChatRequest.user("hello")))
          .satisfies(
              e -> {
                assertThat(e.kind()).isEqualTo(ModelException.TRUNCATED);
                assertThat(e.attempts()).hasSize(1);
              });
    }
    assertThat(diary.events)
        .containsExactly("routed default-route", "failed default-route truncated in 1");
    assertThat(client.openStreams()).isZero();
  }

  @Test
  void a_stream_is_handed_on_chunk_by_chunk_and_counted_at_its_end() {
    Diary diary = new Diary();
    FakeModelClient client = FakeModelClient.replying(FakeReply.streams("Hel", "lo"));
    try (Router router =
        Router.builder(Fixtures.config()).modelClient(client).listener(diary).build()) {
      StringBuilder text = new StringBuilder();
      try (ChatStream stream = router.stream(ChatRequest.user("hello"))) {
        while (stream.hasNext()) {
          assertThat(diary.events).hasSize(1);
          text.append(stream.next().text());
        }
      }
      assertThat(text).hasToString("Hello");
      assertThat(client.calls().get(0).request().stream()).isTrue();
    }
    assertThat(diary.events)
        .containsExactly("routed default-route", "completed default-route in 1");
  }

  @Test
  void a_stream_closed_early_is_neither_completed_nor_failed() {
    Diary diary = new Diary();
    FakeModelClient client = FakeModelClient.replying(FakeReply.stallsAfter("Hel"));
    try (Router router =
        Router.builder(Fixtures.config()).modelClient(client).listener(diary).build()) {
      try (ChatStream stream = router.stream(ChatRequest.user("hello"))) {
        stream.next();
      }
    }
    assertThat(diary.events)
        .containsExactly("routed default-route", "cancelled default-route in 1");
    assertThat(client.openStreams()).isZero();
  }

  @Test
  void a_reader_who_leaves_after_the_last_word_has_seen_all() {
    Diary diary = new Diary();
    FakeModelClient client = FakeModelClient.replying(FakeReply.streams("Hello"));
    try (Router router =
        Router.builder(Fixtures.config()).modelClient(client).listener(diary).build()) {
      try (ChatStream stream = router.stream(ChatRequest.user("hello"))) {
        stream.next();
        stream.next();
      }
    }
    assertThat(diary.events)
        .containsExactly("routed default-route", "completed default-route in 1");
  }

  @Test
  void a_call_asks_for_a_whole_reply_whatever_the_body_says() {
    FakeModelClient client = FakeModelClient.answering("x");
    try (Router router = router(client)) {
      router.chat(
          ChatRequest.user("hello").toBuilder()
              .set("/stream", true)
              .set("/stream_options/include_usage", true)
              .build());
      ChatRequest sent = client.calls().get(0).request();
      assertThat(sent.stream()).isFalse();
      assertThat(sent.json("/stream_options")).isEmpty();
    }
  }

  @Test
  void the_time_limit_is_the_requests_else_the_listeners() {
    FakeModelClient client = FakeModelClient.answering("x");
    try (Router router = router(client)) {
      router.chat(ChatRequest.user("hello"));
      router.chat(ChatRequest.user("hello").toBuilder().timeout(Duration.ofSeconds(3)).build());
      assertThat(client.calls())
          .extracting(call -> call.limits().total())
          .containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(3));
    }
  }

  @Test
  void a_blocked_request_reaches_no_model() {
    FakeModelClient client = FakeModelClient.answering("x");
    try (Router router = router(client)) {
      assertThatExceptionOfType(BlockedException.class)
          .isThrownBy(() -> router.chat(ChatRequest.user("x").toBuilder().model("nobody").build()))
          .satisfies(e -> assertThat(e.reason()).isEqualTo("unknown_model"));
      assertThat(client.calls()).isEmpty();
      assertThat(router.stats().blocked()).isEqualTo(1);
    }
  }

  @Test
  void the_outcome_of_a_route_is_told_once() {
    try (Router router = router(FakeModelClient.answering("x"))) {
      Route.Forward route = (Route.Forward) router.route(ChatRequest.user("hello"));
      assertThat(route.complete(METERED)).isEqualTo(METERED);
      assertThatIllegalStateException().isThrownBy(() -> route.complete(METERED));
      assertThatIllegalStateException().isThrownBy(() -> route.fail(new RuntimeException()));
      assertThatIllegalStateException().isThrownBy(() -> router.chat(route));
      assertThat(router.stats().models().get(0).answered()).isEqualTo(1);
    }
  }

  @Test
  void a_host_that_calls_by_itself_is_counted_too() {
    try (Router router = Router.create(Fixtures.config())) {
      ((Route.Forward) router.route(ChatRequest.user("hello"))).complete(METERED);
      Route.Forward streamed = (Route.Forward) router.route(ChatRequest.user("hello"));
      assertThat(streamed.complete(ChatStream.of(METERED)).collect().text()).isEqualTo("because");
      ((Route.Forward) router.route(ChatRequest.user("hello"))).fail(new RuntimeException());
      ModelStats model = router.stats().models().get(0);
      assertThat(model.answered()).isEqualTo(2);
      assertThat(model.failed()).isEqualTo(1);
      assertThat(model.promptTokens()).isEqualTo(2000);
    }
  }

  @Test
  void a_router_without_a_client_says_how_to_give_it_one() {
    try (Router router = Router.create(Fixtures.config())) {
      assertThatIllegalStateException()
          .isThrownBy(() -> router.chat(ChatRequest.user("hello")))
          .withMessageContaining("modelClient(HttpModelClient.create())");
    }
  }

  @Test
  void a_listener_that_throws_breaks_nothing() {
    RouterListener broken =
        new RouterListener() {
          @Override
          public void routed(RouteTrace trace) {
            throw new IllegalStateException("mine");
          }
        };
    try (Router router =
        Router.builder(Fixtures.config())
            .modelClient(FakeModelClient.answering("x"))
            .listener(broken)
            .build()) {
      assertThat(router.chat(ChatRequest.user("hello")).text()).isEqualTo("x");
    }
  }
}
