package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.codingrouter.dispatch.CallLimits;
import io.codingrouter.dispatch.ModelCall;
import io.codingrouter.dispatch.ModelException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

class LimitsTest extends HttpTest {
  private static final MockResponse SILENT =
      new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();

  @Test
  void a_server_that_never_begins_runs_out_of_time() {
    server.enqueue(SILENT);
    ModelException failure = failure(call(base(), new CallLimits(LONG, SHORT, LONG, LONG)));
    assertThat(failure.kind()).isEqualTo(ModelException.TIMEOUT);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure).hasMessageContaining("did not begin to answer within 150 ms");
  }

  @Test
  void a_server_that_is_silent_after_its_head_has_stalled() {
    server.enqueue(
        new MockResponse.Builder()
            .body(ANSWER)
            .onResponseBody(SocketEffect.Stall.INSTANCE)
            .build());
    ModelException failure = failure(call(base(), new CallLimits(LONG, LONG, SHORT, LONG)));
    assertThat(failure.kind()).isEqualTo(ModelException.TIMEOUT);
    assertThat(failure).hasMessageContaining("(limit: stall)");
  }

  @Test
  void a_body_that_drips_does_not_stall_but_has_a_total() {
    CallLimits limits = new CallLimits(LONG, LONG, SHORT, Duration.ofMillis(300));
    onAnyMachine(
        () -> {
          server.enqueue(
              new MockResponse.Builder()
                  .body(ANSWER)
                  .throttleBody(2, 20, TimeUnit.MILLISECONDS)
                  .build());
          ModelException failure = failure(call(base(), limits));
          assertThat(failure.kind()).isEqualTo(ModelException.TIMEOUT);
          assertThat(failure).hasMessageContaining("did not finish within 300 ms (limit: total)");
        });
  }

  @Test
  void a_connection_that_is_not_taken_runs_out_of_time() {
    OkHttpClient given =
        new OkHttpClient.Builder()
            .dns(
                host -> {
                  try {
                    new CountDownLatch(1).await(LONG.toMillis(), TimeUnit.MILLISECONDS);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  return List.of();
                })
            .build();
    try (HttpModelClient sharing = HttpModelClient.create(given)) {
      ModelException failure =
          catchThrowableOfType(
              ModelException.class,
              () ->
                  sharing.send(
                      call(
                          URI.create("http://slow.lan/v1"),
                          new CallLimits(SHORT, LONG, LONG, LONG))));
      assertThat(failure.kind()).isEqualTo(ModelException.TIMEOUT);
      assertThat(failure).hasMessageContaining("(limit: connect)");
    } finally {
      given.dispatcher().executorService().shutdownNow();
    }
  }

  /** Never answers; runs this on the server's thread when a request has arrived. */
  private void silentAfter(Runnable action) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            action.run();
            return SILENT;
          }
        });
  }

  @Test
  void cancelling_from_elsewhere_ends_the_wait_within_100_ms() {
    onAnyMachine(
        () -> {
          ModelCall call = call(base());
          AtomicLong cancelledAt = new AtomicLong();
          silentAfter(
              () -> {
                cancelledAt.set(System.nanoTime());
                call.cancel();
              });
          ModelException failure = failure(call);
          long waited = System.nanoTime() - cancelledAt.get();
          assertThat(failure.kind()).isEqualTo(ModelException.CANCELLED);
          assertThat(Duration.ofNanos(waited)).isLessThan(Duration.ofMillis(100));
        });
  }

  @Test
  void a_call_that_is_already_cancelled_is_not_sent() {
    ModelCall call = call(base());
    call.cancel();
    assertThat(failure(call).kind()).isEqualTo(ModelException.CANCELLED);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void an_interrupt_ends_the_wait_and_stays_visible() {
    silentAfter(Thread.currentThread()::interrupt);
    ModelException failure = failure(call(base()));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.kind()).isEqualTo(ModelException.CANCELLED);
  }

  @Test
  void closing_the_client_ends_the_wait() {
    silentAfter(client::close);
    assertThat(failure(call(base())).kind()).isEqualTo(ModelException.CANCELLED);
  }

  @Test
  void more_calls_than_okhttp_allows_a_host_run_side_by_side() throws Exception {
    int calls = 12;
    CountDownLatch together = new CountDownLatch(calls);
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            together.countDown();
            return together.await(1, TimeUnit.MINUTES)
                ? json(ANSWER)
                : new MockResponse.Builder().code(500).build();
          }
        });
    ExecutorService threads = Executors.newFixedThreadPool(calls);
    try {
      List<Future<String>> replies =
          IntStream.range(0, calls)
              .mapToObj(i -> threads.submit(() -> client.send(call(base())).collect().text()))
              .toList();
      for (Future<String> reply : replies) {
        assertThat(reply.get()).isEqualTo("four");
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
