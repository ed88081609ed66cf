package io.codingrouter.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.codingrouter.model.ModelRef;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LatencyAwareTest {
  private static final ModelSelector BOTH = ModelSelector.latencyAware(true, true);
  private static final double UNKNOWN = Double.NaN;

  private static int[] firstChoices(ModelSelector selector, List<ModelFigures> figures, int draws) {
    int[] first = new int[figures.size()];
    List<ModelRef> models = figures.stream().map(ModelFigures::model).toList();
    SelectionContext context = Contexts.seeded(3, figures);
    for (int i = 0; i < draws; i++) {
      first[models.indexOf(selector.order(models, context).get(0))]++;
    }
    return first;
  }

  private static Offset<Double> threeSigma(int draws, double share) {
    return Offset.offset(3 * Math.sqrt(draws * share * (1 - share)));
  }

  @Test
  void of_two_models_the_faster_is_always_first() {
    for (int seed = 0; seed < 100; seed++) {
      assertThat(Contexts.order(BOTH, seed, Contexts.called(300, 0, 299, 0))).containsExactly(1, 0);
    }
  }

  @Test
  void the_best_of_two_draws_has_the_share_that_counting_pairs_gives() {
    int draws = 20_000;
    int[] first = firstChoices(BOTH, Contexts.called(400, 0, 100, 0, 300, 0, 200, 0), draws);
    // of six pairs the fastest wins three, the next two, the next one, the slowest none
    assertThat((double) first[1]).isCloseTo(draws / 2.0, threeSigma(draws, 1 / 2.0));
    assertThat((double) first[3]).isCloseTo(draws / 3.0, threeSigma(draws, 1 / 3.0));
    assertThat((double) first[2]).isCloseTo(draws / 6.0, threeSigma(draws, 1 / 6.0));
    assertThat(first[0]).isZero();
  }

  @Test
  void models_that_do_not_differ_share_alike() {
    int draws = 20_000;
    for (int count : firstChoices(BOTH, Contexts.called(UNKNOWN, 0, UNKNOWN, 0), draws)) {
      assertThat((double) count).isCloseTo(draws / 2.0, threeSigma(draws, 0.5));
    }
  }

  @Test
  void calls_in_flight_make_a_model_slower_in_proportion() {
    assertThat(Contexts.order(BOTH, Contexts.called(100, 3, 350, 0))).containsExactly(1, 0);
    assertThat(Contexts.order(BOTH, Contexts.called(100, 2, 350, 0))).containsExactly(0, 1);
  }

  @Test
  void failures_make_a_model_slower_by_the_calls_that_they_take() {
    ModelFigures failing = Contexts.live(0, 100, UNKNOWN, 0, 0.5);
    assertThat(Contexts.order(BOTH, List.of(failing, Contexts.live(1, 210, UNKNOWN, 0, 0))))
        .containsExactly(0, 1);
    assertThat(Contexts.order(BOTH, List.of(failing, Contexts.live(1, 190, UNKNOWN, 0, 0))))
        .containsExactly(1, 0);
  }

  @Test
  void latency_is_the_time_of_an_answer_of_two_hundred_tokens() {
    ModelFigures slowToBegin = Contexts.live(0, 3_000, 10, 0, 0);
    assertThat(Contexts.order(BOTH, List.of(slowToBegin, Contexts.live(1, 1_000, 20.1, 0, 0))))
        .containsExactly(0, 1);
    assertThat(Contexts.order(BOTH, List.of(slowToBegin, Contexts.live(1, 1_000, 19.9, 0, 0))))
        .containsExactly(1, 0);
  }

  @Test
  void a_server_that_sends_all_at_once_is_no_faster_for_it() {
    assertThat(
            Contexts.order(
                BOTH,
                List.of(Contexts.live(0, 5_000, 0.001, 0, 0), Contexts.live(1, 500, 20, 0, 0))))
        .containsExactly(1, 0);
  }

  @Test
  void an_unknown_time_counts_as_the_shortest() {
    assertThat(Contexts.order(BOTH, Contexts.called(100, 0, UNKNOWN, 1))).containsExactly(0, 1);
    assertThat(Contexts.order(BOTH, Contexts.called(100, 1, UNKNOWN, 0))).containsExactly(1, 0);
  }

  @Test
  void a_figure_that_is_not_asked_for_does_not_count() {
    List<ModelFigures> figures =
        List.of(Contexts.live(0, 100, 9, 0, 0), Contexts.live(1, 900, 3, 0, 0));
    assertThat(Contexts.order(ModelSelector.latencyAware(true, false), figures))
        .containsExactly(0, 1);
    assertThat(Contexts.order(ModelSelector.latencyAware(false, true), figures))
        .containsExactly(1, 0);
    assertThatIllegalArgumentException().isThrownBy(() -> ModelSelector.latencyAware(false, false));
  }

  @Property
  void agrees_with_the_rule_written_down_plainly(
      @ForAll @IntRange(min = 1, max = 20) int count, @ForAll long seed) {
    List<ModelFigures> figures = Contexts.drawn(seed, count);
    SplittableRandom random = new SplittableRandom(seed);
    List<ModelFigures> left = new ArrayList<>(figures);
    List<Integer> expected = new ArrayList<>();
    while (left.size() > 1) {
      int one = random.nextInt(left.size());
      int other = random.nextInt(left.size() - 1);
      other += other >= one ? 1 : 0;
      int taken = load(left.get(other), figures) < load(left.get(one), figures) ? other : one;
      expected.add(figures.indexOf(left.get(taken)));
      // the first of the rest fills the gap, as where places are swapped
      left.set(taken, left.get(0));
      left.remove(0);
    }
    expected.add(figures.indexOf(left.get(0)));
    assertThat(Contexts.order(BOTH, seed, figures)).isEqualTo(expected);
    assertThat(expected)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, count).boxed().toList());
  }

  private static double load(ModelFigures of, List<ModelFigures> all) {
    double ttft = time(of.ttftMillis(), all.stream().mapToDouble(ModelFigures::ttftMillis));
    double tpot = time(of.tpotMillis(), all.stream().mapToDouble(ModelFigures::tpotMillis));
    return Math.max(0.001, ttft + tpot * 200) * (of.inFlight() + 1) / (1 - of.failureRate());
  }

  private static double time(double millis, DoubleStream all) {
    return Double.isNaN(millis) ? all.filter(each -> !Double.isNaN(each)).min().orElse(0) : millis;
  }
}
