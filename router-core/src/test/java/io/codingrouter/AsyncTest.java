package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.codingrouter.dispatch.Attempt;
import io.codingrouter.dispatch.FakeModelClient;
import io.codingrouter.dispatch.FakeReply;
import io.codingrouter.dispatch.ModelCall;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.Usage;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.RouterListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that nobody waits for. */
@Timeout(120)
class AsyncTest {
  private static final ChatRequest HELLO = ChatRequest.user("hello");

  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    thread.shutdownNow();
  }

  private static Router router(FakeModelClient client, Executor executor) {
    return Router.builder(Fixtures.config()).modelClient(client).executor(executor).build();
  }

  /** Whether the executor's thread is free, and was left without an interrupt. */
  private void assertThreadIsWell() throws Exception {
    assertThat(thread.submit(() -> Thread.currentThread().isInterrupted()).get()).isFalse();
  }

  /** Takes what it is told, in the order of telling. */
  private static final class Reader implements Flow.Subscriber<ChatChunk> {
    final LinkedBlockingQueue<Object> signals = new LinkedBlockingQueue<>();
    volatile Flow.Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
    }

    @Override
    public void onNext(ChatChunk chunk) {
      signals.add(chunk.text());
    }

    @Override
    public void onError(Throwable failure) {
      signals.add(failure);
    }

    @Override
    public void onComplete() {
      signals.add("complete");
    }

    Object next() throws InterruptedException {
      Object signal = signals.poll(1, TimeUnit.MINUTES);
      assertThat(signal).as("a signal within a minute").isNotNull();
      return signal;
    }
  }

  @Test
  void the_reply_and_the_call_are_those_of_chat() throws Exception {
    FakeModelClient client = FakeModelClient.answering("because");
    try (Router router = router(client, thread)) {
      ChatRequest request =
          ChatRequest.user("prove it").toBuilder().timeout(Duration.ofSeconds(7)).build();
      ChatResponse blocking = router.chat(request);
      assertThat(router.chatAsync(request).get()).isEqualTo(blocking);
      assertThat(router.chatAsync(router.route(request)).get()).isEqualTo(blocking);
      assertThat(router.stats().models().get(1).answered()).isEqualTo(3);
    }
    assertThat(client.calls()).hasSize(3);
    ModelCall first = client.calls().get(0);
    assertThat(first.candidate().headers()).containsEntry("Authorization", "Bearer key-for-tests");
    for (ModelCall call : client.calls()) {
      assertThat(call.candidate().headers()).isEqualTo(first.candidate().headers());
      assertThat(call.request()).isEqualTo(first.request());
      assertThat(call.limits().total()).isLessThanOrEqualTo(Duration.ofSeconds(7));
    }
  }

  @Test
  void everything_happens_on_the_executor() throws Exception {
    List<Thread> threads = new ArrayList<>();
    RouterListener listener =
        new RouterListener() {
          @Override
          public void routed(RouteTrace trace) {
            threads.add(Thread.currentThread());
          }
        };
    FakeModelClient client = FakeModelClient.answering("x");
    client.onArrival(() -> threads.add(Thread.currentThread()));
    try (Router router =
        Router.builder(Fixtures.config())
            .modelClient(client)
            .executor(thread)
            .listener(listener)
            .build()) {
      router.chatAsync(HELLO).get();
    }
    assertThat(threads).hasSize(2).containsOnly(thread.submit(Thread::currentThread).get());
  }

  @Test
  void a_failure_is_the_exception_itself_and_wrapped_once_by_who_waits() {
    FakeModelClient client =
        FakeModelClient.replying(FakeReply.fails(ModelException.CONNECT, true));
    try (Router router = router(client, thread)) {
      CompletableFuture<ChatResponse> failed = router.chatAsync(ChatRequest.user("prove it"));
      ExecutionException waited = catchThrowableOfType(ExecutionException.class, failed::get);
      assertThat(waited).hasCauseInstanceOf(ModelException.class);
      assertThat(((ModelException) waited.getCause()).attempts()).hasSize(1);
      List<Throwable> handled = new ArrayList<>();
      var unused = failed.whenComplete((reply, failure) -> handled.add(failure));
      assertThat(handled).containsExactly(waited.getCause());
    }
  }

  @Test
  void a_blocked_request_and_a_closed_router_fail_the_future() {
    Router router = router(FakeModelClient.answering("x"), thread);
    ChatRequest unknown = HELLO.toBuilder().model("nobody").build();
    assertThat(router.chatAsync(unknown))
        .failsWithin(Duration.ofMinutes(1))
        .withThrowableOfType(ExecutionException.class)
        .havingCause()
        .isInstanceOf(BlockedException.class);
    router.close();
    assertThat(router.chatAsync(HELLO))
        .failsWithin(Duration.ofMinutes(1))
        .withThrowableOfType(ExecutionException.class)
        .havingCause()
        .isInstanceOf(IllegalStateException.class);
    assertThatNullPointerException().isThrownBy(() -> router.chatAsync((ChatRequest) null));
    assertThatNullPointerException().isThrownBy(() -> router.publish((ChatRequest) null));
  }

  @Test
  void cancelling_stops_the_call_and_leaves_the_thread_as_it_was() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    FakeModelClient client =
        FakeModelClient.replying(FakeReply.whole("late").afterRelease())
            .onArrival(arrived::countDown);
    try (Router router = router(client, thread)) {
      CompletableFuture<ChatResponse> future = router.chatAsync(HELLO);
      arrived.await();
      assertThat(future.cancel(false)).isTrue();
      assertThreadIsWell();
      assertThat(future).isCancelled();
      assertThat(catchThrowableOfType(CancellationException.class, future::join)).isNotNull();
      assertThat(client.openStreams()).isZero();
      assertThat(router.stats().models().get(0).figures().inFlight()).isZero();
    }
  }

  @Test
  void a_listener_hears_that_who_asked_has_left() throws Exception {
    List<String> heard = new ArrayList<>();
    RouterListener listener =
        new RouterListener() {
          @Override
          public void cancelled(RouteTrace trace, Usage usage, List<Attempt> attempts) {
            heard.add("cancelled " + attempts.get(0).outcome());
          }

          @Override
          public void failed(RouteTrace trace, String kind, List<Attempt> attempts) {
            heard.add("failed " + kind);
          }
        };
    CountDownLatch arrived = new CountDownLatch(1);
    FakeModelClient client =
        FakeModelClient.replying(FakeReply.whole("late").afterRelease())
            .onArrival(arrived::countDown);
    try (Router router =
        Router.builder(Fixtures.config())
            .modelClient(client)
            .executor(thread)
            .listener(listener)
            .build()) {
      CompletableFuture<ChatResponse> future = router.chatAsync(HELLO);
      arrived.await();
      future.cancel(true);
      assertThreadIsWell();
    }
    assertThat(heard).containsExactly("cancelled cancelled");
  }

  @Test
  void a_future_that_times_out_stops_the_call() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    FakeModelClient client =
        FakeModelClient.replying(FakeReply.stallsAfter("x")).onArrival(arrived::countDown);
    try (Router router = router(client, thread)) {
      CompletableFuture<ChatResponse> future = router.chatAsync(HELLO);
      arrived.await();
      future.orTimeout(1, TimeUnit.MILLISECONDS);
      ExecutionException waited = catchThrowableOfType(ExecutionException.class, future::get);
      assertThat(waited).hasCauseInstanceOf(TimeoutException.class);
      assertThreadIsWell();
      assertThat(client.openStreams()).isZero();
    }
  }

  @Test
  void what_is_cancelled_before_its_turn_asks_nobody() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    FakeModelClient client = FakeModelClient.answering("x");
    thread.execute(
        () -> {
          try {
            busy.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    try (Router router = router(client, thread)) {
      CompletableFuture<ChatResponse> future = router.chatAsync(HELLO);
      future.cancel(true);
      busy.countDown();
      assertThreadIsWell();
      assertThat(client.calls()).isEmpty();
      assertThat(router.stats().requests()).isZero();
    }
  }

  @Test
  void the_time_that_a_call_waits_for_a_thread_counts() {
    AtomicLong clock = new AtomicLong();
    List<Runnable> queue = new ArrayList<>();
    FakeModelClient client = FakeModelClient.answering("x");
    ChatRequest brief = HELLO.toBuilder().timeout(Duration.ofSeconds(5)).build();
    try (Router router =
        Router.builder(Fixtures.config())
            .modelClient(client)
            .executor(queue::add)
            .nanoTime(clock::get)
            .build()) {
      CompletableFuture<ChatResponse> future = router.chatAsync(brief);
      CompletableFuture<ChatResponse> routed = router.chatAsync(router.route(brief));
      Reader reader = new Reader();
      router.publish(brief).subscribe(reader);
      reader.subscription.request(1);
      queue.remove(2).run(); // it is routed, and its call waits for a thread
      clock.set(Duration.ofSeconds(6).toNanos());
      while (!queue.isEmpty()) {
        queue.remove(0).run();
      }
      for (CompletableFuture<ChatResponse> each : List.of(future, routed)) {
        ExecutionException failure = catchThrowableOfType(ExecutionException.class, each::get);
        assertThat(((ModelException) failure.getCause()).kind()).isEqualTo(ModelException.TIMEOUT);
      }
      assertThat(reader.signals)
          .hasSize(1)
          .allMatch(failure -> ((ModelException) failure).kind().equals(ModelException.TIMEOUT));
    }
    assertThat(client.calls()).isEmpty();
  }

  @Test
  void an_executor_that_takes_no_work_fails_the_future_and_the_publisher() throws Exception {
    thread.shutdown();
    try (Router router = router(FakeModelClient.answering("x"), thread)) {
      assertThat(router.chatAsync(HELLO)).isCompletedExceptionally();
      Reader reader = new Reader();
      router.publish(HELLO).subscribe(reader);
      reader.subscription.request(1);
      assertThat(reader.next()).isInstanceOf(RejectedExecutionException.class);
    }
  }

  @Test
  void more_calls_wait_at_once_than_a_fork_join_pool_has_threads() throws Exception {
    int calls = 12;
    CountDownLatch all = new CountDownLatch(calls);
    FakeModelClient client = FakeModelClient.answering("x");
    client.onArrival(
        () -> {
          all.countDown();
          try {
            all.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    ForkJoinPool pool = new ForkJoinPool(1);
    try (Router router = router(client, pool)) {
      List<CompletableFuture<ChatResponse>> futures = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        futures.add(router.chatAsync(ChatRequest.user("prove it")));
      }
      for (CompletableFuture<ChatResponse> future : futures) {
        assertThat(future.get().text()).isEqualTo("x");
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void a_publisher_makes_its_call_when_the_first_chunk_is_requested() throws Exception {
    FakeModelClient client = FakeModelClient.replying(FakeReply.streams("Hel", "lo"));
    try (Router router = router(client, thread)) {
      Reader reader = new Reader();
      router.publish(HELLO).subscribe(reader);
      assertThreadIsWell();
      assertThat(router.stats().requests()).isZero();
      reader.subscription.request(1);
      assertThat(reader.next()).isEqualTo("Hel");
      assertThreadIsWell(); // nobody waits for what is not requested
      assertThat(reader.signals).isEmpty();
      reader.subscription.request(Long.MAX_VALUE);
      assertThat(List.of(reader.next(), reader.next(), reader.next()))
          .containsExactly("lo", "", "complete");
      assertThat(client.calls().get(0).request().stream()).isTrue();
      assertThat(client.openStreams()).isZero();
    }
  }

  @Test
  void a_routed_request_is_published_once() throws Exception {
    try (Router router = router(FakeModelClient.answering("x"), thread)) {
      Route route = router.route(HELLO);
      Reader reader = new Reader();
      router.publish(route).subscribe(reader);
      reader.subscription.request(2);
      assertThat(List.of(reader.next(), reader.next())).containsExactly("x", "complete");
      Reader again = new Reader();
      router.publish(route).subscribe(again);
      again.subscription.request(1);
      assertThat(again.next()).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void failover_goes_on_behind_a_publisher_and_a_final_failure_is_its_error() throws Exception {
    FakeModelClient client =
        FakeModelClient.replying(FakeReply.fails(ModelException.SERVER_ERROR, true));
    try (Router router = router(client, thread)) {
      Reader reader = new Reader();
      router.publish(HELLO).subscribe(reader);
      reader.subscription.request(1);
      Object failure = reader.next();
      assertThat(failure).isInstanceOf(ModelException.class);
      assertThat(((ModelException) failure).attempts()).hasSize(1);
    }
  }

  @Test
  void cancelling_before_the_first_content_stops_the_call() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    FakeModelClient client =
        FakeModelClient.replying(FakeReply.streams("late").afterRelease())
            .onArrival(arrived::countDown);
    try (Router router = router(client, thread)) {
      Reader reader = new Reader();
      router.publish(HELLO).subscribe(reader);
      reader.subscription.request(1);
      arrived.await();
      reader.subscription.cancel();
      assertThreadIsWell();
      assertThat(reader.signals).isEmpty();
      assertThat(client.openStreams()).isZero();
    }
  }

  @Test
  void cancelling_amid_a_reply_closes_it_and_frees_its_place() throws Exception {
    FakeModelClient client = FakeModelClient.replying(FakeReply.stallsAfter("x"));
    try (Router router = router(client, thread)) {
      for (int i = 0; i < 3; i++) { // the model is local: one call at a time
        Reader reader = new Reader();
        router.publish(HELLO).subscribe(reader);
        reader.subscription.request(2);
        assertThat(reader.next()).isEqualTo("x");
        reader.subscription.cancel();
        assertThreadIsWell();
        assertThat(reader.signals).isEmpty();
        assertThat(client.openStreams()).isZero();
      }
    }
  }
}
