package io.codingrouter.embedding;

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

/** How long does the built-in model take for a prompt, a page and a megabyte? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EmbeddingBenchmark {
  private static final String PROMPT =
      "Please refactor this class so that the cache is split by tenant, add a unit test for the "
          + "expiry of entries, and explain in two sentences why the old version could serve the "
          + "answer of another user. ";

  @Param({"200", "4000", "1000000"})
  public int characters;

  private final EmbeddingModel model = EmbeddingModel.embedded();
  private String text = "";

  @Setup
  public void repeat() {
    text = PROMPT.repeat(characters / PROMPT.length() + 1).substring(0, characters);
  }

  @Benchmark
  public Embedding embed() {
    return model.embed(text);
  }
}
