package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.Attempt;
import io.codingrouter.dispatch.FakeModelClient;
import io.codingrouter.dispatch.FakeReply;
import io.codingrouter.dispatch.ModelClient;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.Usage;
import io.codingrouter.telemetry.ModelStats;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.RouterListener;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
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
  private static final String CONFIG =
      """
      version: v0.1
      providers:
        reliability: {retry_count: 0}
        models:
          - name: one
            max_in_flight: 1
            endpoints: [{name: a, endpoint: "a.example"}]
            pricing: {prompt_per_1m: 1, completion_per_1m: 2}
          - name: two
            max_in_flight: 1
            endpoints: [{name: b, endpoint: "b.example"}]
        default_model: one
      signals:
        keywords: [{name: hours, keywords: [opening hours]}]
      decisions:
        - name: fixed
          priority: 10
          rules: {operator: OR, conditions: [{type: keyword, name: hours}]}
          modelRefs: [{model: one}]
          plugins: [{type: fast_response, configuration: {message: Nine to five.}}]
        - name: any
          modelRefs: [{model: one}, {model: two}]
      """;
  private static final ChatRequest HELLO = ChatRequest.user("hello");
  private static final FakeReply DOWN = FakeReply.fails(ModelException.SERVER_ERROR, true);

  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final Ledger ledger = new Ledger();

  @AfterEach
  void stop() {
    executor.shutdownNow();
    boolean unused = Thread.interrupted();
  }

  /** How a request is made, and its reply read to the end. */
  enum Way {
    CHAT {
      @Override
      void go(Router router, ChatRequest request) {
        router.chat(request);
      }
    },
    CHAT_OF_A_ROUTE {
      @Override
      void go(Router router, ChatRequest request) {
        router.chat(router.route(request));
      }
    },
    STREAM {
      @Override
      void go(Router router, ChatRequest request) {
        read(router.stream(request));
      }
    },
    STREAM_OF_A_ROUTE {
      @Override
      void go(Router router, ChatRequest request) {
        read(router.stream(router.route(request)));
      }
    },
    COLLECTED {
      @Override
      void go(Router router, ChatRequest request) {
        router.stream(request).collect();
      }
    },
    FUTURE {
      @Override
      void go(Router router, ChatRequest request) {
        router.chatAsync(request).join();
      }
    },
    FUTURE_OF_A_ROUTE {
      @Override
      void go(Router router, ChatRequest request) {
        router.chatAsync(router.route(request)).join();
      }
    },
    PUBLISHED {
      @Override
      void go(Router router, ChatRequest request) {
        new Reader(router.publish(request)).await();
      }
    },
    PUBLISHED_OF_A_ROUTE {
      @Override
      void go(Router router, ChatRequest request) {
        new Reader(router.publish(router.route(request))).await();
      }
    };

    /** Throws what that throws. */
    abstract void go(Router router, ChatRequest request);

    boolean isOnCaller() {
      return compareTo(COLLECTED) <= 0;
    }

    private static void read(ChatStream stream) {
      try (stream) {
        stream.forEachRemaining(chunk -> {});
      }
    }
  }

  /** Takes all chunks. */
  private static final class Reader implements Flow.Subscriber<ChatChunk> {
    private final CountDownLatch over = new CountDownLatch(1);
    volatile Flow.@Nullable Subscription subscription;

    Reader(Flow.Publisher<ChatChunk> publisher) {
      publisher.subscribe(this);
    }

    void await() {
      try {
        assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ChatChunk chunk) {}

    @Override
    public void onError(Throwable failure) {
      over.countDown();
    }

    @Override
    public void onComplete() {
      over.countDown();
    }
  }

  /** What happens to a request. */
  private record Fate(
      String name, String end, ChatRequest request, @Nullable ModelClient client, String config) {

    static Fate of(String end, FakeReply reply) {
      return new Fate(reply.end() + " " + reply.failure(), end, HELLO, replying(reply), CONFIG);
    }

    private static FakeModelClient replying(FakeReply reply) {
      return FakeModelClient.replying(reply);
    }

    Fate named(String other) {
      return new Fate(other, end, request, client, config);
    }

    /** A client of this kind on top. */
    Fate asked(ModelClient other) {
      return new Fate(name, end, request, other, config);
    }

    @Override
    public String toString() {
      return name + ": " + end;
    }
  }

  private static List<Fate> fates() throws IllegalAccessException {
    FakeReply answers = FakeReply.streams("s", "o");
    List<Fate> fates = new ArrayList<>();
    fates.add(Fate.of("completed", answers).named("streamed"));
    fates.add(Fate.of("completed", FakeReply.whole("so")).named("whole"));
    fates.add(
        Fate.of("completed", answers)
            .named("second")
            .asked(FakeModelClient.replying(answers).on("a", DOWN)));
    fates.add(new Fate("fixed", "replied", ChatRequest.user("opening hours?"), null, CONFIG));
    fates.add(
        new Fate(
            "unknown model", "blocked", HELLO.toBuilder().model("nobody").build(), null, CONFIG));
    fates.add(
        new Fate(
            "personal data",
            "blocked",
            HELLO,
            FakeModelClient.answering("never"),
            CONFIG + "advanced: {pii_detection: true}\n"));
    fates.add(new Fate("no client", "failed", HELLO, null, CONFIG));
    fates.add(Fate.of("failed", FakeReply.cutAfter()).named("cut at once"));
    fates.add(Fate.of("failed", FakeReply.cutAfter("s")).named("cut after content"));
    fates.add(throwing("client throws", () -> new IllegalStateException("mine")));
    fates.add(throwing("client throws an error", () -> new NoClassDefFoundError("mine")));
    fates.add(breaking("stream throws", 0, () -> new IllegalStateException("mine")));
    fates.add(breaking("stream throws an error", 0, () -> new StackOverflowError("mine")));
    fates.add(breaking("stream throws later", 2, () -> new IllegalStateException("mine")));
    fates.add(breaking("stream throws an error later", 2, () -> new AssertionError("mine")));
    for (Field field : ModelException.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
        String kind = (String) field.get(null);
        String end = kind.equals(ModelException.CANCELLED) ? "cancelled" : "failed";
        fates.add(Fate.of(end, FakeReply.fails(kind, false)).named(kind));
      }
    }
    return fates;
  }

  /** Makes what is thrown anew each time. */
  private interface Thrown {
    Throwable make();

    default void rise() {
      sneak(make());
    }

    @SuppressWarnings("unchecked") // so that a checked one need not be declared
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
      throw (E) thrown;
    }
  }

  private static Fate throwing(String name, Thrown thrown) {
    return new Fate(name, "failed", HELLO, call -> risen(thrown), CONFIG);
  }

  private static ChatStream risen(Thrown thrown) {
    thrown.rise();
    return ChatStream.of(List.of());
  }

  /** A stream that gives so many chunks, and then is no stream any more. */
  private static Fate breaking(String name, int chunks, Thrown thrown) {
    ModelClient client =
        call -> {
          ChatStream whole = ChatStream.of(FakeReply.stallsAfter("s", "o").chunks());
          return new ChatStream() {
            private int left = chunks;

            @Override
            public boolean hasNext() {
              if (left == 0) {
                thrown.rise();
              }
              return true;
            }

            @Override
            public ChatChunk next() {
              left--;
              return whole.next();
            }

            @Override
            public void close() {}
          };
        };
    return new Fate(name, "failed", HELLO, client, CONFIG);
  }

  static Stream<Arguments> table() throws IllegalAccessException {
    List<Fate> fates = fates();
    return Stream.of(Way.values())
        .flatMap(way -> fates.stream().map(fate -> Arguments.of(way, fate)));
  }

  private Router.Builder router(Fate fate) {
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
  void each_way_to_each_fate_ends_once(Way way, Fate fate) throws Exception {
    Router router = router(fate).build();
    Throwable thrown = catchThrowable(() -> way.go(router, fate.request()));
    assertThat(thrown == null || way.compareTo(Way.FUTURE_OF_A_ROUTE) <= 0).isTrue();
    assertThat(endsOf(router)).containsExactly(fate.end());
    if (fate.client() instanceof FakeModelClient fake) {
      assertThat(fake.openStreams()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void without_keep_alives_too(Way way) throws Exception {
    FakeModelClient client =
        FakeModelClient.replying(FakeReply.streams("s", "o"))
            .on("a", FakeReply.streams("so"), DOWN, FakeReply.cutAfter("s"))
            .on("b", FakeReply.fails(ModelException.BAD_REQUEST, false));
    Router router = router(CONFIG, client).keepAlive(Duration.ZERO).build();
    Throwable none = catchThrowable(() -> way.go(router, HELLO));
    Throwable refused = catchThrowable(() -> way.go(router, HELLO));
    Throwable cut = catchThrowable(() -> way.go(router, HELLO));
    assertThat(none).isNull();
    assertThat(refused == null).isEqualTo(cut == null);
    assertThat(endsOf(router)).containsExactlyInAnyOrder("completed", "failed", "failed");
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void a_limit_refuses_the_second(Way way) throws Exception {
    String limited = CONFIG.replace("    max_in_flight: 1\n", "    limits: {rpm: 1}\n");
    Router router = router(limited, FakeModelClient.answering("so")).build();
    for (int i = 0; i < 3; i++) {
      Throwable unused = catchThrowable(() -> way.go(router, HELLO));
    }
    assertThat(endsOf(router)).containsExactlyInAnyOrder("completed", "completed", "blocked");
  }

  /** Throws at everything. */
  private static RouterListener thrower(Thrown thrown) {
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
  @EnumSource(Way.class)
  void a_listener_that_throws_changes_nothing_for_others(Way way) throws Exception {
    List<Thrown> kinds =
        List.of(
            () -> new IllegalStateException("mine"),
            () -> new Exception("checked"),
            () -> new NoClassDefFoundError("mine"),
            () -> new AssertionError("mine"));
    FakeModelClient client =
        FakeModelClient.replying(FakeReply.streams("s", "o")).on("a", DOWN, FakeReply.streams("x"));
    Router.Builder builder =
        Router.builder(RouterConfig.parse(CONFIG)).executor(executor).modelClient(client);
    kinds.forEach(kind -> builder.listener(thrower(kind)));
    Router router = builder.listener(ledger).listener(ledger.metrics()).build();
    way.go(router, HELLO);
    way.go(router, HELLO);
    assertThat(endsOf(router)).containsExactly("completed", "completed");
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void a_router_that_is_closed_once_it_has_routed(Way way) throws Exception {
    Router[] closed = new Router[1];
    FakeModelClient client = FakeModelClient.answering("so");
    Router router =
        router(CONFIG, client)
            .listener(
                new RouterListener() {
                  @Override
                  public void routed(RouteTrace trace) {
                    closed[0].close();
                  }
                })
            .build();
    closed[0] = router;
    Throwable thrown = catchThrowable(() -> way.go(router, HELLO));
    if (way == Way.CHAT_OF_A_ROUTE || way == Way.STREAM_OF_A_ROUTE) {
      assertThat(thrown).isInstanceOf(IllegalStateException.class); // the host's to tell
    } else {
      assertThat(endsOf(router)).containsAnyOf("completed", "failed").hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void an_interrupt_of_who_waits(Way way) throws Exception {
    FakeModelClient client = FakeModelClient.replying(FakeReply.streams("late").afterRelease());
    Thread caller = Thread.currentThread();
    client.onArrival(
        way.isOnCaller() ? caller::interrupt : () -> Thread.currentThread().interrupt());
    Router router = router(CONFIG, client).build();
    Throwable unused = catchThrowable(() -> way.go(router, HELLO));
    assertThat(Thread.interrupted()).isEqualTo(way.isOnCaller());
    assertThat(endsOf(router)).containsExactly("cancelled");
    assertThat(client.openStreams()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"CHAT", "CHAT_OF_A_ROUTE", "STREAM", "STREAM_OF_A_ROUTE", "COLLECTED"})
  void an_interrupt_before_anything_was_asked(Way way) throws Exception {
    Router router = router(CONFIG, FakeModelClient.answering("late")).executor(work -> {}).build();
    Thread.currentThread().interrupt();
    Throwable thrown = catchThrowable(() -> way.go(router, HELLO));
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
    Router router = router(CONFIG, client).build();
    for (int i = 0; i < 2; i++) { // a place that is not given back is missing the second time
      ChatStream stream = router.stream(HELLO);
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
    Router router = router(CONFIG, client).build();
    ChatStream stream = router.stream(HELLO);
    stream.next();
    executor.execute(stream::close);
    Throwable unused = catchThrowable(stream::hasNext);
    assertThat(endsOf(router)).containsExactly("cancelled");
  }

  @Test
  void a_stream_that_is_left_while_no_model_answers() throws Exception {
    FakeModelClient client = FakeModelClient.replying(FakeReply.streams("late").afterRelease());
    Router router = router(CONFIG, client).keepAlive(Duration.ofMillis(2)).build();
    ChatStream stream = router.stream(HELLO);
    assertThat(stream.next().isKeepAlive()).isTrue();
    stream.close();
    assertThat(endsOf(router)).containsExactly("cancelled");
  }

  @Test
  void a_future_that_is_cancelled_before_its_turn_and_one_that_finds_no_thread() throws Exception {
    List<Runnable> queue = new ArrayList<>();
    FakeModelClient client = FakeModelClient.answering("never");
    Router router = router(CONFIG, client).executor(queue::add).build();
    CompletableFuture<?> future = router.chatAsync(router.route(HELLO));
    future.cancel(true);
    queue.forEach(Runnable::run);
    executor.shutdown();
    Router refusing =
        router(CONFIG, client).executor(executor).listener(RouterListener.NONE).build();
    assertThat(refusing.chatAsync(refusing.route(HELLO))).isCompletedExceptionally();
    assertThat(endsOf(router)).containsExactlyInAnyOrder("cancelled", "failed");
    assertThat(client.calls()).isEmpty();
  }

  @Test
  void a_future_that_is_cancelled_amid_its_call_or_times_out() throws Exception {
    CountDownLatch arrived = new CountDownLatch(2);
    FakeModelClient client = FakeModelClient.replying(FakeReply.whole("late").afterRelease());
    client.onArrival(arrived::countDown);
    String free = CONFIG.replace("      max_in_flight: 1\n", "");
    Router router = router(free, client).build();
    CompletableFuture<?> cancelled = router.chatAsync(HELLO);
    CompletableFuture<?> late = router.chatAsync(router.route(HELLO));
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
    String free = CONFIG.replace("      max_in_flight: 1\n", "");
    Router router = router(free, client).build();
    router
        .publish(router.route(HELLO))
        .subscribe(
            new Flow.Subscriber<>() {
              @Override
              public void onSubscribe(Flow.Subscription subscription) {
                subscription.cancel();
              }

              @Override
              public void onNext(ChatChunk chunk) {}

              @Override
              public void onError(Throwable failure) {}

              @Override
              public void onComplete() {}
            });
    Reader one = new Reader(router.publish(HELLO));
    Reader other = new Reader(router.publish(router.route(HELLO)));
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
        FakeModelClient.replying(FakeReply.whole("so")).on("a", FakeReply.stallsAfter("s"), DOWN);
    Router router = router(CONFIG, client).keepAlive(Duration.ZERO).nanoTime(() -> now[0]).build();
    ChatStream left = router.stream(HELLO);
    now[0] = Duration.ofHours(1).toNanos();
    router.chat(HELLO);
    assertThat(ledger.ends()).containsExactlyInAnyOrder("cancelled", "completed");
    assertThat(catchThrowable(left::hasNext)).isInstanceOf(ModelException.class);
    left.close();
    assertThat(endsOf(router)).containsExactlyInAnyOrder("cancelled", "completed");
    assertThat(client.openStreams()).isZero();
  }

  @Test
  void what_the_host_tells_once() throws Exception {
    Router router = router(CONFIG, null).build();
    ((Route.Forward) router.route(HELLO)).fail(new IllegalStateException("mine"));
    Route.Forward answered = (Route.Forward) router.route(HELLO);
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
    Router router = router(CONFIG + "advanced: {pii_detection: true}\n", client).build();
    Route route = router.route(HELLO);
    assertThat(catchThrowable(() -> router.chat(route))).isInstanceOf(BlockedException.class);
    assertThat(catchThrowable(() -> router.chat(route))).isInstanceOf(IllegalStateException.class);
    assertThat(router.stats().blocked()).isEqualTo(1);
    assertThat(endsOf(router)).containsExactly("blocked");
  }
}
