package io.codingrouter.examples.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AsksTest {
  private static final List<String> VOCABULARY =
      List.of("[PAD]", "##ing", "ox", "plough", "river", "letter", "2019", "write", "bread");

  private final HeldOut heldOut = new HeldOut();

  @Test
  void frames_are_filled_with_whole_words_of_the_vocabulary() {
    List<String> asks = make(300, 1);

    assertThat(asks).hasSize(300).doesNotHaveDuplicates();
    assertThat(asks).noneMatch(ask -> ask.matches(".*([A-Z]|\\[|#|ox|2019).*"));
    assertThat(asks).anyMatch(ask -> ask.contains("plough"));
  }

  @Test
  void a_seed_makes_the_same_asks_again() {
    assertThat(make(50, 1)).isEqualTo(make(50, 1)).isNotEqualTo(make(50, 2));
  }

  @Test
  void what_is_measured_with_is_not_made_up() {
    List<String> first = make(50, 1);
    String measured = first.stream().filter(ask -> ask.split(" ", -1).length > 4).findFirst().get();
    heldOut.add(measured);

    assertThat(make(50, 1)).doesNotContain(measured);
  }

  private List<String> make(int count, long seed) {
    return Asks.make(count, VOCABULARY, List.of("of the a"), heldOut, seed);
  }
}
