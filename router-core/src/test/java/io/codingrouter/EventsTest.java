package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.Attempt;
import io.codingrouter.dispatch.FakeModelClient;
import io.codingrouter.dispatch.FakeReply;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.Usage;
import io.codingrouter.telemetry.ModelStats;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.RouterListener;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a listener hears, and in which order. */
class EventsTest {
  private static final String YAML =
      """
      version: v0.1
      providers:
        reliability: {retry_count: 0, consecutive_5xx: 2, base_ejection_time: 30s}
        models:
          - name: one
            endpoints: [{name: a, endpoint: "a.example"}]
            pricing: {prompt_per_1m: 1, completion_per_1m: 2}
          - name: two
            endpoints: [{name: b, endpoint: "b.example"}]
        default_model: one
      decisions:
        - name: any
          modelRefs: [{model: one}, {model: two}]
      """;
  private static final ChatRequest HELLO = ChatRequest.user("hello");
  private static final FakeReply DOWN = FakeReply.fails(ModelException.SERVER_ERROR, true);
  private static final ChatResponse METERED =
      ChatResponse.fromJson(
          "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"so\"},"
              + "\"finish_reason\":\"stop\"}],"
              + "\"usage\":{\"prompt_tokens\":1000000,\"completion_tokens\":500000}}");

  private final AtomicLong clock = new AtomicLong();
  private final Diary diary = new Diary();
  private final FakeModelClient client = FakeModelClient.answering("so");

  /** Writes all down. */
  private static class Diary implements RouterListener {
    final List<String> events = new ArrayList<>();

    @Override
    public void configured(RouterConfig config) {
      events.add("configured with " + config.models().size() + " models");
    }

    @Override
    public void routed(RouteTrace trace) {
      events.add(trace.outcome() + trace.reason() + " " + trace.decision());
    }

    @Override
    public void attemptStarted(RouteTrace trace, String model, String endpoint) {
      events.add("started " + model + " at " + endpoint);
    }

    @Override
    public void firstToken(RouteTrace trace, String model, String endpoint, Duration waited) {
      events.add("first token of " + model + " at " + endpoint);
    }

    @Override
    public void attemptEnded(RouteTrace trace, Attempt attempt) {
      events.add("ended " + attempt.endpoint() + ": " + attempt.outcome());
    }

    @Override
    public void completed(RouteTrace trace, Usage usage, List<Attempt> attempts) {
      events.add("completed after " + outcomes(attempts));
    }

    @Override
    public void charged(RouteTrace trace, String model, BigDecimal cost, String currency) {
      events.add("charged " + cost + " " + currency + " by " + model);
    }

    @Override
    public void failed(RouteTrace trace, String kind, List<Attempt> attempts) {
      events.add("failed: " + kind + " after " + outcomes(attempts));
    }

    @Override
    public void cancelled(RouteTrace trace, Usage usage, List<Attempt> attempts) {
      events.add("cancelled after " + outcomes(attempts));
    }

    @Override
    public void ejected(String model, String endpoint, Duration time) {
      events.add("ejected " + model + " at " + endpoint + " for " + time.toSeconds() + " s");
    }

    @Override
    public void readmitted(String model, String endpoint) {
      events.add("readmitted " + model + " at " + endpoint);
    }

    @Override
    public void warned(String message) {
      events.add("warned");
    }

    private static String outcomes(List<Attempt> attempts) {
      return attempts.stream().map(Attempt::outcome).collect(Collectors.joining(", "));
    }
  }

  private Router router(RouterListener... listeners) {
    Router.Builder builder =
        Router.builder(RouterConfig.parse(YAML)).modelClient(client).nanoTime(clock::get);
    List.of(listeners).forEach(builder::listener);
    Router router = builder.build();
    diary.events.clear();
    return router;
  }

  @Test
  void of_a_whole_reply() {
    client.on("a", FakeReply.whole(METERED));
    try (Router router = router(diary)) {
      router.chat(HELLO);
    }
    assertThat(diary.events)
        .containsExactly(
            "forward any",
            "started one at a",
            "ended a: ok",
            "completed after ok",
            "charged 2 USD by one");
  }

  @Test
  void of_a_streamed_reply_its_end_comes_when_it_is_read() {
    client.on("a", FakeReply.streams("s", "o"));
    try (Router router = router(diary);
        ChatStream stream = router.stream(HELLO)) {
      assertThat(diary.events)
          .containsExactly("forward any", "started one at a", "first token of one at a");
      stream.forEachRemaining(chunk -> {});
      assertThat(diary.events).hasSize(5).endsWith("ended a: ok", "completed after ok");
    }
    assertThat(diary.events).hasSize(5); // closing it says nothing more
  }

  @Test
  void of_failover() {
    client.on("a", DOWN);
    try (Router router = router(diary)) {
      router.chat(HELLO);
    }
    assertThat(diary.events)
        .containsExactly(
            "forward any",
            "started one at a",
            "ended a: server_error",
            "started two at b",
            "ended b: ok",
            "completed after server_error, ok");
  }

  @Test
  void of_a_call_that_nobody_answers() {
    client.on("a", DOWN).on("b", FakeReply.fails(ModelException.UNAUTHORIZED, false));
    try (Router router = router(diary)) {
      assertThatExceptionOfType(ModelException.class).isThrownBy(() -> router.chat(HELLO));
    }
    assertThat(diary.events)
        .containsExactly(
            "forward any",
            "started one at a",
            "ended a: server_error",
            "started two at b",
            "ended b: unauthorized",
            "failed: server_error after server_error, unauthorized");
  }

  @Test
  void of_a_stream_that_breaks() {
    client.on("a", FakeReply.cutAfter("s"));
    try (Router router = router(diary);
        ChatStream stream = router.stream(HELLO)) {
      stream.next();
      assertThatExceptionOfType(ModelException.class).isThrownBy(stream::hasNext);
    }
    assertThat(diary.events)
        .containsExactly(
            "forward any",
            "started one at a",
            "first token of one at a",
            "ended a: truncated",
            "failed: truncated after truncated");
  }

  @Test
  void of_a_stream_that_its_reader_leaves() {
    client.on("a", DOWN).on("b", FakeReply.stallsAfter("s"));
    try (Router router = router(diary)) {
      try (ChatStream stream = router.stream(HELLO)) {
        stream.next();
      }
      assertThat(router.stats().models()).extracting(ModelStats::failed).containsExactly(1L, 0L);
      assertThat(router.stats().models()).extracting(ModelStats::answered).containsExactly(0L, 1L);
    }
    assertThat(diary.events)
        .endsWith(
            "first token of two at b", "ended b: cancelled", "cancelled after server_error, ok")
        .hasSize(7);
  }

  @Test
  void who_leaves_after_the_last_word_has_seen_all() {
    client.on("a", FakeReply.streams("so"));
    try (Router router = router(diary)) {
      try (ChatStream stream = router.stream(HELLO)) {
        while (stream.next().finishReason().isEmpty()) {
          assertThat(diary.events).hasSize(3);
        }
      }
      assertThat(router.stats().models().get(0).answered()).isEqualTo(1);
    }
    assertThat(diary.events).endsWith("ended a: ok", "completed after ok");
  }

  @Test
  void of_a_call_whose_thread_is_interrupted() {
    client.on("a", FakeReply.whole("late").afterRelease());
    client.onArrival(() -> Thread.currentThread().interrupt());
    try (Router router = router(diary)) {
      assertThatExceptionOfType(ModelException.class).isThrownBy(() -> router.chat(HELLO));
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(diary.events)
        .containsExactly(
            "forward any", "started one at a", "ended a: cancelled", "cancelled after cancelled");
  }

  @Test
  void of_a_call_that_the_host_makes_only_the_outcome_is_heard() {
    try (Router router = router(diary)) {
      ((Route.Forward) router.route(HELLO)).complete(METERED);
      ((Route.Forward) router.route(HELLO)).fail(new IllegalStateException());
      ((Route.Forward) router.route(HELLO)).complete(ChatStream.of(METERED)).close();
    }
    assertThat(diary.events)
        .containsExactly(
            "forward any",
            "completed after ",
            "charged 2 USD by one",
            "forward any",
            "failed: IllegalStateException after ",
            "forward any",
            "cancelled after ");
  }

  @Test
  void of_a_blocked_request_the_reason_is_heard() {
    try (Router router = router(diary)) {
      router.route(HELLO.toBuilder().model("nobody").build());
    }
    assertThat(diary.events).containsExactly("blockedunknown_model ");
  }

  @Test
  void an_endpoint_is_ejected_and_readmitted() {
    client.on("a", DOWN, DOWN, DOWN, FakeReply.whole("so"));
    try (Router router = router(diary)) {
      router.chat(HELLO);
      router.chat(HELLO);
      assertThat(diary.events)
          .containsSubsequence("ended a: server_error", "ejected one at a for 30 s")
          .containsOnlyOnce("ejected one at a for 30 s");
      clock.addAndGet(Duration.ofSeconds(31).toNanos());
      diary.events.clear();
      router.chat(HELLO);
      assertThat(diary.events)
          .containsSequence("ended a: server_error", "ejected one at a for 60 s");
      clock.addAndGet(Duration.ofSeconds(61).toNanos());
      diary.events.clear();
      router.chat(HELLO);
      assertThat(diary.events).containsSequence("ended a: ok", "readmitted one at a");
    }
  }

  @Test
  void a_configuration_is_told_at_the_start_and_after_a_reload() {
    try (Router router =
        Router.builder(RouterConfig.parse(YAML)).modelClient(client).listener(diary).build()) {
      assertThat(diary.events).containsExactly("configured with 2 models");
      router.reload(Fixtures.config());
      assertThat(diary.events).hasSize(2);
    }
  }

  @Test
  void each_listener_hears_all_whatever_another_throws() {
    class Thrower extends Diary {
      private final List<Throwable> thrown =
          List.of(new Exception("checked"), new NoClassDefFoundError("absent"));

      @Override
      public void routed(RouteTrace trace) {
        sneak(thrown.get(0));
      }

      @Override
      public void attemptStarted(RouteTrace trace, String model, String endpoint) {
        sneak(thrown.get(1));
      }

      @Override
      public void attemptEnded(RouteTrace trace, Attempt attempt) {
        throw new IllegalStateException("mine");
      }

      @Override
      public void completed(RouteTrace trace, Usage usage, List<Attempt> attempts) {
        throw new IllegalStateException("mine");
      }
    }
    try (Router router = router(new Thrower(), diary)) {
      assertThat(router.chat(HELLO).text()).isEqualTo("so");
    }
    assertThat(diary.events)
        .containsExactly("forward any", "started one at a", "ended a: ok", "completed after ok");
  }

  /** Throws what need not be declared, as other languages do. */
  @SuppressWarnings("unchecked") // the very point
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
