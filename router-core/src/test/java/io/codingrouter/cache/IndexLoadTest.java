package io.codingrouter.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.embedding.Embedding;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What both indexes find, how fast, and what they weigh, side by side; few vectors in each build,
 * 10,000 among the slow tests. Prints the figures of docs/adr. For another number, and for the
 * meanings of real texts (a file of one text a line, plain or gzip) instead of clusters:
 *
 * <pre>
 * mvn -pl router-core test -Dtest=IndexLoadTest -Dindex.size=100000 -Dindex.texts=FILE
 * </pre>
 */
class IndexLoadTest {
  private static final int SIZE = Integer.getInteger("index.size", 800);
  private static final String TEXTS = System.getProperty("index.texts", "");
  private static final int LARGE = 10_000;
  private static final int QUESTIONS = 300;
  private static final double THRESHOLD = 0.8;

  enum Kind {
    SIGNATURES,
    HNSWLIB;

    VectorIndex index(int dimensions) {
      return this == SIGNATURES
          ? new ScanIndex(dimensions)
          : new GraphIndex(dimensions, Rows.EXACT, Runnable::run);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void the_true_neighbour_is_found_where_it_passes(Kind kind) {
    find(kind, SIZE, SIZE < LARGE ? 32 : 256);
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource(Kind.class)
  void the_true_neighbour_is_found_among_ten_thousand(Kind kind) {
    find(kind, LARGE, 256);
  }

  private static void find(Kind kind, int size, int dimensions) {
    List<Embedding> vectors =
        TEXTS.isEmpty()
            ? Vectors.clustered(11, size + QUESTIONS, dimensions, 0.93)
            : Vectors.ofTexts(Path.of(TEXTS), 11, size + QUESTIONS);
    VectorIndex index = kind.index(vectors.get(0).dimensions());
    long began = System.nanoTime();
    for (int i = 0; i < size; i++) {
      index.add("v" + i, vectors.get(i));
    }
    double addsPerSecond = size / ((System.nanoTime() - began) / 1e9);

    List<Embedding> questions = vectors.subList(size, size + QUESTIONS);
    questions.forEach(question -> nearest(index, question)); // warm
    double[] micros = new double[QUESTIONS];
    int passing = 0;
    int found = 0;
    for (int i = 0; i < QUESTIONS; i++) {
      long asked = System.nanoTime();
      List<Match> matches = nearest(index, questions.get(i));
      micros[i] = (System.nanoTime() - asked) / 1e3;
      double best = best(vectors.subList(0, size), questions.get(i));
      if (best >= THRESHOLD) {
        passing++;
        found += !matches.isEmpty() && matches.get(0).similarity() == best ? 1 : 0;
      }
    }
    Arrays.sort(micros);
    System.out.println(
        String.format(
            Locale.ROOT,
            "%s, %,d entries: %,.0f adds/s, look-up p50 %,.0f µs, p99 %,.0f µs, recall %.4f of %d",
            kind,
            size,
            addsPerSecond,
            micros[QUESTIONS / 2],
            micros[QUESTIONS - QUESTIONS / 100],
            (double) found / passing,
            passing));

    assertThat(passing).isGreaterThan(QUESTIONS / 4);
    assertThat((double) found / passing).isGreaterThanOrEqualTo(0.99);
  }

  @Test
  void the_heap_does_not_grow_over_ten_rebuilds() {
    weigh(SIZE);
  }

  @Tag("slow")
  @Test
  void the_heap_does_not_grow_over_ten_rebuilds_of_ten_thousand() {
    weigh(LARGE);
  }

  // Others use the heap as well; what a graph leaves behind is there each time.
  private static void weigh(int size) {
    boolean grows = true;
    for (int i = 0; i < 5 && grows; i++) {
      grows = grows(size);
    }
    assertThat(grows).as("the heap has grown by a quarter, five times").isFalse();
  }

  /** Each entry is replaced in its turn, until the graph has been built anew ten times. */
  private static boolean grows(int size) {
    int dimensions = 32;
    List<Embedding> vectors = Vectors.clustered(12, size, dimensions, 0.93);
    long before = heap();
    GraphIndex index = new GraphIndex(dimensions, Rows.EXACT, Runnable::run);
    int entry = rebuild(index, vectors, 0);
    long first = heap() - before;
    for (int i = 0; i < 10; i++) {
      entry = rebuild(index, vectors, entry);
    }
    long last = heap() - before;
    System.out.println(
        String.format(
            Locale.ROOT,
            "heap, %,d entries: %,d kB after the first rebuild, %,d kB after ten more, %,d replacements",
            size,
            first / 1024,
            last / 1024,
            entry));

    assertThat(index.size()).isEqualTo(size);
    return last >= first + first / 4;
  }

  /** Replaces entries until there is another graph; measured there, it is as full as each time. */
  private static int rebuild(GraphIndex index, List<Embedding> vectors, int from) {
    int size = vectors.size();
    int entry = from;
    while (index.size() < size) {
      index.add("v" + entry, vectors.get(entry++));
    }
    Graph old = index.graph();
    while (index.graph() == old) {
      index.add("v" + entry % size, vectors.get(entry++ % size));
    }
    return entry;
  }

  private static long heap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      least = Math.min(least, used);
    }
    return least;
  }

  private static List<Match> nearest(VectorIndex index, Embedding question) {
    return index.nearest(question, 4, THRESHOLD, id -> true);
  }

  private static double best(List<Embedding> vectors, Embedding question) {
    double best = -1;
    for (Embedding vector : vectors) {
      best = Math.max(best, vector.similarity(question));
    }
    return best;
  }
}
