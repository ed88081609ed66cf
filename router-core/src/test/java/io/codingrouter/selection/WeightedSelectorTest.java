package io.codingrouter.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.model.ModelRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class WeightedSelectorTest {
  private static final List<ModelRef> MODELS =
      List.of(
          ModelRef.of("never").withWeight(0),
          ModelRef.of("half").withWeight(5),
          ModelRef.of("third").withWeight(3),
          ModelRef.of("rest").withWeight(2));

  private static List<String> names(long seed) {
    return ModelSelector.weighted().order(MODELS, Contexts.seeded(seed)).stream()
        .map(ModelRef::name)
        .toList();
  }

  @Test
  void first_choices_share_by_weight_within_three_sigma() {
    int draws = 20_000;
    Map<String, Integer> first = new HashMap<>();
    SelectionContext context = Contexts.seeded(7);
    for (int i = 0; i < draws; i++) {
      List<ModelRef> order = ModelSelector.weighted().order(MODELS, context);
      first.merge(order.get(0).name(), 1, Integer::sum);
    }
    Map.of("half", 0.5, "third", 0.3, "rest", 0.2)
        .forEach(
            (name, share) ->
                assertThat((double) first.get(name))
                    .isCloseTo(
                        draws * share, Offset.offset(3 * Math.sqrt(draws * share * (1 - share)))));
  }

  @Test
  void the_others_follow_and_weight_zero_never_does() {
    for (int seed = 0; seed < 1_000; seed++) {
      assertThat(names(seed)).containsExactlyInAnyOrder("half", "third", "rest");
    }
  }

  @Test
  void the_same_seed_draws_the_same_order() {
    for (int seed = 0; seed < 100; seed++) {
      assertThat(names(seed)).isEqualTo(names(seed));
    }
  }

  @Test
  void weights_of_zero_alone_leave_nothing() {
    assertThat(ModelSelector.weighted().order(MODELS.subList(0, 1), Contexts.seeded(1))).isEmpty();
  }
}
