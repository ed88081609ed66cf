package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.Attempt;
import io.codingrouter.dispatch.FakeModelClient;
import io.codingrouter.dispatch.FakeReply;
import io.codingrouter.dispatch.ModelClient;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.Usage;
import io.codingrouter.telemetry.ModelStats;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.RouterListener;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to a request that was routed, and however it was made: it ends once. */
@Timeout(60)
class EndingsTest {

  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final Ledger ledger = new Ledger();

  @AfterEach
  void stop() {
    executor.shutdownNow();
    boolean unused = Thread.interrupted();
  }

  static Stream<Arguments> table() throws IllegalAccessException {
    List<EndingFate> fates = EndingFate.all();
    return Stream.of(EndingWay.values())
        .flatMap(way -> fates.stream().map(fate -> Arguments.of(way, fate)));
  }

  private Router.Builder router(EndingFate fate) {
    return router(fate.config(), fate.client());
  }

  private Router.Builder router(String config, @Nullable ModelClient client) {
    Router.Builder builder =
        Router.builder(RouterConfig.parse(config))
            .executor(executor)
            .listener(ledger)
            .listener(ledger.metrics());
    return client == null ? builder : builder.modelClient(client);
  }

  /** The ends of all requests, once nothing runs any more. */
  private List<String> endsOf(Router router) throws InterruptedException {
    router.close();
    executor.shutdown();
    assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(router.stats().models())
        .extracting(ModelStats::figures)
        .allMatch(figures -> figures.calls().inFlight() == 0);
    return ledger.ends();
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("table")
  void each_way_to_each_fate_ends_once(EndingWay way, EndingFate fate) throws Exception {
    Router router = router(fate).build();
    Throwable thrown = catchThrowable(() -> way.go(router, fate.request()));
    assertThat(thrown == null || way.compareTo(EndingWay.FUTURE_OF_A_ROUTE) <= 0).isTrue();
    assertThat(endsOf(router)).containsExactly(fate.end());
    if (fate.client() instanceof FakeModelClient fake) {
      assertThat(fake.openStreams()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(EndingWay.class)
  void without_keep_alives_too(EndingWay way) throws Exception {
    FakeModelClient client =
        FakeModelClient.replying(FakeReply.streams("s", "o"))
            .on("a", FakeReply.streams("so"), EndingFate.DOWN, FakeReply.cutAfter("s"))
            .on("b", FakeReply.fails(ModelException.BAD_REQUEST, false));
    Router router = router(EndingFate.CONFIG, client).keepAlive(Duration.ZERO).build();
    Throwable none = catchThrowable(() -> way.go(router, EndingFate.HELLO));
    Throwable refused = catchThrowable(() -> way.go(router, EndingFate.HELLO));
    Throwable cut = catchThrowable(() -> way.go(router, EndingFate.HELLO));
    assertThat(none).isNull();
    assertThat(refused == null).isEqualTo(cut == null);
    assertThat(endsOf(router)).containsExactlyInAnyOrder("completed", "failed", "failed");
  }

  @ParameterizedTest
  @EnumSource(EndingWay.class)
  void a_limit_refuses_the_second(EndingWay way) throws Exception {
    String limited = EndingFate.CONFIG.replace("    max_in_flight: 1\n", "    limits: {rpm: 1}\n");
    Router router = router(limited, FakeModelClient.answering("so")).build();
    for (int i = 0; i < 3; i++) {
      Throwable unused = catchThrowable(() -> way.go(router, EndingFate.HELLO));
    }
    assertThat(endsOf(router)).containsExactlyInAnyOrder("completed", "completed", "blocked");
  }

  /** Throws at everything. */
  private static RouterListener thrower(EndingFate.Thrown thrown) {
    return new RouterListener() {
      @Override
      public void routed(RouteTrace trace) {
        thrown.rise();
      }

      @Override
      public void attemptStarted(RouteTrace trace, String model, String endpoint) {
        thrown.rise();
      }

      @Override
      public void firstToken(RouteTrace trace, String model, String endpoint, Duration waited) {
        thrown.rise();
      }

      @Override
      public void attemptEnded(RouteTrace trace, Attempt attempt) {
        thrown.rise();
      }

      @Override
      public void completed(RouteTrace trace, Usage usage, List<Attempt> attempts) {
        thrown.rise();
      }

      @Override
      public void failed(RouteTrace trace, String kind, List<Attempt> attempts) {
        thrown.rise();
      }

      @Override
      public void charged(RouteTrace trace, String model, BigDecimal cost, String currency) {
        thrown.rise();
      }
    };
  }

  @ParameterizedTest
  @EnumSource(EndingWay.class)
  void a_listener_that_throws_changes_nothing_for_others(EndingWay way) throws Exception {
    List<EndingFate.Thrown> kinds =
        List.of(
            () -> new IllegalStateException("mine"),
            () -> new Exception("checked"),
            () -> new NoClassDefFoundError("mine"),
            () -> new AssertionError("mine"));
    FakeModelClient client =
        FakeModelClient.replying(FakeReply.streams("s", "o"))
            .on("a", EndingFate.DOWN, FakeReply.streams("x"));
    Router.Builder builder =
        Router.builder(RouterConfig.parse(EndingFate.CONFIG))
            .executor(executor)
            .modelClient(client);
    kinds.forEach(kind -> builder.listener(thrower(kind)));
    Router router = builder.listener(ledger).listener(ledger.metrics()).build();
    way.go(router, EndingFate.HELLO);
    way.go(router, EndingFate.HELLO);
    assertThat(endsOf(router)).containsExactly("completed", "completed");
  }

  @ParameterizedTest
  @EnumSource(EndingWay.class)
  void a_router_that_is_closed_once_it_has_routed(EndingWay way) throws Exception {
    Router[] closed = new Router[1];
    FakeModelClient client = FakeModelClient.answering("so");
    Router router =
        router(EndingFate.CONFIG, client)
            .listener(
                new RouterListener() {
                  @Override
                  public void routed(RouteTrace trace) {
                    closed[0].close();
                  }
                })
            .build();
    closed[0] = router;
    Throwable thrown = catchThrowable(() -> way.go(router, EndingFate.HELLO));
    if (way == EndingWay.CHAT_OF_A_ROUTE || way == EndingWay.STREAM_OF_A_ROUTE) {
      assertThat(thrown).isInstanceOf(IllegalStateException.class); // the host's to tell
    } else {
      assertThat(endsOf(router)).containsAnyOf("completed", "failed").hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(EndingWay.class)
  void an_interrupt_of_who_waits(EndingWay way) throws Exception {
    FakeModelClient client = FakeModelClient.replying(FakeReply.streams("late").afterRelease());
    Thread caller = Thread.currentThread();
    client.onArrival(
        way.isOnCaller() ? caller::interrupt : () -> Thread.currentThread().interrupt());
    Router router = router(EndingFate.CONFIG, client).build();
    Throwable unused = catchThrowable(() -> way.go(router, EndingFate.HELLO));
    assertThat(Thread.interrupted()).isEqualTo(way.isOnCaller());
    assertThat(endsOf(router)).containsExactly("cancelled");
    assertThat(client.openStreams()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = EndingWay.class,
      names = {"CHAT", "CHAT_OF_A_ROUTE", "STREAM", "STREAM_OF_A_ROUTE", "COLLECTED"})
  void an_interrupt_before_anything_was_asked(EndingWay way) throws Exception {
    Router router =
        router(EndingFate.CONFIG, FakeModelClient.answering("late")).executor(work -> {}).build();
    Thread.currentThread().interrupt();
    Throwable thrown = catchThrowable(() -> way.go(router, EndingFate.HELLO));
    assertThat(thrown).isInstanceOf(ModelException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(endsOf(router)).containsExactly("cancelled");
  }

  /** How a reader of a stream leaves. */
  private static Stream<Arguments> leavings() {
    return Stream.of(
        leaves("cancelled", "at once", stream -> {}),
        leaves("cancelled", "after a chunk", ChatStream::next),
        leaves("cancelled", "twice", ChatStream::close),
        leaves("completed", "after the last word", stream -> words(stream, 3)),
        leaves("completed", "past the end", stream -> words(stream, 4)));
  }

  private static Arguments leaves(String end, String name, Consumer<ChatStream> reading) {
    return Arguments.of(name, end, reading);
  }

  private static void words(ChatStream stream, int number) {
    for (int i = 0; i < number; i++) {
      Throwable past = catchThrowable(stream::next);
      assertThat(past == null).isEqualTo(i < 3);
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("leavings")
  void a_reader_who_leaves(String name, String end, Consumer<ChatStream> reading) throws Exception {
    FakeModelClient client = FakeModelClient.replying(FakeReply.streams("s", "o"));
    Router router = router(EndingFate.CONFIG, client).build();
    for (int i = 0; i < 2; i++) { // a place that is not given back is missing the second time
      ChatStream stream = router.stream(EndingFate.HELLO);
      reading.accept(stream);
      stream.close();
      assertThat(router.stats().models().get(0).failed()).isZero();
      assertThat(router.stats().models().get(0).figures().calls().failureRate()).isNotPositive();
    }
    assertThat(client.targets()).containsExactly("a", "a");
    assertThat(endsOf(router)).containsExactly(end, end);
    assertThat(client.openStreams()).isZero();
  }

  @Test
  void a_stream_that_is_closed_while_it_is_read() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    FakeModelClient client = FakeModelClient.replying(FakeReply.stallsAfter("s"));
    client.onArrival(arrived::countDown);
    Router router = router(EndingFate.CONFIG, client).build();
    ChatStream stream = router.stream(EndingFate.HELLO);
    stream.next();
    executor.execute(stream::close);
    Throwable unused = catchThrowable(stream::hasNext);
    assertThat(endsOf(router)).containsExactly("cancelled");
  }

  @Test
  void a_stream_that_is_left_while_no_model_answers() throws Exception {
    FakeModelClient client = FakeModelClient.replying(FakeReply.streams("late").afterRelease());
    Router router = router(EndingFate.CONFIG, client).keepAlive(Duration.ofMillis(2)).build();
    ChatStream stream = router.stream(EndingFate.HELLO);
    assertThat(stream.next().isKeepAlive()).isTrue();
    stream.close();
    assertThat(endsOf(router)).containsExactly("cancelled");
  }

  @Test
  void a_future_that_is_cancelled_before_its_turn_and_one_that_finds_no_thread() throws Exception {
    List<Runnable> queue = new ArrayList<>();
    FakeModelClient client = FakeModelClient.answering("never");
    Router router = router(EndingFate.CONFIG, client).executor(queue::add).build();
    CompletableFuture<?> future = router.chatAsync(router.route(EndingFate.HELLO));
    future.cancel(true);
    queue.forEach(Runnable::run);
    executor.shutdown();
    Router refusing =
        router(EndingFate.CONFIG, client).executor(executor).listener(RouterListener.NONE).build();
    assertThat(refusing.chatAsync(refusing.route(EndingFate.HELLO))).isCompletedExceptionally();
    assertThat(endsOf(router)).containsExactlyInAnyOrder("cancelled", "failed");
    assertThat(client.calls()).isEmpty();
  }

  @Test
  void a_future_that_is_cancelled_amid_its_call_or_times_out() throws Exception {
    CountDownLatch arrived = new CountDownLatch(2);
    FakeModelClient client = FakeModelClient.replying(FakeReply.whole("late").afterRelease());
    client.onArrival(arrived::countDown);
    String free = EndingFate.CONFIG.replace("      max_in_flight: 1\n", "");
    Router router = router(free, client).build();
    CompletableFuture<?> cancelled = router.chatAsync(EndingFate.HELLO);
    CompletableFuture<?> late = router.chatAsync(router.route(EndingFate.HELLO));
    arrived.await();
    cancelled.cancel(true);
    late.orTimeout(1, TimeUnit.MILLISECONDS);
    assertThat(endsOf(router)).containsExactly("cancelled", "cancelled");
  }

  @Test
  void a_subscription_that_is_cancelled_before_and_amid_its_call() throws Exception {
    CountDownLatch arrived = new CountDownLatch(2);
    FakeModelClient client = FakeModelClient.replying(FakeReply.streams("late").afterRelease());
    client.onArrival(arrived::countDown);
    String free = EndingFate.CONFIG.replace("      max_in_flight: 1\n", "");
    Router router = router(free, client).build();
    router.publish(router.route(EndingFate.HELLO)).subscribe(new Leaver(Flow.Subscription::cancel));
    AllReader one = new AllReader(router.publish(EndingFate.HELLO));
    AllReader other = new AllReader(router.publish(router.route(EndingFate.HELLO)));
    arrived.await();
    one.subscription.cancel();
    other.subscription.cancel();
    assertThat(endsOf(router)).containsExactly("cancelled", "cancelled", "cancelled");
    assertThat(client.openStreams()).isZero();
  }

  @Test
  void a_stream_whose_place_was_given_to_another() throws Exception {
    long[] now = new long[1];
    FakeModelClient client =
        FakeModelClient.replying(FakeReply.whole("so"))
            .on("a", FakeReply.stallsAfter("s"), EndingFate.DOWN);
    Router router =
        router(EndingFate.CONFIG, client).keepAlive(Duration.ZERO).nanoTime(() -> now[0]).build();
    ChatStream left = router.stream(EndingFate.HELLO);
    now[0] = Duration.ofHours(1).toNanos();
    router.chat(EndingFate.HELLO);
    assertThat(ledger.ends()).containsExactlyInAnyOrder("cancelled", "completed");
    assertThat(catchThrowable(left::hasNext)).isInstanceOf(ModelException.class);
    left.close();
    assertThat(endsOf(router)).containsExactlyInAnyOrder("cancelled", "completed");
    assertThat(client.openStreams()).isZero();
  }

  @Test
  void what_the_host_tells_once() throws Exception {
    Router router = router(EndingFate.CONFIG, null).build();
    ((Route.Forward) router.route(EndingFate.HELLO)).fail(new IllegalStateException("mine"));
    Route.Forward answered = (Route.Forward) router.route(EndingFate.HELLO);
    try (ChatStream stream = answered.complete(ChatStream.of(FakeReply.streams("s").chunks()))) {
      stream.next();
    }
    assertThat(catchThrowable(() -> router.chat(answered)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(endsOf(router)).containsExactlyInAnyOrder("failed", "cancelled");
  }

  @Test
  void a_route_that_is_refused_to_all_cannot_be_called_again() throws Exception {
    FakeModelClient client = FakeModelClient.answering("never");
    Router router = router(EndingFate.CONFIG + "advanced: {pii_detection: true}\n", client).build();
    Route route = router.route(EndingFate.HELLO);
    assertThat(catchThrowable(() -> router.chat(route))).isInstanceOf(BlockedException.class);
    assertThat(catchThrowable(() -> router.chat(route))).isInstanceOf(IllegalStateException.class);
    assertThat(router.stats().blocked()).isEqualTo(1);
    assertThat(endsOf(router)).containsExactly("blocked");
  }
}
