package io.codingrouter.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.dispatch.Breaker.Pass;
import io.codingrouter.dispatch.Reliability.Ejection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private static final Duration BASE = Duration.ofSeconds(30);
  private static final Ejection THREE_IN_A_ROW = new Ejection(3, 0, BASE, 50);
  private static final Ejection HALF = new Ejection(0, 50, BASE, 50);

  private final Breaker breaker = new Breaker();
  private long now = Long.MAX_VALUE - 1; // a clock that runs over

  private void fail(Ejection policy, int times) {
    for (int i = 0; i < times; i++) {
      breaker.failed(Pass.FREE, policy, now);
    }
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  /** Opens it, waits, and lets the one call through that decides. */
  private void probe() {
    fail(THREE_IN_A_ROW, 3);
    pass(BASE);
    assertThat(breaker.enter(now)).isEqualTo(Pass.PROBE);
  }

  @Test
  void failures_in_a_row_open_it_for_a_time() {
    fail(THREE_IN_A_ROW, 2);
    breaker.succeeded(Pass.FREE, now);
    fail(THREE_IN_A_ROW, 2);
    assertThat(breaker.enter(now)).isEqualTo(Pass.FREE);
    fail(THREE_IN_A_ROW, 1);
    assertThat(breaker.enter(now)).isNull();
    assertThat(breaker.openFor(now)).isEqualTo(BASE);
    pass(BASE.minusNanos(1));
    assertThat(breaker.isOpen(now)).isTrue();
    pass(Duration.ofNanos(1));
    assertThat(breaker.isOpen(now)).isFalse();
  }

  @Test
  void half_open_it_lets_one_through() {
    probe();
    assertThat(breaker.isOpen(now)).isTrue();
    assertThat(breaker.enter(now)).isNull();
    breaker.succeeded(Pass.PROBE, now);
    assertThat(breaker.enter(now)).isEqualTo(Pass.FREE);
    assertThat(breaker.enter(now)).isEqualTo(Pass.FREE);
    fail(THREE_IN_A_ROW, 2);
    assertThat(breaker.isOpen(now)).as("what was before is forgotten").isFalse();
  }

  @Test
  void an_endpoint_that_begins_to_answer_is_alive() {
    probe();
    breaker.answers(Pass.PROBE, now);
    assertThat(breaker.enter(now)).isEqualTo(Pass.FREE);
  }

  @Test
  void each_failed_trial_keeps_it_open_for_longer_up_to_ten_times() {
    fail(THREE_IN_A_ROW, 3);
    for (int times = 2; times < 15; times++) {
      pass(breaker.openFor(now));
      assertThat(breaker.enter(now)).isEqualTo(Pass.PROBE);
      breaker.failed(Pass.PROBE, THREE_IN_A_ROW, now);
      assertThat(breaker.openFor(now)).isEqualTo(BASE.multipliedBy(Math.min(times, 10)));
    }
  }

  @Test
  void after_a_long_time_without_trouble_it_begins_anew() {
    probe();
    breaker.succeeded(Pass.PROBE, now);
    fail(THREE_IN_A_ROW, 3);
    assertThat(breaker.openFor(now)).isEqualTo(BASE.multipliedBy(2));
    pass(BASE.multipliedBy(2));
    assertThat(breaker.enter(now)).isEqualTo(Pass.PROBE);
    breaker.succeeded(Pass.PROBE, now);
    pass(BASE.multipliedBy(11));
    fail(THREE_IN_A_ROW, 3);
    assertThat(breaker.openFor(now)).isEqualTo(BASE);
  }

  @Test
  void a_trial_that_was_given_up_decides_nothing() {
    probe();
    breaker.abandoned(Pass.PROBE);
    assertThat(breaker.enter(now)).isEqualTo(Pass.PROBE);
  }

  @Test
  void what_was_begun_before_it_opened_changes_nothing_when_it_ends() {
    fail(THREE_IN_A_ROW, 3);
    pass(Duration.ofSeconds(10));
    breaker.failed(Pass.FREE, THREE_IN_A_ROW, now);
    breaker.succeeded(Pass.FREE, now);
    assertThat(breaker.openFor(now)).isEqualTo(BASE.minusSeconds(10));
  }

  @Test
  void whoever_gets_through_all_the_same_may_close_it_and_never_prolongs_it() {
    fail(THREE_IN_A_ROW, 3);
    pass(Duration.ofSeconds(10));
    breaker.failed(Pass.FORCED, THREE_IN_A_ROW, now);
    assertThat(breaker.openFor(now)).isEqualTo(BASE.minusSeconds(10));
    breaker.succeeded(Pass.FORCED, now);
    assertThat(breaker.isOpen(now)).isFalse();
  }

  @Test
  void a_share_of_failures_opens_it_once_there_are_enough_calls() {
    for (int i = 0; i < 4; i++) {
      breaker.succeeded(Pass.FREE, now);
      fail(HALF, 1);
    }
    breaker.succeeded(Pass.FREE, now);
    assertThat(breaker.isOpen(now)).isFalse();
    fail(HALF, 1);
    assertThat(breaker.isOpen(now)).isTrue();
  }

  @Test
  void calls_of_more_than_a_minute_ago_do_not_count() {
    fail(HALF, 9);
    pass(Duration.ofSeconds(61));
    fail(HALF, 9);
    assertThat(breaker.isOpen(now)).isFalse();
    fail(HALF, 1);
    assertThat(breaker.isOpen(now)).isTrue();
  }

  @Test
  void both_rules_can_be_turned_off() {
    fail(new Ejection(0, 0, BASE, 50), 100);
    assertThat(breaker.isOpen(now)).isFalse();
  }

  @Property(tries = 300)
  void the_window_slides_over_the_last_calls(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 200) int calls,
      @ForAll @LongRange(min = 0, max = 5_000) long gap) {
    Breaker breaker = new Breaker();
    long now = seed;
    SplittableRandom random = new SplittableRandom(seed);
    Deque<long[]> window = new ArrayDeque<>();
    boolean opened = false;
    for (int i = 0; i < calls && !opened; i++) {
      boolean failure = random.nextInt(5) < 2;
      window.add(new long[] {now, failure ? 1 : 0});
      if (window.size() > Breaker.WINDOW) {
        window.remove();
      }
      if (failure) {
        breaker.failed(Pass.FREE, HALF, now);
      } else {
        breaker.succeeded(Pass.FREE, now);
      }
      long recent = 0;
      long failed = 0;
      for (long[] call : window) {
        if (now - call[0] <= Duration.ofMinutes(1).toNanos()) {
          recent++;
          failed += call[1];
        }
      }
      opened = failure && recent >= Breaker.LEAST && failed * 2 >= recent;
      assertThat(breaker.isOpen(now)).isEqualTo(opened);
      now += Duration.ofMillis(gap).toNanos();
    }
  }
}
