package io.codingrouter.cache;

import io.codingrouter.embedding.Embedding;
import java.util.List;
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
 * What does a cache look-up cost in one partition, and what does an entry? Budget: half of all
 * look-ups within 0.5 ms at 10,000 entries and 1 ms at 100,000; 1,000 adds a second. {@code exact}
 * compares with every vector, {@code scan} with those whose signatures are near, {@code graph} is
 * hnswlib. The graph at 100,000 takes minutes to build; leave it out by {@code -p kind=exact,scan}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx3g")
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class IndexBenchmark {
  private static final int DIMENSIONS = 256;
  private static final int QUESTIONS = 256;

  @Param({"100", "2000", "10000", "100000"})
  int size;

  @Param({"exact", "scan", "graph"})
  String kind;

  private List<Embedding> vectors;
  private VectorIndex index;
  private int turn;

  @Setup
  public void setUp() {
    vectors = Vectors.clustered(1, size + QUESTIONS, DIMENSIONS, 0.93);
    index =
        kind.equals("graph")
            ? new GraphIndex(DIMENSIONS, Rows.EXACT, Runnable::run)
            : new ScanIndex(DIMENSIONS);
    for (int i = 0; i < size; i++) {
      index.add("v" + i, vectors.get(i));
    }
  }

  @Benchmark
  public List<Match> nearest() {
    Embedding question = vectors.get(size + turn++ % QUESTIONS);
    return kind.equals("exact") ? exact(question) : index.nearest(question, 4, 0.8, id -> true);
  }

  /** Replaces an entry, so that the size stays. */
  @Benchmark
  public VectorIndex add() {
    int entry = turn++ % size;
    index.add("v" + entry, vectors.get(entry));
    return index;
  }

  private List<Match> exact(Embedding question) {
    NearestMatches nearest = new NearestMatches(question, 4, 0.8, id -> true);
    for (int i = 0; i < size; i++) {
      nearest.offer(new Row("v", vectors.get(i)));
    }
    return nearest.toList();
  }
}
