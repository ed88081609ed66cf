package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
  @Test
  void nothing_recorded_is_zero() {
    assertThat(new LatencyHistogram().quantile(0.99)).isZero();
  }

  @Property(tries = 500)
  void a_quantile_is_at_most_a_sixteenth_too_high(
      @ForAll @Size(min = 1, max = 50)
          List<@LongRange(min = 0, max = Long.MAX_VALUE / 2) Long> values) {
    long[] nanos = values.stream().mapToLong(Long::longValue).toArray();
    LatencyHistogram histogram = new LatencyHistogram();
    Arrays.stream(nanos).forEach(histogram::record);
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    for (double q : new double[] {0.01, 0.5, 0.99, 1}) {
      long exact = sorted[Math.max(0, (int) Math.ceil(q * nanos.length) - 1)];
      long found = histogram.quantile(q).toNanos();
      assertThat(found).isBetween(exact, (long) (exact * (1 + 1.0 / 16)) + 1);
    }
  }
}
