package io.codingrouter.signal;

import io.codingrouter.signal.StructureRule.Feature;
import io.codingrouter.signal.StructureRule.Keywords;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Does it matter how many structure signals count keywords in a text? The rival is what one would
 * write first: for each keyword, look for it in the text in lower case, and at what stands beside.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StructureBenchmark {
  private static final List<String> WORDS =
      List.of(
          "at most",
          "at least",
          "within",
          "no more than",
          "under",
          "exactly",
          "json",
          "table",
          "first",
          "then",
          "finally",
          "must",
          "never",
          "always",
          "bullet points",
          "step by step");

  /** How many signals, each of eight keywords. */
  @Param({"2", "100"})
  public int signals;

  /** How much text, in characters, all of them ASCII. */
  @Param({"200", "32768"})
  public int length;

  private StructureIndex index;
  private List<List<String>> keywords;
  private String text;

  /** Makes keywords and text from a fixed seed. */
  @Setup(Level.Trial)
  public void prepare() {
    Random random = new Random(1);
    keywords =
        IntStream.range(0, signals)
            .mapToObj(
                s ->
                    IntStream.range(0, 8)
                        .mapToObj(
                            k -> WORDS.get((8 * s + k) % 16) + (s < 2 ? "" : " " + word(random)))
                        .toList())
            .toList();
    index =
        StructureIndex.compile(
            keywords.stream()
                .map(
                    each ->
                        new StructureRule(
                            "s",
                            TextSource.ASK,
                            Feature.DENSITY,
                            new Keywords(each, false),
                            Bounds.NONE))
                .toList());
    String made =
        IntStream.range(0, length / 4)
            .mapToObj(i -> i % 11 == 0 ? WORDS.get(random.nextInt(16)) : word(random))
            .collect(Collectors.joining(" "));
    text = made.substring(0, length);
  }

  private static String word(Random random) {
    return random
        .ints(2 + random.nextInt(8), 'a', 'z' + 1)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  /** All signals, as a request asks them. */
  @Benchmark
  public double index() {
    StructureMatches matches = new StructureMatches(index);
    double sum = 0;
    for (StructureCount count : index.counts()) {
      sum += (double) count.in(text, matches) / matches.words(TextSource.ASK, text);
    }
    return sum;
  }

  /** All signals, one keyword at a time. */
  @Benchmark
  public double oneByOne() {
    double sum = 0;
    for (List<String> each : keywords) {
      String lower = text.toLowerCase(Locale.ROOT);
      int count = 0;
      for (String keyword : each) {
        for (int at = lower.indexOf(keyword); at >= 0; at = lower.indexOf(keyword, at + 1)) {
          int end = at + keyword.length();
          boolean free = at == 0 || !Character.isLetterOrDigit(lower.charAt(at - 1));
          if (free && (end == lower.length() || !Character.isLetterOrDigit(lower.charAt(end)))) {
            count++;
          }
        }
      }
      sum += (double) count / TextUnits.count(text);
    }
    return sum;
  }
}
