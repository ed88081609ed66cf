package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.message.CallFigures;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LiveFiguresConcurrencyTest {
  @Test
  void no_sample_is_lost_where_threads_meet() {
    LiveFigures figures = new LiveFigures();
    IntStream.range(0, 20_000)
        .parallel()
        .forEach(
            i -> {
              figures.begin();
              figures.firstToken(i * 1_000_000L, 7);
              figures.tokens(2, 6_000_000, 7);
              figures.outcome(i % 2 == 0, 7);
              figures.end();
            });
    CallFigures now = figures.at(7);
    assertThat(now.inFlight()).isZero();
    assertThat(now.ttftMillis()).isCloseTo(9_999.5, Offset.offset(1e-6));
    assertThat(now.tpotMillis()).isCloseTo(3, Offset.offset(1e-9));
    assertThat(now.failureRate()).isCloseTo(10_000 / 20_001.0, Offset.offset(1e-9));
  }
}
