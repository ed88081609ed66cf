package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.dispatch.FakeModelClient;
import io.codingrouter.dispatch.FakeReply;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many threads a published reply holds: one while a model is waited for, none at rest. */
@Timeout(60)
class PublishedThreadsTest {
  private static final ChatRequest HELLO = ChatRequest.user("hello");
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration AT_ONCE = Duration.ofMillis(2);

  private final CountDownLatch arrived = new CountDownLatch(1);
  private final FakeModelClient client =
      FakeModelClient.replying(FakeReply.streams("Hel", "lo").afterRelease())
          .onArrival(arrived::countDown);
  private final Counting executor = new Counting();
  private final Reader reader = new Reader();

  @AfterEach
  void stop() {
    client.release();
    executor.threads.shutdownNow();
  }

  /** Counts the tasks that hold a thread, or shall. */
  private static final class Counting implements Executor {
    final ExecutorService threads = Executors.newCachedThreadPool();
    private int held; // guarded by this

    @Override
    public void execute(Runnable task) {
      count(1);
      threads.execute(
          () -> {
            try {
              task.run();
            } finally {
              count(-1);
            }
          });
    }

    private synchronized void count(int change) {
      held += change;
      notifyAll();
    }

    /** Waits until so many threads are held. */
    synchronized void settlesAt(int number) throws InterruptedException {
      while (held != number) {
        wait();
      }
    }
  }

  private static final class Reader implements Flow.Subscriber<ChatChunk> {
    final LinkedBlockingQueue<String> signals = new LinkedBlockingQueue<>();
    volatile Flow.@Nullable Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
    }

    @Override
    public void onNext(ChatChunk chunk) {
      signals.add(chunk.isKeepAlive() ? "alive" : chunk.text());
    }

    @Override
    public void onError(Throwable failure) {
      signals.add(failure.toString());
    }

    @Override
    public void onComplete() {
      signals.add("complete");
    }

    String next() throws InterruptedException {
      String signal = signals.poll(30, TimeUnit.SECONDS);
      assertThat(signal).as("a signal within 30 s").isNotNull();
      return signal;
    }

    String nextButAlive() throws InterruptedException {
      String signal = next();
      while (signal.equals("alive")) {
        signal = next();
      }
      return signal;
    }
  }

  private Router router(Executor on, Duration keepAlive) {
    return Router.builder(Fixtures.config())
        .modelClient(client)
        .executor(on)
        .keepAlive(keepAlive)
        .build();
  }

  @Test
  void one_thread_waits_for_the_first_content_and_none_for_who_asks_for_no_more() throws Exception {
    try (Router router = router(executor, NEVER)) {
      router.publish(HELLO).subscribe(reader);
      executor.settlesAt(0);
      reader.subscription.request(1);
      arrived.await();
      executor.settlesAt(1);
      client.release();
      assertThat(reader.next()).isEqualTo("Hel");
      executor.settlesAt(0);
      reader.subscription.request(9);
      assertThat(reader.next()).isEqualTo("lo");
      assertThat(reader.next()).isEmpty();
      assertThat(reader.next()).isEqualTo("complete");
      executor.settlesAt(0);
    }
  }

  @Test
  void further_demand_while_nothing_is_here_holds_no_more() throws Exception {
    try (Router router = router(executor, NEVER)) {
      router.publish(HELLO).subscribe(reader);
      reader.subscription.request(1);
      arrived.await();
      executor.settlesAt(1);
      for (int i = 0; i < 100; i++) {
        reader.subscription.request(1);
      }
      executor.settlesAt(1);
      client.release();
      assertThat(reader.next()).isEqualTo("Hel");
      assertThat(reader.next()).isEqualTo("lo");
      assertThat(reader.next()).isEmpty();
      assertThat(reader.next()).isEqualTo("complete");
    }
  }

  @Test
  void cancelling_frees_it() throws Exception {
    try (Router router = router(executor, NEVER)) {
      router.publish(HELLO).subscribe(reader);
      reader.subscription.request(1);
      arrived.await();
      reader.subscription.cancel();
      executor.settlesAt(0);
      assertThat(reader.signals).isEmpty();
    }
  }

  @Test
  void a_reader_is_kept_alive_all_the_same() throws Exception {
    try (Router router = router(executor, AT_ONCE)) {
      router.publish(HELLO).subscribe(reader);
      reader.subscription.request(2);
      assertThat(reader.next()).isEqualTo("alive");
      assertThat(reader.next()).isEqualTo("alive");
      executor.settlesAt(1); // who asks for no more is not kept alive either
      assertThat(reader.signals).isEmpty();
      client.release();
      reader.subscription.request(Long.MAX_VALUE);
      assertThat(reader.nextButAlive()).isEqualTo("Hel");
      assertThat(reader.next()).as("after the first content").isEqualTo("lo");
      assertThat(reader.next()).isEmpty();
      assertThat(reader.next()).isEqualTo("complete");
    }
  }

  @Test
  void a_stream_that_no_model_has_begun_when_it_is_published_does_as_well() throws Exception {
    try (Router router = router(executor, AT_ONCE)) {
      ChatStream stream = router.stream(HELLO);
      executor.settlesAt(1);
      stream.publisher(executor).subscribe(reader);
      reader.subscription.request(3);
      for (int i = 0; i < 3; i++) {
        assertThat(reader.next()).isEqualTo("alive");
      }
      executor.settlesAt(1);
      client.release();
      reader.subscription.request(Long.MAX_VALUE);
      assertThat(reader.nextButAlive()).isEqualTo("Hel");
    }
  }

  @Test
  void an_executor_of_one_thread_is_enough() throws Exception {
    ExecutorService one = Executors.newSingleThreadExecutor();
    try (Router router = router(one, AT_ONCE)) {
      router.publish(HELLO).subscribe(reader);
      reader.subscription.request(Long.MAX_VALUE);
      arrived.await();
      client.release();
      assertThat(reader.nextButAlive()).isEqualTo("Hel");
    } finally {
      one.shutdownNow();
    }
  }

  @Test
  void an_executor_that_runs_what_it_is_given_at_once_too() throws Exception {
    client.release();
    try (Router router = router(Runnable::run, NEVER)) {
      router.publish(HELLO).subscribe(reader);
      reader.subscription.request(Long.MAX_VALUE);
      assertThat(reader.signals).containsExactly("Hel", "lo", "", "complete");
    }
  }
}
