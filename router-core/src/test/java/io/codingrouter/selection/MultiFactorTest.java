package io.codingrouter.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.ModelRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MultiFactorTest {
  private static final ChatRequest REQUEST = ChatRequest.user("hello");
  private static final double NO_CEILING = Double.POSITIVE_INFINITY;
  private static final double UNKNOWN = Double.NaN;

  private static List<ModelRef> models(int count) {
    return IntStream.range(0, count).mapToObj(i -> ModelRef.of("m" + i)).toList();
  }

  private static int number(ModelRef model) {
    return Integer.parseInt(model.name().substring(1));
  }

  private static List<Integer> order(
      double qualityWeight,
      double costWeight,
      double ceiling,
      MultiFactor.Fallback fallback,
      double[] qualities,
      double[] costs) {
    MultiFactor selector =
        new MultiFactor(
            qualityWeight,
            costWeight,
            ceiling,
            fallback,
            model -> qualities[number(model)],
            model -> costs[number(model)]);
    return selector.order(models(costs.length), REQUEST, new SplittableRandom(1)).stream()
        .map(MultiFactorTest::number)
        .toList();
  }

  private static double[] figures(double... figures) {
    return figures;
  }

  @Test
  void quality_alone_prefers_the_best_and_cost_alone_the_cheapest() {
    double[] qualities = figures(0.5, 0.9, 0.7);
    double[] costs = figures(1, 10, 3);
    assertThat(order(1, 0, NO_CEILING, MultiFactor.Fallback.FIRST, qualities, costs))
        .containsExactly(1, 2, 0);
    assertThat(order(0, 1, NO_CEILING, MultiFactor.Fallback.FIRST, qualities, costs))
        .containsExactly(0, 2, 1);
  }

  @Test
  void an_unknown_figure_stands_in_the_middle() {
    assertThat(
            order(
                1,
                0,
                NO_CEILING,
                MultiFactor.Fallback.FIRST,
                figures(0.1, UNKNOWN, 0.9),
                figures(1, 1, 1)))
        .containsExactly(2, 1, 0);
  }

  @Test
  void models_that_do_not_differ_keep_their_order() {
    assertThat(
            order(
                0.25,
                0.25,
                NO_CEILING,
                MultiFactor.Fallback.FIRST,
                figures(0.5, 0.5, 0.5),
                figures(UNKNOWN, UNKNOWN, UNKNOWN)))
        .containsExactly(0, 1, 2);
  }

  @Test
  void the_ceiling_leaves_out_what_costs_more_or_an_unknown_price() {
    assertThat(
            order(
                1,
                0,
                5,
                MultiFactor.Fallback.FAIL,
                figures(0.5, 0.9, 0.99, 0.7),
                figures(5, 5.01, UNKNOWN, 0)))
        .containsExactly(3, 0);
  }

  @Test
  void without_a_model_below_the_ceiling_the_fallback_decides() {
    double[] qualities = figures(0.1, 0.2, 0.3);
    double[] costs = figures(UNKNOWN, 9, 8);
    assertThat(order(1, 1, 1, MultiFactor.Fallback.CHEAPEST, qualities, costs))
        .containsExactly(2, 1, 0);
    assertThat(order(1, 1, 1, MultiFactor.Fallback.FIRST, qualities, costs))
        .containsExactly(0, 1, 2);
    assertThat(order(1, 1, 1, MultiFactor.Fallback.FAIL, qualities, costs)).isEmpty();
  }

  @Test
  void a_price_is_three_parts_prompt_and_one_part_completion() {
    assertThat(MultiFactor.blend(1, 5)).isEqualTo(2);
  }

  @Test
  void a_weight_below_zero_or_unknown_is_refused() {
    for (double wrong : new double[] {-1, UNKNOWN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> order(wrong, 1, 1, MultiFactor.Fallback.FIRST, figures(0, 0), figures(0, 0)));
    }
  }

  @Property
  void agrees_with_the_formula_written_down_plainly(
      @ForAll @IntRange(min = 1, max = 20) int count,
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 3) double qualityWeight,
      @ForAll @DoubleRange(min = 0, max = 3) double costWeight) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] qualities = DoubleStream.generate(() -> figure(random)).limit(count).toArray();
    double[] costs = DoubleStream.generate(() -> figure(random)).limit(count).toArray();
    double ceiling = random.nextBoolean() ? NO_CEILING : random.nextInt(12);

    List<Integer> eligible = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (ceiling == NO_CEILING || costs[i] <= ceiling) {
        eligible.add(i);
      }
    }
    List<Integer> expected = new ArrayList<>(eligible);
    expected.sort(
        Comparator.comparingDouble(
            i ->
                -(qualityWeight * factor(qualities, eligible, i, 1)
                    + costWeight * factor(costs, eligible, i, -1))));
    assertThat(
            order(qualityWeight, costWeight, ceiling, MultiFactor.Fallback.FAIL, qualities, costs))
        .isEqualTo(expected);
  }

  private static double figure(SplittableRandom random) {
    return random.nextInt(5) == 0 ? UNKNOWN : random.nextInt(10);
  }

  private static double factor(double[] figures, List<Integer> eligible, int model, int sign) {
    double[] known =
        eligible.stream()
            .mapToDouble(i -> sign * figures[i])
            .filter(figure -> !Double.isNaN(figure))
            .toArray();
    double worst = DoubleStream.of(known).min().orElse(0);
    double best = DoubleStream.of(known).max().orElse(0);
    return Double.isNaN(figures[model]) || worst == best
        ? 0.5
        : (sign * figures[model] - worst) / (best - worst);
  }
}
