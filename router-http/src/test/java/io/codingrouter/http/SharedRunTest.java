package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SharedRunTest {

  @Property
  void finds_what_a_search_for_every_run_finds(
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 40) String line,
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 40) String text,
      @ForAll @IntRange(min = 1, max = 6) int length) {
    boolean shared =
        IntStream.rangeClosed(0, line.length() - length)
            .anyMatch(i -> text.contains(line.substring(i, i + length)));
    assertThat(new SharedRun(line, length).isIn(text)).isEqualTo(shared);
  }

  @Test
  @Timeout(30)
  void a_text_that_repeats_itself_takes_no_longer() {
    SharedRun run = new SharedRun("b".repeat(12) + "a".repeat(23) + "b ".repeat(100), 24);
    assertThat(run.isIn("a".repeat(20_000_000))).isFalse();
  }
}
