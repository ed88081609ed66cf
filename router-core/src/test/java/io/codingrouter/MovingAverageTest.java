package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MovingAverageTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final Offset<Double> CLOSE = Offset.offset(1e-9);

  @Test
  void without_a_sample_nothing_is_known() {
    assertThat(MovingAverage.NONE.mean(5)).isNaN();
    assertThat(MovingAverage.NONE.meanWithZero(5)).isZero();
  }

  @Test
  void samples_of_one_moment_count_alike_and_by_their_times() {
    MovingAverage average = MovingAverage.NONE.plus(100, 1, 7).plus(300, 1, 7).plus(500, 2, 7);
    assertThat(average.mean(7)).isCloseTo(350, CLOSE);
  }

  @Test
  void a_sample_loses_all_but_an_e_th_of_its_weight_in_a_time_constant() {
    MovingAverage average = MovingAverage.NONE.plus(0, 1, 0).plus(1, 1, MINUTE);
    assertThat(average.mean(MINUTE)).isCloseTo(1 / (1 + Math.exp(-1)), CLOSE);
  }

  @Test
  void the_average_stays_until_its_last_sample_is_forgotten() {
    MovingAverage average = MovingAverage.NONE.plus(100, 1, 0);
    assertThat(average.mean(10 * MINUTE)).isEqualTo(100);
    assertThat(average.mean(10 * MINUTE + 1)).isNaN();
  }

  @Test
  void the_average_with_a_zero_goes_to_zero_by_itself() {
    MovingAverage average = MovingAverage.NONE.plus(1, 1, 0);
    assertThat(average.meanWithZero(0)).isEqualTo(0.5);
    assertThat(average.meanWithZero(MINUTE)).isBetween(0.26, 0.28);
    assertThat(average.meanWithZero(100 * MINUTE)).isLessThan(1e-40);
  }

  @Test
  void a_sample_that_comes_out_of_order_counts_as_the_newest_and_clocks_may_be_negative() {
    MovingAverage average = MovingAverage.NONE.plus(1, 1, -5).plus(3, 1, -8);
    assertThat(average.mean(-5)).isEqualTo(2);
    assertThat(average.nanos()).isEqualTo(-5);
  }

  @Property
  void is_the_weighted_mean_written_down_plainly(
      @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = 0, max = 1e6) Double> values,
      @ForAll @LongRange(min = 0, max = 60_000_000_000L) long step) {
    MovingAverage average = MovingAverage.NONE;
    double sum = 0;
    double weights = 0;
    long now = values.size() * step;
    for (int i = 0; i < values.size(); i++) {
      long at = (i + 1) * step;
      average = average.plus(values.get(i), 1, at);
      double weight = Math.exp(-(now - at) / (double) MINUTE);
      sum += weight * values.get(i);
      weights += weight;
    }
    assertThat(average.mean(now)).isCloseTo(sum / weights, Offset.offset(1e-6 * (1 + sum)));
  }
}
