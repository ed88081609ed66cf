package io.codingrouter.examples.training;

import com.sun.management.OperatingSystemMXBean;
import io.codingrouter.embedding.EmbeddingModel;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How long models take for the same text, in turns, so that what else the machine does strikes all
 * of them: medians of turns of some milliseconds each, after a warm-up.
 *
 * @param micros by the clock
 * @param processorMicros of processors, all threads of this process together
 */
record Times(double micros, double processorMicros) {
  private static final int TURNS = 41;
  private static final long TURN_NANOS = 20_000_000;

  static List<Times> of(List<EmbeddingModel> models, String text) {
    OperatingSystemMXBean process =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    double[][] micros = new double[models.size()][TURNS];
    double[][] processorMicros = new double[models.size()][TURNS];
    for (int warm = 0; warm < 2; warm++) {
      for (int turn = 0; turn < TURNS; turn++) {
        for (int model = 0; model < models.size(); model++) {
          long began = System.nanoTime();
          long processorBegan = process.getProcessCpuTime();
          int count = 0;
          while (System.nanoTime() - began < TURN_NANOS) {
            models.get(model).embed(text);
            count++;
          }
          processorMicros[model][turn] =
              (process.getProcessCpuTime() - processorBegan) / 1e3 / count;
          micros[model][turn] = (System.nanoTime() - began) / 1e3 / count;
        }
      }
    }
    return IntStream.range(0, models.size())
        .mapToObj(i -> new Times(median(micros[i]), median(processorMicros[i])))
        .toList();
  }

  private static double median(double[] turns) {
    Arrays.sort(turns);
    return turns[turns.length / 2];
  }
}
