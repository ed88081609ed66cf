package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.Usage;
import io.codingrouter.telemetry.RouteTrace;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RecordingTest {
  private static final int ROUNDS = 1_000;

  /** One thread reads the end of a stream while another closes it. */
  @Test
  @Timeout(60)
  void neither_the_outcome_nor_the_answer_is_lost_where_two_threads_tell_them() throws Exception {
    RouteTrace trace = RouteTrace.builder("forward").build();
    ReplayPolicy policy = new ReplayPolicy(1, false, true, 1_000);
    ChatResponse response = ChatResponse.fromJson("{}");
    AtomicInteger arrived = new AtomicInteger();
    Recording[] recordings = new Recording[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      recordings[i] = new Recording(i, policy, trace, ChatRequest.user("hello"));
    }
    CountDownLatch over = new CountDownLatch(1);
    Thread reader =
        new Thread(
            () -> {
              for (int i = 0; i < ROUNDS; i++) {
                meet(arrived, i);
                recordings[i].captured(response);
              }
              over.countDown();
            });
    reader.start();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < ROUNDS; i++) {
      int wait = random.nextInt(300);
      meet(arrived, i);
      for (int spin = 0; spin < wait; spin++) {
        Thread.onSpinWait();
      }
      recordings[i].answered("one", Usage.UNKNOWN, Optional.empty());
    }
    over.await();
    assertThat(Stream.of(recordings).map(Recording::record))
        .filteredOn(record -> !record.isAnswered() || record.responseBody().isEmpty())
        .isEmpty();
  }

  private static void meet(AtomicInteger arrived, int round) {
    arrived.incrementAndGet();
    while (arrived.get() < 2 * (round + 1)) {
      Thread.onSpinWait();
    }
  }
}
