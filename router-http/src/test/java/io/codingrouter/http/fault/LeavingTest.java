package io.codingrouter.http.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.codingrouter.Router;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.http.HttpModelClient;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A consumer that leaves a model of one place. */
@Timeout(120)
class LeavingTest {
  private static final ChatRequest HELLO = ChatRequest.user("hello");

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(4, 4, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
  private final AtomicInteger served = new AtomicInteger();
  private final CountDownLatch arrived = new CountDownLatch(1);

  @BeforeEach
  void start() {
    threads.prestartAllCoreThreads();
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** A server whose every odd request goes wrong, and what happens when its client has left. */
  private Setting every2nd(Fault fault, CountDownLatch left) {
    Play play =
        e -> {
          if (served.incrementAndGet() % 2 == 0) {
            Fault.OK.answer(e);
            return;
          }
          arrived.countDown();
          try {
            fault.answer(e);
          } finally {
            left.countDown();
          }
        };
    return Setting.of("max_in_flight: 1, retry_count: 0", FaultServer.playing("a", play));
  }

  /**
   * Returns when the call has reached the server: else, on a slow machine, who waits may make it.
   */
  private void begin(Runnable call) {
    threads.execute(call);
    try {
      arrived.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Router router(Setting setting) {
    return Router.builder(setting.config())
        .modelClient(HttpModelClient.create())
        .executor(this::begin)
        .keepAlive(Duration.ofMillis(2))
        .build();
  }

  @ParameterizedTest
  @EnumSource(names = {"SILENT", "SILENT_AFTER_HEAD", "SIGNS_OF_LIFE", "STALLED", "ENDLESS"})
  void frees_the_only_place_and_the_connection(Fault fault) throws Exception {
    CountDownLatch left = new CountDownLatch(1);
    try (Setting setting = every2nd(fault, left);
        Router router = router(setting)) {
      ChatStream stream = router.stream(HELLO);
      CountDownLatch reading = new CountDownLatch(2);
      Future<ModelException> read =
          threads.submit(
              () ->
                  catchThrowableOfType(
                      ModelException.class,
                      () -> stream.forEachRemaining(chunk -> reading.countDown())));
      arrived.await();
      reading.await();
      stream.close();
      assertThat(router.chat(HELLO).text()).isEqualTo("from a");
      assertThat(left.await(1, TimeUnit.MINUTES)).as("the server sees it leave").isTrue();
      ModelException failure = read.get();
      assertThat(failure == null || failure.kind().equals(ModelException.CANCELLED)).isTrue();
      assertThat(setting.asked()).isEqualTo("aa");
    }
  }
}
