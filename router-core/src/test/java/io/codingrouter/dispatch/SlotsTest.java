package io.codingrouter.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SlotsTest {
  private static final long LONG = TimeUnit.MINUTES.toNanos(1);

  private final Slots slots = new Slots(() -> false);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** Waits in the queue, after those that are there. */
  private Future<Boolean> pending(int limit, Runnable then) {
    int before = slots.pending();
    Future<Boolean> taken =
        threads.submit(
            () -> {
              boolean is = slots.take(limit, 100, LONG);
              then.run();
              return is;
            });
    while (slots.pending() == before) {
      Thread.onSpinWait();
    }
    return taken;
  }

  @Test
  void there_are_as_many_places_as_the_limit_says() {
    assertThat(slots.tryTake(2)).isTrue();
    assertThat(slots.tryTake(2)).isTrue();
    assertThat(slots.tryTake(2)).isFalse();
    slots.release();
    assertThat(slots.tryTake(2)).isTrue();
    assertThat(slots.taken()).isEqualTo(2);
  }

  @Test
  void who_came_first_is_served_first_and_nobody_overtakes() throws Exception {
    assertThat(slots.tryTake(1)).isTrue();
    List<Integer> served = Collections.synchronizedList(new ArrayList<>());
    List<Future<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      all.add(
          pending(
              1,
              () -> {
                served.add(number);
                slots.release();
              }));
    }
    assertThat(slots.tryTake(2)).as("one more place goes to those who wait").isFalse();
    for (Future<Boolean> one : all) {
      assertThat(one.get()).isTrue();
    }
    slots.release();
    assertThat(served).containsExactly(0, 1, 2, 3, 4);
    assertThat(slots.taken()).isZero();
  }

  @Test
  void only_so_many_wait() throws Exception {
    assertThat(slots.tryTake(1)).isTrue();
    assertThat(slots.take(1, 0, LONG)).isFalse();
    Future<Boolean> first = pending(1, () -> {});
    assertThat(slots.take(1, 1, LONG)).isFalse();
    slots.release();
    assertThat(first.get()).isTrue();
  }

  @Test
  void who_waits_too_long_leaves_the_queue() throws Exception {
    assertThat(slots.tryTake(1)).isTrue();
    assertThat(slots.take(1, 10, 1)).isFalse();
    assertThat(slots.pending()).isZero();
    slots.release();
    assertThat(slots.taken()).isZero();
    assertThat(slots.tryTake(1)).isTrue();
  }

  @Test
  void who_is_interrupted_leaves_the_queue() throws Exception {
    assertThat(slots.tryTake(1)).isTrue();
    CountDownLatch left = new CountDownLatch(1);
    Future<?> waiting =
        threads.submit(
            () -> {
              Thread.currentThread().interrupt();
              try {
                return slots.take(1, 10, LONG);
              } finally {
                left.countDown();
              }
            });
    left.await();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(waiting::get)
        .withCauseInstanceOf(InterruptedException.class);
    assertThat(slots.pending()).isZero();
    slots.release();
    assertThat(slots.taken()).isZero();
  }

  @Test
  void places_are_never_lost_nor_given_twice() throws Exception {
    int limit = 3;
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<Integer>> all = new ArrayList<>();
    for (int thread = 0; thread < 16; thread++) {
      int number = thread;
      all.add(
          threads.submit(
              () -> {
                int taken = 0;
                for (int i = 0; i < 500; i++) {
                  if (number % 4 == 0 && i % 7 == 0) {
                    Thread.currentThread().interrupt();
                  }
                  try {
                    // some wait for next to nothing, so that giving and leaving meet
                    if (slots.take(limit, 16, number % 2 == 0 ? LONG : 20_000)) {
                      taken++;
                      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                      inside.decrementAndGet();
                      slots.release();
                    }
                  } catch (InterruptedException e) {
                    // the place, if there was one, is given back
                  }
                }
                return taken;
              }));
    }
    int taken = 0;
    for (Future<Integer> one : all) {
      taken += one.get();
    }
    assertThat(taken).isPositive();
    assertThat(most).hasValueLessThanOrEqualTo(limit);
    assertThat(slots.taken()).isZero();
    assertThat(slots.pending()).isZero();
  }
}
