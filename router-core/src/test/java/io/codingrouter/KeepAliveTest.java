package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.Attempt;
import io.codingrouter.dispatch.FakeModelClient;
import io.codingrouter.dispatch.FakeReply;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.Usage;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.RouterListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class KeepAliveTest {
  private static final ChatRequest HELLO = ChatRequest.user("hello");
  private static final String CONFIG =
      """
      version: v0.1
      providers:
        reliability: {retry_count: 0}
        models:
          - name: local
            location: local
            max_in_flight: 1
            endpoints: [{name: desk, endpoint: "localhost:8000"}]
          - name: cloud
            endpoints: [{name: one, base_url: "https://one.example/v1"}]
        default_model: local
      decisions:
        - name: all
          priority: 1
          rules: {operator: AND, conditions: []}
          modelRefs: [{model: local}, {model: cloud}]
      """;

  private static Router.Builder router(FakeModelClient client) {
    return Router.builder(RouterConfig.parse(CONFIG))
        .modelClient(client)
        .executor(task -> begin(task, client))
        .keepAlive(Duration.ofMillis(2));
  }

  /** Runs a task on a thread, and returns when its call has arrived: else who waits may make it. */
  private static void begin(Runnable task, FakeModelClient client) {
    CountDownLatch arrived = new CountDownLatch(1);
    client.onArrival(arrived::countDown);
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } finally {
                arrived.countDown(); // it may need no call
              }
            });
    thread.setDaemon(true);
    thread.start();
    try {
      arrived.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads three keep-alives: nobody has answered, and more come for as long as that stays so. */
  private static void waits(ChatStream stream) {
    for (int i = 0; i < 3; i++) {
      assertThat(stream.next().isKeepAlive()).isTrue();
    }
  }

  private static ChatChunk firstOfModel(ChatStream stream) {
    ChatChunk chunk = stream.next();
    while (chunk.isKeepAlive()) {
      chunk = stream.next();
    }
    return chunk;
  }

  @Test
  void another_model_takes_over_behind_them() {
    FakeModelClient client =
        FakeModelClient.replying(FakeReply.streams("fi", "ne"))
            .on("desk", FakeReply.fails(ModelException.SERVER_ERROR, true).afterRelease());
    Outcomes outcomes = new Outcomes();
    try (Router router = router(client).listener(outcomes).build();
        ChatStream stream = router.stream(HELLO)) {
      waits(stream);
      assertThat(client.targets()).containsExactly("desk");
      client.release();
      assertThat(firstOfModel(stream).text()).isEqualTo("fi");
      stream.forEachRemaining(
          chunk -> assertThat(chunk.isKeepAlive()).as("after the first content").isFalse());
    }
    assertThat(client.targets()).containsExactly("desk", "one");
    assertThat(outcomes.all).containsExactly("answered after [server_error, ok]");
  }

  @Test
  void a_final_failure_behind_them_is_thrown_with_its_attempts() {
    FakeReply fails = FakeReply.fails(ModelException.SERVER_ERROR, true);
    FakeModelClient client = FakeModelClient.replying(fails).on("desk", fails.afterRelease());
    Outcomes outcomes = new Outcomes();
    try (Router router = router(client).listener(outcomes).build();
        ChatStream stream = router.stream(HELLO)) {
      waits(stream);
      client.release();
      ModelException e =
          catchThrowableOfType(
              ModelException.class, () -> stream.forEachRemaining(KeepAliveTest::isNothing));
      assertThat(e.kind()).isEqualTo(ModelException.SERVER_ERROR);
      assertThat(e.attempts()).extracting(Attempt::endpoint).containsExactly("desk", "one");
    }
    assertThat(outcomes.all).containsExactly("server_error after [server_error, server_error]");
  }

  private static void isNothing(ChatChunk chunk) {
    assertThat(chunk.isKeepAlive()).isTrue();
  }

  @Test
  void a_reader_who_leaves_before_the_answer_frees_the_only_place() throws Exception {
    FakeModelClient client =
        FakeModelClient.answering("fine")
            .on("desk", FakeReply.streams("late").afterRelease(), FakeReply.whole("next"));
    Outcomes outcomes = new Outcomes();
    try (Router router = router(client).listener(outcomes).build()) {
      ChatStream stream = router.stream(HELLO);
      waits(stream);
      stream.close();
      assertThat(stream.hasNext()).isFalse();
      assertThat(router.chat(HELLO).text()).isEqualTo("next");
      assertThat(outcomes.first()).isEqualTo("left after [cancelled]");
      assertThat(router.stats().models().get(0).failed()).isZero();
    }
    assertThat(client.targets()).containsExactly("desk", "desk");
  }

  @Test
  void without_keep_alives_the_calling_thread_waits() {
    FakeModelClient client =
        FakeModelClient.answering("fine").on("desk", FakeReply.streams("late").afterRelease());
    Thread caller = Thread.currentThread();
    client.onArrival(
        () -> {
          assertThat(Thread.currentThread()).isSameAs(caller);
          client.release();
        });
    try (Router router = router(client).keepAlive(Duration.ZERO).build();
        ChatStream stream = router.stream(HELLO)) {
      assertThat(stream.next().text()).isEqualTo("late");
    }
  }

  @Test
  void an_executor_that_has_no_thread_costs_the_keep_alives_only() {
    FakeModelClient client = FakeModelClient.replying(FakeReply.streams("fine"));
    try (Router router = router(client).executor(work -> {}).build()) {
      assertThat(router.stream(HELLO).collect().text()).isEqualTo("fine");
    }
  }

  @Test
  void what_forbids_the_call_is_known_at_once() {
    try (Router router = Router.builder(RouterConfig.parse(CONFIG)).build()) {
      assertThatIllegalStateException().isThrownBy(() -> router.stream(HELLO));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Router.builder(RouterConfig.parse(CONFIG)).keepAlive(Duration.ofNanos(-1)));
  }

  /** What became of requests, in order. */
  private static final class Outcomes implements RouterListener {
    final List<String> all = new CopyOnWriteArrayList<>();
    private final CountDownLatch one = new CountDownLatch(1);

    String first() throws InterruptedException {
      assertThat(one.await(1, TimeUnit.MINUTES)).isTrue();
      return all.get(0);
    }

    @Override
    public void completed(RouteTrace trace, Usage usage, List<Attempt> attempts) {
      add("answered", attempts);
    }

    @Override
    public void failed(RouteTrace trace, String kind, List<Attempt> attempts) {
      add(kind, attempts);
    }

    @Override
    public void cancelled(RouteTrace trace, Usage usage, List<Attempt> attempts) {
      add("left", attempts);
    }

    private void add(String outcome, List<Attempt> attempts) {
      all.add(outcome + " after " + attempts.stream().map(Attempt::outcome).toList());
      one.countDown();
    }
  }
}
