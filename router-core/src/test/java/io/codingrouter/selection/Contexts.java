package io.codingrouter.selection;

import io.codingrouter.message.CallFigures;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.ModelRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** What selectors go by, for tests. */
final class Contexts {
  private static final ChatRequest REQUEST = ChatRequest.user("hello");

  private Contexts() {}

  static SelectionContext seeded(long seed, ModelFigures... figures) {
    return seeded(seed, List.of(figures));
  }

  static SelectionContext seeded(long seed, List<ModelFigures> figures) {
    return new SelectionContext(REQUEST, new SplittableRandom(seed), figures);
  }

  /** The numbers of the models of some figures, in the order that a selector gives them. */
  static List<Integer> order(ModelSelector selector, List<ModelFigures> figures) {
    return order(selector, 1, figures);
  }

  static List<Integer> order(ModelSelector selector, long seed, List<ModelFigures> figures) {
    List<ModelRef> models = figures.stream().map(ModelFigures::model).toList();
    return selector.order(models, seeded(seed, figures)).stream().map(models::indexOf).toList();
  }

  /** Models that were not called, by quality and cost in turns. */
  static List<ModelFigures> uncalled(double... qualitiesAndCosts) {
    List<ModelFigures> figures = new ArrayList<>();
    for (int i = 0; i < qualitiesAndCosts.length; i += 2) {
      figures.add(
          ModelFigures.uncalled(
              ModelRef.of("m" + i), qualitiesAndCosts[i], qualitiesAndCosts[i + 1]));
    }
    return figures;
  }

  /** Models of the same quality and cost, by time to the first token and calls in flight. */
  static List<ModelFigures> called(double... ttftsAndLoads) {
    List<ModelFigures> figures = new ArrayList<>();
    for (int i = 0; i < ttftsAndLoads.length; i += 2) {
      figures.add(live(i, ttftsAndLoads[i], Double.NaN, (int) ttftsAndLoads[i + 1], 0));
    }
    return figures;
  }

  static ModelFigures live(int number, double ttft, double tpot, int inFlight, double failureRate) {
    return new ModelFigures(
        ModelRef.of("m" + number), 0.5, 1, new CallFigures(ttft, tpot, inFlight, failureRate));
  }

  /** Any figures at all, with unknown ones and ties among them. */
  static List<ModelFigures> drawn(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    ModelFigures[] figures = new ModelFigures[count];
    Arrays.setAll(
        figures,
        i ->
            new ModelFigures(
                ModelRef.of("m" + i),
                known(random) ? random.nextInt(10) / 10.0 : Double.NaN,
                known(random) ? random.nextInt(10) : Double.NaN,
                new CallFigures(
                    known(random) ? random.nextInt(1_000) : Double.NaN,
                    known(random) ? random.nextInt(100) / 4.0 : Double.NaN,
                    random.nextInt(4),
                    known(random) ? 0 : random.nextDouble())));
    return List.of(figures);
  }

  private static boolean known(SplittableRandom random) {
    return random.nextInt(5) > 0;
  }
}
