package io.codingrouter.http;

import java.io.IOException;
import java.util.Arrays;

/**
 * Measures the calls of {@link OverheadBenchmark} in turns, so that what the machine does meanwhile
 * falls on both alike, and prints both medians and the median of the differences of neighbours.
 * Budget: 50 µs.
 *
 * <pre>{@code
 * mvn -q -Pjmh -pl router-http -am test-compile exec:exec -Djmh.of=http \
 *   -Djmh.main=io.codingrouter.http.OverheadPairs -Djmh.args=40000
 * }</pre>
 */
public final class OverheadPairs {
  private OverheadPairs() {}

  /**
   * Measures.
   *
   * @param args how many pairs, twice: the first time to warm up
   */
  public static void main(String[] args) throws IOException {
    int pairs = Integer.parseInt(args[0]);
    OverheadBenchmark calls = new OverheadBenchmark();
    calls.setUp();
    try {
      measure(calls, pairs);
      System.out.println(measure(calls, pairs));
    } finally {
      calls.tearDown();
    }
  }

  private static String measure(OverheadBenchmark calls, int pairs) throws IOException {
    long[] chat = new long[pairs];
    long[] okhttp = new long[pairs];
    long[] more = new long[pairs];
    long characters = 0;
    for (int i = 0; i < pairs; i++) {
      long start = System.nanoTime();
      characters += calls.okhttp().length();
      long between = System.nanoTime();
      characters += calls.chat().length();
      chat[i] = System.nanoTime() - between;
      okhttp[i] = between - start;
      more[i] = chat[i] - okhttp[i];
    }
    return "p50 of %d pairs (%d characters): okhttp %.1f us, chat %.1f us, difference %.1f us"
        .formatted(pairs, characters, median(okhttp), median(chat), median(more));
  }

  private static double median(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2] / 1e3;
  }
}
