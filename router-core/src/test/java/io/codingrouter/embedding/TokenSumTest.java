package io.codingrouter.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TokenSumTest {
  private static final int DIMENSIONS = 16;
  private static final int ROWS = 50;

  private final byte[] bytes = bytes();
  private final TokenSum sum = new TokenSum(TokenVectors.of(ByteBuffer.wrap(bytes), DIMENSIONS));

  @Property(tries = 300)
  void adds_up_exactly(@ForAll @Size(max = 1200) List<@IntRange(max = ROWS - 1) Integer> rows) {
    sum.clear();
    rows.forEach(sum::accept);
    assertThat(sum.totals()).containsExactly(plainly(rows));
  }

  @Test
  void does_not_overflow_when_every_byte_is_the_largest() {
    byte[] largest = new byte[8];
    java.util.Arrays.fill(largest, (byte) 0xFF);
    TokenSum full = new TokenSum(TokenVectors.of(ByteBuffer.wrap(largest), 8));
    for (int i = 0; i < 100_000; i++) {
      full.accept(0);
    }
    assertThat(full.totals()).containsOnly(127L * 100_000);
  }

  @Test
  void goes_on_after_it_was_read() {
    sum.clear();
    sum.accept(3);
    sum.totals();
    sum.accept(4);
    assertThat(sum.totals()).containsExactly(plainly(List.of(3, 4)));
  }

  private long[] plainly(List<Integer> rows) {
    long[] totals = new long[DIMENSIONS];
    for (int row : rows) {
      for (int d = 0; d < DIMENSIONS; d++) {
        totals[d] += (bytes[row * DIMENSIONS + d] & 0xFF) - TokenVectors.ZERO;
      }
    }
    return totals;
  }

  private static byte[] bytes() {
    byte[] bytes = new byte[ROWS * DIMENSIONS];
    new Random(7).nextBytes(bytes);
    return bytes;
  }
}
