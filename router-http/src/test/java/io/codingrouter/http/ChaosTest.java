package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.codingrouter.Router;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.Attempt;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.http.ChaoticEndpoint.Fault;
import io.codingrouter.http.ChaoticEndpoint.Mood;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.RouterListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * Four endpoints on real sockets that fail at random, and many threads that ask them, for whole
 * replies and for streams. Every call ends in its own answer or a typed failure, in time, and
 * nothing is left behind.
 *
 * <p>The 20,000 calls, on platform threads and on virtual ones, and how far calls go beyond their
 * deadlines:
 *
 * <pre>{@code
 * mvn -Pslow test -pl router-http -am -Dtest=ChaosTest -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 */
@Timeout(300)
class ChaosTest {
  private static final int THREADS = 32;
  private static final int PLACES = 6; // at each endpoint
  private static final Duration SILENCE = Duration.ofMillis(200);
  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final String CONFIG =
      """
      version: v0.1
      providers:
        default_model: small
        reliability:
          first_byte_timeout: 200ms
          idle_timeout: 200ms
          retry_back_off_base: 1ms
          retry_back_off_max: 5ms
          retry_after_max: 2s
          base_ejection_time: 50ms
        models:
          - name: small
            endpoints: [{name: a, endpoint: "%s"}, {name: b, endpoint: "%s"}]
            max_in_flight: 6
          - name: large
            endpoints: [{name: c, endpoint: "%s"}, {name: d, endpoint: "%s"}]
            max_in_flight: 6
            on_full: next
      decisions:
        - name: any
          modelRefs: [{model: small}, {model: large}]
      """;

  private final ConnectionPool pool = new ConnectionPool(PLACES * 4, 5, TimeUnit.MINUTES);
  private final OkHttpClient okhttp = new OkHttpClient.Builder().connectionPool(pool).build();
  private final List<ChaoticEndpoint> endpoints = new ArrayList<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();
  private final Queue<Long> late = new ConcurrentLinkedQueue<>(); // nanoseconds beyond a limit
  private final Attempts attempts = new Attempts();
  private final Hiccups hiccups = new Hiccups();
  private Router router;

  /** Counts attempts. */
  private static final class Attempts implements RouterListener {
    final AtomicInteger started = new AtomicInteger();
    final AtomicInteger ended = new AtomicInteger();

    @Override
    public void attemptStarted(RouteTrace trace, String model, String endpoint) {
      started.incrementAndGet();
    }

    @Override
    public void attemptEnded(RouteTrace trace, Attempt attempt) {
      ended.incrementAndGet();
    }
  }

  @BeforeEach
  void start() throws Exception {
    for (String name : List.of("a", "b", "c", "d")) {
      endpoints.add(new ChaoticEndpoint(name, 20_261_125));
    }
    Object[] addresses = endpoints.stream().map(each -> each.base().getAuthority()).toArray();
    router =
        Router.builder(RouterConfig.parse(CONFIG.formatted(addresses)))
            .modelClient(HttpModelClient.create(okhttp))
            .listener(attempts)
            .build();
  }

  @AfterEach
  void stop() throws Exception {
    hiccups.close();
    router.close();
    okhttp.dispatcher().executorService().shutdownNow();
    for (ChaoticEndpoint endpoint : endpoints) {
      endpoint.close();
    }
  }

  @Test
  void every_call_ends_in_its_own_answer_or_a_typed_failure_and_nothing_is_left_behind()
      throws Exception {
    askAll(2_000, THREADS, Executors.newFixedThreadPool(THREADS));
    assertNothingIsLeft();
    assertThat(late(0.99))
        .as("a machine may be busy, and stand still")
        .isLessThan(hiccups.quantile(1).plusSeconds(5));
  }

  @Test
  @Tag("slow")
  void twenty_thousand_calls_end_and_no_later_than_50_ms_beyond_their_deadlines() throws Exception {
    warmUp();
    askAll(20_000, THREADS, Executors.newFixedThreadPool(THREADS));
    assertNothingIsLeft();
    assertThat(late(0.99)).isLessThan(hiccups.quantile(0.99).plusMillis(50));
  }

  @Test
  @Tag("slow")
  @EnabledForJreRange(min = JRE.JAVA_21)
  void twenty_thousand_calls_end_on_virtual_threads_too() throws Exception {
    warmUp();
    askAll(20_000, THREADS, virtualThreads());
    assertNothingIsLeft();
    assertThat(late(0.99)).isLessThan(hiccups.quantile(0.99).plusMillis(50));
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void virtual_threads_are_as_good() throws Exception {
    askAll(1_000, THREADS, virtualThreads());
    assertNothingIsLeft();
  }

  // The first calls wait for classes to be loaded, by 32 threads at once.
  private void warmUp() throws Exception {
    askAll(1_000, THREADS, Executors.newFixedThreadPool(THREADS));
    answered.set(0);
    failures.clear();
    late.clear();
  }

  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  private void askAll(int calls, int threads, ExecutorService executor) throws Exception {
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int number = thread;
        all.add(
            executor.submit(
                () -> {
                  SplittableRandom random = new SplittableRandom(number);
                  for (int i = number; i < calls; i += threads) {
                    ask("n" + i, random);
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      executor.shutdownNow();
    }
    report(calls);
    assertThat(answered.get() + failures.values().stream().mapToInt(n -> n).sum()).isEqualTo(calls);
    assertThat(answered.get()).as("%s", failures).isGreaterThan(calls / 2);
    for (ChaoticEndpoint endpoint : endpoints) {
      assertThat(endpoint.made().keySet()).containsExactlyInAnyOrder(Fault.values());
    }
  }

  private void report(int calls) {
    System.out.printf(
        "%d calls, %d requests: %d answered, failed %s;%n"
            + "%d ran into a limit, and went beyond it by %d ms (p50), %d ms (p99);"
            + " the machine woke a thread %d ms late (p50), %d ms (p99)%n",
        calls,
        requests(),
        answered.get(),
        failures,
        late.size(),
        late(0.5).toMillis(),
        late(0.99).toMillis(),
        hiccups.quantile(0.5).toMillis(),
        hiccups.quantile(0.99).toMillis());
  }

  /** How far calls went beyond their limits; a machine's own lateness is told beside it. */
  private Duration late(double quantile) {
    return Hiccups.quantile(late, quantile);
  }

  private int requests() {
    return endpoints.stream().mapToInt(ChaoticEndpoint::requests).sum();
  }

  private void ask(String nonce, SplittableRandom random) {
    Duration deadline =
        random.nextInt(4) == 0 ? Duration.ofMillis(20 + random.nextInt(300)) : PATIENT;
    ChatRequest request = request(nonce, List.of("auto", "small", "large").get(random.nextInt(3)));
    ChatRequest limited = request.toBuilder().timeout(deadline).build();
    boolean streamed = random.nextBoolean();
    int most = random.nextInt(4) == 0 ? random.nextInt(30) : Integer.MAX_VALUE;
    try {
      if (streamed) {
        read(timed(deadline, () -> router.stream(limited)), nonce, most);
      } else {
        String answer = timed(deadline, () -> router.chat(limited).text());
        assertThat(endpoints).extracting(each -> each.expected(nonce)).contains(answer);
      }
      answered.incrementAndGet();
    } catch (ModelException e) {
      assertThat(e.kind()).as("%s", e).isIn(KINDS);
      failures.merge(e.kind(), 1, Integer::sum);
    }
  }

  private static ChatRequest request(String nonce, String model) {
    return ChatRequest.user(ChaoticEndpoint.question(nonce)).toBuilder().model(model).build();
  }

  /** Reads a stream to its end, or leaves when it has some characters. */
  private void read(ChatStream stream, String nonce, int most) {
    try (stream) {
      StringBuilder text = new StringBuilder();
      while (text.length() < most && timed(SILENCE, stream::hasNext)) {
        text.append(stream.next().text());
      }
      assertThat(endpoints)
          .extracting(each -> each.expected(nonce))
          .anyMatch(
              all ->
                  most == Integer.MAX_VALUE
                      ? all.contentEquals(text)
                      : all.startsWith(text.toString()));
    }
  }

  /** Notes how far something goes beyond its time. */
  private <T> T timed(Duration limit, Supplier<T> supplier) {
    long start = System.nanoTime();
    try {
      return supplier.get();
    } finally {
      long beyond = System.nanoTime() - start - limit.toNanos();
      if (beyond > 0) {
        late.add(beyond);
      }
    }
  }

  private static final List<String> KINDS =
      List.of(
          ModelException.SERVER_ERROR,
          ModelException.RATE_LIMITED,
          ModelException.TRUNCATED,
          ModelException.MALFORMED,
          ModelException.TIMEOUT,
          ModelException.BUSY,
          ModelException.UNAVAILABLE);

  private void assertNothingIsLeft() {
    assertThat(attempts.ended).hasValue(attempts.started.get());
    assertThat(requests()).as("nothing is sent twice").isLessThanOrEqualTo(attempts.started.get());
    assertIdle();
    assertAllPlacesCanBeTaken();
    assertIdle();
    pool.evictAll();
    await(() -> "all connections closed", () -> connections() == 0);
  }

  private void assertIdle() {
    await(
        () -> "no call runs",
        () -> ((ThreadPoolExecutor) okhttp.dispatcher().executorService()).getActiveCount() == 0);
    await(
        () -> "no connection is in use",
        () -> pool.connectionCount() == pool.idleConnectionCount());
    await(
        () -> "open connections: " + connections() + ", of which known: " + pool.connectionCount(),
        () -> connections() == pool.connectionCount());
    assertThat(router.stats().models())
        .allSatisfy(model -> assertThat(model.figures().inFlight()).isZero());
  }

  private int connections() {
    return endpoints.stream().mapToInt(ChaoticEndpoint::open).sum();
  }

  /** As many streams as there are places, all at once, and not one more. */
  private void assertAllPlacesCanBeTaken() {
    endpoints.forEach(each -> each.become(Mood.CALM));
    for (ChaoticEndpoint endpoint : endpoints) {
      int before = endpoint.requests();
      String model = endpoints.indexOf(endpoint) < 2 ? "small" : "large";
      await(() -> "asked again", () -> isAnswered(model) && endpoint.requests() > before);
    }
    endpoints.forEach(each -> each.become(Mood.HOLDING));
    List<ChatStream> held = new ArrayList<>();
    try {
      for (String model : List.of("small", "large")) {
        for (int i = 0; i < 2 * PLACES; i++) {
          held.add(router.stream(request("hold", model)));
        }
        ChatRequest oneMore = request("hold", model).toBuilder().timeout(SILENCE).build();
        assertThat(catchThrowableOfType(ModelException.class, () -> router.stream(oneMore)).kind())
            .isIn(ModelException.TIMEOUT, ModelException.BUSY);
      }
      await(
          () -> "all places are taken, and no more",
          () -> endpoints.stream().allMatch(each -> each.held() == PLACES));
    } finally {
      held.forEach(ChatStream::close);
    }
    await(() -> "all are let go", () -> endpoints.stream().allMatch(each -> each.held() == 0));
  }

  private boolean isAnswered(String model) {
    try {
      return !router.chat(request("calm", model)).text().isEmpty();
    } catch (ModelException e) {
      return false;
    }
  }

  private static void await(Supplier<String> what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as(what.get())
          .isLessThan(Duration.ofMinutes(1));
      LockSupport.parkNanos(1_000_000);
    }
  }
}
