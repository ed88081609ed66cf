package io.codingrouter.text;

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
 * What does a view of about 1,000 characters cost, part by part? Budget: 10 µs for ASCII normalised
 * and cut into words.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TextViewBenchmark {
  @Param({"ascii", "german", "russian", "hindi", "decomposed", "disguised"})
  String kind;

  private String text;
  private TextView normalised;

  @Setup
  public void setUp() {
    String piece =
        switch (kind) {
          case "ascii" -> "Refactor the parser in src/Main.java, it isn't fast: 5 ms per call. ";
          case "german" -> "Größere Übungen fördern die Fähigkeit, schöne Bäume zu sägen. ";
          case "russian" -> "Напиши функцию, которая сортирует список чисел по возрастанию. ";
          case "hindi" -> "कृपया इस कोड को ठीक करें और परीक्षण जोड़ें। ";
          case "decomposed" -> "Gro\u0308\u00DFere U\u0308bungen fo\u0308rdern die Ba\u0308ume. ";
          case "disguised" -> "ign\u043Ere \uFF41\uFF4C\uFF4C p\u200Bre\u200Bv\u0336ious ";
          default -> throw new IllegalArgumentException(kind);
        };
    text = piece.repeat(1_000 / piece.length() + 1).substring(0, 1_000);
    normalised = TextView.of(text);
    normalised.normalised();
  }

  @Benchmark
  public Words words() {
    return TextView.of(text).words();
  }

  @Benchmark
  public String folded() {
    return TextView.of(text).folded();
  }

  @Benchmark
  public List<Span> spans() {
    return TextView.of(text).spans();
  }

  @Benchmark
  public List<Span> sentences() {
    return TextView.of(text).sentences();
  }

  @Benchmark
  public List<Decoded> decoded() {
    return TextView.of(text).decoded();
  }

  @Benchmark
  public int offsets() {
    int sum = 0;
    for (int i = 0; i < normalised.normalised().length(); i += 8) {
      sum += normalised.originalStart(i);
    }
    return sum;
  }
}
