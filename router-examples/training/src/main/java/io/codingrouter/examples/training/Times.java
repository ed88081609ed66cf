package io.codingrouter.examples.training;

import io.codingrouter.embedding.EmbeddingModel;
import java.util.Arrays;
import java.util.List;

/**
 * How long models take for the same text, in turns, so that what else the machine does strikes all
 * of them: medians of turns of some milliseconds each, after a warm-up.
 */
final class Times {
  private static final int TURNS = 41;
  private static final long TURN_NANOS = 20_000_000;

  private Times() {}

  /** Returns microseconds, model by model. */
  static double[] micros(List<EmbeddingModel> models, String text) {
    double[][] micros = new double[models.size()][TURNS];
    for (int warm = 0; warm < 2; warm++) {
      for (int turn = 0; turn < TURNS; turn++) {
        for (int model = 0; model < micros.length; model++) {
          long began = System.nanoTime();
          int count = 0;
          while (System.nanoTime() - began < TURN_NANOS) {
            models.get(model).embed(text);
            count++;
          }
          micros[model][turn] = (System.nanoTime() - began) / 1e3 / count;
        }
      }
    }
    return Arrays.stream(micros).mapToDouble(Times::median).toArray();
  }

  private static double median(double[] turns) {
    Arrays.sort(turns);
    return turns[turns.length / 2];
  }
}
