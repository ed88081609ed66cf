package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.FakeReply;
import io.codingrouter.dispatch.ModelCall;
import io.codingrouter.dispatch.ModelClient;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The first content, the deadline, and whoever leaves, all at about the same time: each request
 * ends once, gives its place back, and closes what was opened. A place that is lost would let the
 * next request wait for ever.
 */
@Timeout(120)
class EndingRacesTest {
  private static final int REQUESTS = 1_000;
  private static final String CONFIG =
      """
      version: v0.1
      providers:
        reliability: {retry_count: 0, consecutive_5xx: 0, failure_percentage_threshold: 0}
        models:
          - name: one
            max_in_flight: 1
            endpoints: [{name: a, endpoint: "a.example"}]
        default_model: one
      """;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Ledger ledger = new Ledger();
  private final AtomicInteger open = new AtomicInteger();
  private final Random random = new Random(4711);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** Answers about when it is told to leave, or its time is over. */
  private final class Prompt implements ModelClient {
    private final Random delays = new Random(42); // used by one call at a time

    @Override
    public ChatStream send(ModelCall call) {
      LockSupport.parkNanos(delays.nextInt(300_000));
      if (Thread.currentThread().isInterrupted() || call.isCancelled()) {
        throw ModelException.builder(ModelException.CANCELLED, "left").build();
      }
      Iterator<ChatChunk> chunks = FakeReply.streams("s", "o").chunks().iterator();
      open.incrementAndGet();
      return new ChatStream() {
        private final AtomicInteger closes = new AtomicInteger();

        @Override
        public boolean hasNext() {
          return chunks.hasNext();
        }

        @Override
        public ChatChunk next() {
          return chunks.next();
        }

        @Override
        public void close() {
          if (closes.getAndIncrement() == 0) {
            open.decrementAndGet();
          }
        }
      };
    }
  }

  private enum Race {
    /** A reader against somebody who closes its stream. */
    CLOSED {
      @Override
      void run(Router router, ChatRequest request, Runnable soon, ExecutorService threads)
          throws Exception {
        ChatStream stream = router.stream(request);
        Future<?> other =
            threads.submit(
                () -> {
                  soon.run();
                  stream.close();
                });
        Throwable unused = catchThrowable(() -> stream.forEachRemaining(chunk -> {}));
        stream.close();
        other.get();
      }
    },
    /** A future against its being cancelled. */
    CANCELLED {
      @Override
      void run(Router router, ChatRequest request, Runnable soon, ExecutorService threads) {
        CompletableFuture<?> future = router.chatAsync(router.route(request));
        soon.run();
        future.cancel(true);
      }
    },
    /** A publisher against its subscriber's leaving. */
    UNSUBSCRIBED {
      @Override
      void run(Router router, ChatRequest request, Runnable soon, ExecutorService threads) {
        router
            .publish(router.route(request))
            .subscribe(
                new Leaver(
                    subscription -> {
                      subscription.request(Long.MAX_VALUE);
                      threads.execute(
                          () -> {
                            soon.run();
                            subscription.cancel();
                          });
                    }));
      }
    },
    /** The first content against the deadline. */
    LATE {
      @Override
      void run(Router router, ChatRequest request, Runnable soon, ExecutorService threads) {
        Throwable unused =
            catchThrowable(
                () ->
                    router.stream(request.toBuilder().timeout(Duration.ofNanos(200_000)).build())
                        .collect());
      }
    },
    /** A caller against an interrupt of its thread. */
    INTERRUPTED {
      @Override
      void run(Router router, ChatRequest request, Runnable soon, ExecutorService threads)
          throws Exception {
        Thread caller = Thread.currentThread();
        Future<?> other =
            threads.submit(
                () -> {
                  soon.run();
                  caller.interrupt();
                });
        Throwable unused = catchThrowable(() -> router.stream(request).collect());
        while (!other.isDone()) {
          Thread.onSpinWait();
        }
        assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
      }
    };

    abstract void run(Router router, ChatRequest request, Runnable soon, ExecutorService threads)
        throws Exception;
  }

  @ParameterizedTest
  @EnumSource
  void each_request_ends_once(Race race) throws Exception {
    Router router =
        Router.builder(RouterConfig.parse(CONFIG))
            .modelClient(new Prompt())
            .executor(threads)
            .keepAlive(Duration.ofNanos(100_000))
            .listener(ledger)
            .listener(ledger.metrics())
            .build();
    for (int i = 0; i < REQUESTS; i++) {
      int nanos = random.nextInt(400_000);
      race.run(router, ChatRequest.user("hello"), () -> LockSupport.parkNanos(nanos), threads);
    }
    router.chat(ChatRequest.user("the place is free"));
    threads.shutdown();
    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    assertThat(ledger.endsOfRaces())
        .hasSize(REQUESTS + 1)
        .isSubsetOf("completed", "cancelled", "failed");
    assertThat(open).hasValue(0);
    assertThat(router.stats().models().get(0).figures().calls().inFlight()).isZero();
  }
}
