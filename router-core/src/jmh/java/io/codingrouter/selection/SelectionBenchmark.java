package io.codingrouter.selection;

import io.codingrouter.message.CallFigures;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.ModelRef;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to order a decision's models by what is known of them? Budget: multi_factor
 * over 20 models in 1 µs, without any allocation but its result. The rival says the same in
 * streams: the range of each factor, a map of sums, a sort.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SelectionBenchmark {
  private static final int REQUESTS = 64; // so that no branch is learnt by heart

  @Param({"4", "20"})
  int models;

  private final List<ToDoubleFunction<ModelFigures>> factors =
      List.of(
          ModelFigures::quality,
          figures -> -figures.costPer1m(),
          figures -> -figures.ttftMillis(),
          figures -> -figures.tpotMillis(),
          figures -> -figures.inFlight());
  private final double[] weights = {0.25, 0.25, 0.125, 0.125, 0.25};
  private final ModelSelector multiFactor =
      new MultiFactor(MultiFactor.Weights.EVEN, MultiFactor.Ceilings.NONE, Fallback.CHEAPEST);
  private final ModelSelector latencyAware = ModelSelector.latencyAware(true, true);
  private final ModelSelector cheapest = ModelSelector.cheapest(0.2, Fallback.BEST);

  private List<ModelRef> refs;
  private SelectionContext[] contexts;
  private int next;

  @Setup
  public void setUp() {
    refs = IntStream.range(0, models).mapToObj(i -> ModelRef.of("model-" + i)).toList();
    contexts = new SelectionContext[REQUESTS];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < REQUESTS; i++) {
      contexts[i] =
          new SelectionContext(
              ChatRequest.user("hello"),
              random,
              refs.stream().map(ref -> figures(ref, random)).toList());
    }
  }

  private static ModelFigures figures(ModelRef ref, SplittableRandom random) {
    return new ModelFigures(
        ref,
        random.nextDouble(),
        random.nextDouble(20),
        new CallFigures(
            random.nextInt(8) == 0 ? Double.NaN : random.nextDouble(100, 2_000),
            random.nextInt(8) == 0 ? Double.NaN : random.nextDouble(5, 50),
            random.nextInt(10),
            0));
  }

  private SelectionContext context() {
    return contexts[next++ % REQUESTS];
  }

  @Benchmark
  public List<ModelRef> multiFactor() {
    return multiFactor.order(refs, context());
  }

  @Benchmark
  public List<ModelRef> latencyAware() {
    return latencyAware.order(refs, context());
  }

  @Benchmark
  public List<ModelRef> cost() {
    return cheapest.order(refs, context());
  }

  @Benchmark
  public List<ModelRef> multiFactorInStreams() {
    List<ModelFigures> figures = context().figures();
    Map<ModelRef, Double> sums = new HashMap<>();
    for (int i = 0; i < weights.length; i++) {
      ToDoubleFunction<ModelFigures> factor = factors.get(i);
      double weight = weights[i];
      DoubleSummaryStatistics range =
          figures.stream()
              .mapToDouble(factor)
              .filter(value -> !Double.isNaN(value))
              .summaryStatistics();
      figures.forEach(
          each -> sums.merge(each.model(), weight * place(factor, each, range), Double::sum));
    }
    return refs.stream().sorted(Comparator.comparingDouble(ref -> -sums.get(ref))).toList();
  }

  private static double place(
      ToDoubleFunction<ModelFigures> factor, ModelFigures figures, DoubleSummaryStatistics range) {
    double value = factor.applyAsDouble(figures);
    return Double.isNaN(value) || range.getMax() == range.getMin()
        ? 0.5
        : (value - range.getMin()) / (range.getMax() - range.getMin());
  }
}
