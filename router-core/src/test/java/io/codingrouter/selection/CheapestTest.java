package io.codingrouter.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CheapestTest {
  private static final double UNKNOWN = Double.NaN;

  private static List<Integer> order(
      double minQuality, Fallback fallback, List<ModelFigures> figures) {
    return Contexts.order(ModelSelector.cheapest(minQuality, fallback), figures);
  }

  @Test
  void the_cheapest_comes_first_and_a_model_without_a_price_last() {
    assertThat(order(0, Fallback.FAIL, Contexts.uncalled(0.9, 5, 0.5, UNKNOWN, 0.1, 0, 0.7, 2)))
        .containsExactly(2, 3, 0, 1);
  }

  @Test
  void of_equally_cheap_ones_the_better_comes_first_then_the_one_written_first() {
    assertThat(
            order(0, Fallback.FAIL, Contexts.uncalled(UNKNOWN, 1, 0.5, 1, 0.9, 1, 0.5, 1, 0.5, 0)))
        .containsExactly(4, 2, 1, 3, 0);
  }

  @Test
  void the_floor_leaves_out_what_is_worse_or_of_unknown_quality() {
    assertThat(order(0.7, Fallback.FAIL, Contexts.uncalled(0.69, 0, UNKNOWN, 0, 0.9, 10, 0.7, 20)))
        .containsExactly(2, 3);
  }

  @Test
  void without_a_model_above_the_floor_the_fallback_decides() {
    List<ModelFigures> figures = Contexts.uncalled(UNKNOWN, 0, 0.3, 5, 0.6, 7);
    assertThat(order(0.7, Fallback.BEST, figures)).containsExactly(2, 1, 0);
    assertThat(order(0.7, Fallback.CHEAPEST, figures)).containsExactly(0, 1, 2);
    assertThat(order(0.7, Fallback.FAIL, figures)).isEmpty();
  }

  @Test
  void a_floor_that_is_no_quality_is_refused() {
    for (double wrong : new double[] {-0.1, 1.1, UNKNOWN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ModelSelector.cheapest(wrong, Fallback.FAIL));
    }
  }

  @Property
  void agrees_with_a_stable_sort(
      @ForAll @IntRange(min = 1, max = 20) int count,
      @ForAll @IntRange(min = 0, max = 10) int floor,
      @ForAll long seed) {
    List<ModelFigures> figures = Contexts.drawn(seed, count);
    List<Integer> expected =
        IntStream.range(0, count)
            .filter(i -> floor == 0 || figures.get(i).quality() >= floor / 10.0)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(i -> orLast(figures.get(i).costPer1m()))
                    .thenComparingDouble(i -> orLast(-figures.get(i).quality())))
            .toList();
    assertThat(order(floor / 10.0, Fallback.FAIL, figures)).isEqualTo(expected);
  }

  private static double orLast(double value) {
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
  }
}
