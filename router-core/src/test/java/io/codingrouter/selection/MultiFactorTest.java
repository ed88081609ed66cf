package io.codingrouter.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.codingrouter.message.CallFigures;
import io.codingrouter.selection.MultiFactor.Ceilings;
import io.codingrouter.selection.MultiFactor.Weights;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MultiFactorTest {
  private static final double NONE = Double.POSITIVE_INFINITY;
  private static final double UNKNOWN = Double.NaN;
  private static final Weights QUALITY = new Weights(1, 0, 0, 0, 0);
  private static final Weights COST = new Weights(0, 1, 0, 0, 0);

  private static List<Integer> order(
      Weights weights, Ceilings ceilings, Fallback fallback, List<ModelFigures> figures) {
    return Contexts.order(new MultiFactor(weights, ceilings, fallback), figures);
  }

  private static List<Integer> order(Weights weights, List<ModelFigures> figures) {
    return order(weights, Ceilings.NONE, Fallback.FAIL, figures);
  }

  private static Ceilings cost(double ceiling) {
    return new Ceilings(ceiling, NONE, NONE, NONE);
  }

  @Test
  void quality_alone_prefers_the_best_and_cost_alone_the_cheapest() {
    List<ModelFigures> figures = Contexts.uncalled(0.5, 1, 0.9, 10, 0.7, 3);
    assertThat(order(QUALITY, figures)).containsExactly(1, 2, 0);
    assertThat(order(COST, figures)).containsExactly(0, 2, 1);
  }

  @Test
  void latency_alone_prefers_the_fastest_and_load_alone_the_idlest() {
    List<ModelFigures> figures = Contexts.called(900, 1, 300, 5, 600, 0);
    assertThat(order(new Weights(0, 0, 1, 1, 0), figures)).containsExactly(1, 2, 0);
    assertThat(order(new Weights(0, 0, 0, 0, 1), figures)).containsExactly(2, 0, 1);
  }

  @Test
  void both_times_of_latency_count() {
    List<ModelFigures> figures =
        List.of(
            Contexts.live(0, 100, 20, 0, 0),
            Contexts.live(1, 150, 10, 0, 0),
            Contexts.live(2, 200, 20, 0, 0));
    assertThat(order(new Weights(0, 0, 1, 1, 0), figures)).containsExactly(1, 0, 2);
  }

  @Test
  void an_unknown_figure_stands_in_the_middle() {
    assertThat(order(QUALITY, Contexts.uncalled(0.1, 1, UNKNOWN, 1, 0.9, 1)))
        .containsExactly(2, 1, 0);
    assertThat(order(Weights.EVEN, Contexts.called(500, 0, UNKNOWN, 0, 100, 0)))
        .containsExactly(2, 1, 0);
  }

  @Test
  void models_that_do_not_differ_keep_their_order() {
    assertThat(order(Weights.EVEN, Contexts.uncalled(0.5, UNKNOWN, 0.5, UNKNOWN, 0.5, UNKNOWN)))
        .containsExactly(0, 1, 2);
  }

  @Test
  void the_ceiling_of_cost_leaves_out_what_costs_more_or_an_unknown_price() {
    assertThat(
            order(
                QUALITY,
                cost(5),
                Fallback.FAIL,
                Contexts.uncalled(0.5, 5, 0.9, 5.01, 0.99, UNKNOWN, 0.7, 0)))
        .containsExactly(3, 0);
  }

  @Test
  void the_ceilings_of_latency_leave_out_what_is_slower_and_keep_what_is_unknown() {
    List<ModelFigures> figures =
        List.of(
            Contexts.live(0, 801, 20, 0, 0),
            Contexts.live(1, 800, 20, 0, 0),
            Contexts.live(2, UNKNOWN, 20.1, 0, 0),
            Contexts.live(3, UNKNOWN, UNKNOWN, 0, 0));
    assertThat(order(QUALITY, new Ceilings(NONE, 800, NONE, NONE), Fallback.FAIL, figures))
        .containsExactly(1, 2, 3);
    assertThat(order(QUALITY, new Ceilings(NONE, NONE, 20, NONE), Fallback.FAIL, figures))
        .containsExactly(0, 1, 3);
  }

  @Test
  void the_ceiling_of_load_counts_this_request_along() {
    assertThat(
            order(
                QUALITY,
                new Ceilings(NONE, NONE, NONE, 2),
                Fallback.FAIL,
                Contexts.called(1, 3, 1, 2, 1, 1, 1, 0)))
        .containsExactly(2, 3);
  }

  @Test
  void what_is_left_out_sets_no_standard() {
    // without the dear best one, the difference in quality is all there is
    assertThat(
            order(
                new Weights(0.5, 0.4, 0, 0, 0),
                cost(5),
                Fallback.FAIL,
                Contexts.uncalled(0.1, 1, 0.2, 2, 0.9, 100)))
        .containsExactly(1, 0);
  }

  @Test
  void without_a_model_within_the_ceilings_the_fallback_decides() {
    List<ModelFigures> figures = Contexts.uncalled(0.1, UNKNOWN, UNKNOWN, 9, 0.3, 8);
    assertThat(order(Weights.EVEN, cost(1), Fallback.CHEAPEST, figures)).containsExactly(2, 1, 0);
    assertThat(order(Weights.EVEN, cost(1), Fallback.BEST, figures)).containsExactly(2, 0, 1);
    assertThat(order(Weights.EVEN, cost(1), Fallback.FIRST, figures)).containsExactly(0, 1, 2);
    assertThat(order(Weights.EVEN, cost(1), Fallback.FAIL, figures)).isEmpty();
  }

  @Test
  void a_price_is_three_parts_prompt_and_one_part_completion() {
    assertThat(MultiFactor.blend(1, 5)).isEqualTo(2);
  }

  @Test
  void weights_and_ceilings_that_are_none_are_refused() {
    for (double wrong : new double[] {-1, UNKNOWN}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new Weights(0, 0, wrong, 0, 0));
      assertThatIllegalArgumentException().isThrownBy(() -> new Ceilings(0, wrong, 0, 0));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new Weights(NONE, 0, 0, 0, 0));
  }

  /** What the formula says, reckoned as it is written down. */
  private record Plain(List<ModelFigures> all, Weights weights, Ceilings ceilings) {
    List<ModelFigures> eligible() {
      return all.stream()
          .filter(f -> ceilings.costPer1m() == NONE || f.costPer1m() <= ceilings.costPer1m())
          .filter(f -> Double.isNaN(f.ttftMillis()) || f.ttftMillis() <= ceilings.ttftMillis())
          .filter(f -> Double.isNaN(f.tpotMillis()) || f.tpotMillis() <= ceilings.tpotMillis())
          .filter(f -> f.inFlight() < ceilings.inFlight())
          .toList();
    }

    double sum(ModelFigures of) {
      return weights.quality() * factor(of, ModelFigures::quality)
          + weights.cost() * factor(of, f -> -f.costPer1m())
          + weights.ttft() * factor(of, f -> -f.ttftMillis())
          + weights.tpot() * factor(of, f -> -f.tpotMillis())
          + weights.load() * factor(of, f -> -f.inFlight());
    }

    private double factor(ModelFigures of, ToDoubleFunction<ModelFigures> figure) {
      double[] known =
          eligible().stream().mapToDouble(figure).filter(value -> !Double.isNaN(value)).toArray();
      double worst = DoubleStream.of(known).min().orElse(0);
      double best = DoubleStream.of(known).max().orElse(0);
      double value = figure.applyAsDouble(of);
      return Double.isNaN(value) || worst == best ? 0.5 : (value - worst) / (best - worst);
    }
  }

  @Property
  void agrees_with_the_formula_written_down_plainly(
      @ForAll @IntRange(min = 1, max = 20) int count, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Weights weights =
        new Weights(
            random.nextInt(4),
            random.nextInt(4),
            random.nextDouble(3),
            random.nextDouble(3),
            random.nextInt(4));
    Ceilings ceilings =
        new Ceilings(
            random.nextBoolean() ? NONE : random.nextInt(12),
            random.nextBoolean() ? NONE : random.nextInt(1_200),
            random.nextBoolean() ? NONE : random.nextInt(30),
            random.nextBoolean() ? NONE : random.nextInt(5));
    List<ModelFigures> figures = Contexts.drawn(seed, count);
    Plain plain = new Plain(figures, weights, ceilings);

    List<Integer> order = order(weights, ceilings, Fallback.FAIL, figures);
    assertThat(order.stream().map(figures::get))
        .containsExactlyInAnyOrderElementsOf(plain.eligible());
    double[] sums = order.stream().mapToDouble(i -> plain.sum(figures.get(i))).toArray();
    // sums are told apart to a billionth of all weights
    assertThat(IntStream.range(1, sums.length))
        .allSatisfy(i -> assertThat(sums[i]).isLessThanOrEqualTo(sums[i - 1] + 1e-8));
  }

  @Property
  void the_order_is_the_same_whatever_the_seed_and_figures_alike_keep_theirs(
      @ForAll @IntRange(min = 1, max = 20) int count, @ForAll long seed) {
    List<ModelFigures> figures = Contexts.drawn(seed, count);
    MultiFactor selector = new MultiFactor(Weights.EVEN, Ceilings.NONE, Fallback.FAIL);
    List<Integer> order = Contexts.order(selector, seed, figures);
    assertThat(Contexts.order(selector, seed + 1, figures)).isEqualTo(order);
    for (int a = 0; a < count; a++) {
      for (int b = a + 1; b < count; b++) {
        if (alike(figures.get(a), figures.get(b))) {
          assertThat(order.indexOf(a)).isLessThan(order.indexOf(b));
        }
      }
    }
  }

  private static boolean alike(ModelFigures a, ModelFigures b) {
    return new ModelFigures(
            a.model(),
            b.quality(),
            b.costPer1m(),
            new CallFigures(b.ttftMillis(), b.tpotMillis(), b.inFlight(), a.failureRate()))
        .equals(a);
  }
}
