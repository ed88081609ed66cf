package io.codingrouter.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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
 * What does a decision cost once the signals are known? Budget: 0.5 µs and no allocation for 10
 * decisions of 3 conditions each. None of the decisions holds but the last, so all are evaluated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {
  @Param({"10x3", "100x5"})
  String size;

  private DecisionEngine engine;
  private SignalOutcomes outcomes;

  @Setup
  public void setUp() {
    int decisions = Integer.parseInt(size.split("x")[0]);
    int conditions = Integer.parseInt(size.split("x")[1]);
    int signals = decisions * conditions;
    SplittableRandom random = new SplittableRandom(1);
    boolean[] fired = new boolean[signals];
    List<Decision> list = new ArrayList<>();
    for (int d = 0; d < decisions; d++) {
      List<Rule> rules = new ArrayList<>();
      for (int c = 0; c < conditions; c++) {
        int signal = d * conditions + c;
        fired[signal] = c < conditions - 1 && random.nextBoolean();
        rules.add(Rule.is("keyword", String.valueOf(signal)));
      }
      list.add(Decision.builder("d" + d).priority(1000 - d).when(new Rule.All(rules)).build());
    }
    list.add(Decision.builder("default").priority(1).build());
    engine = DecisionEngine.compile(list, Strategy.PRIORITY, leaf -> Integer.parseInt(leaf.name()));
    outcomes = signal -> fired[signal] ? 1 : SignalOutcomes.MISS;
  }

  @Benchmark
  public int decide() {
    return engine.decide(outcomes);
  }
}
