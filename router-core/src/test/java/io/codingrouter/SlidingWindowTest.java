package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {
  private static final long LENGTH = Duration.ofMinutes(1).toNanos();
  private static final long PART = LENGTH / 60;

  /** What happened, kept whole. */
  private static final class Diary {
    final List<long[]> entries = new ArrayList<>();

    long since(long moment) {
      return entries.stream().filter(each -> each[0] > moment).mapToLong(each -> each[1]).sum();
    }
  }

  @Property(tries = 300)
  void holds_all_of_its_stretch_and_little_that_is_older(
      @ForAll @LongRange(min = -10_000_000_000_000L, max = 10_000_000_000_000L) long start,
      @ForAll @Size(max = 80) List<@IntRange(max = 30_000) Integer> millis,
      @ForAll @IntRange(min = 1, max = 50) int amount) {
    SlidingWindow window = new SlidingWindow(Duration.ofMinutes(1));
    Diary diary = new Diary();
    long now = start;
    for (int step : millis) {
      now += step * 1_000_000L;
      window.add(amount, now);
      diary.entries.add(new long[] {now, amount});
      assertThat(window.sum(now))
          .isBetween(diary.since(now - LENGTH), diary.since(now - LENGTH - PART - 1));
    }
  }

  @Property(tries = 300)
  void tells_when_there_is_room_again(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 4_000) Integer> millis,
      @ForAll @IntRange(min = 1, max = 20) int limit) {
    SlidingWindow window = new SlidingWindow(Duration.ofMinutes(1));
    long now = 0;
    for (int step : millis) {
      now += step * 1_000_000L;
      window.add(1, now);
    }
    long left = window.nanosUntilBelow(limit, now);
    if (left == 0) {
      assertThat(window.sum(now)).isLessThan(limit);
    } else {
      assertThat(left).isLessThanOrEqualTo(LENGTH + PART);
      assertThat(window.sum(now + left - 1)).isGreaterThanOrEqualTo(limit);
      assertThat(window.sum(now + left)).isLessThan(limit);
    }
  }

  @Test
  void a_clock_that_is_read_out_of_order_loses_nothing() {
    SlidingWindow window = new SlidingWindow(Duration.ofMinutes(1));
    window.add(1, 10 * PART);
    window.add(1, 8 * PART);
    assertThat(window.sum(9 * PART)).isEqualTo(2);
    assertThat(window.sum(200 * PART)).isZero();
  }

  @Test
  void a_sum_that_is_too_large_stays_at_the_most() {
    SlidingWindow window = new SlidingWindow(Duration.ofMinutes(1));
    window.add(Long.MAX_VALUE, 0);
    window.add(Long.MAX_VALUE, PART);
    assertThat(window.sum(PART)).isEqualTo(Long.MAX_VALUE);
    assertThat(window.sum(62 * PART)).isZero();
  }

  @Test
  void of_many_threads_exactly_as_many_get_through_as_there_is_room() throws Exception {
    SlidingWindow window = new SlidingWindow(Duration.ofMinutes(1));
    AtomicLong clock = new AtomicLong();
    AtomicInteger passed = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 8; i++) {
      threads.execute(
          () -> {
            for (int n = 0; n < 5_000; n++) {
              if (window.addBelow(1_000, 1, clock.addAndGet(1_000))) {
                passed.incrementAndGet();
              }
            }
          });
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(passed).hasValue(1_000);
  }
}
