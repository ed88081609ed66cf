package io.codingrouter.http;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Callable;

/**
 * Measures the calls of {@link OverheadBenchmark} in turns of a thousand, so that what the machine
 * does meanwhile falls on both alike, and prints the median of each over all rounds and of the
 * differences of the rounds' medians. Budget: 50 µs.
 *
 * <pre>{@code
 * mvn -q -Pjmh -pl router-http -am test-compile exec:exec -Djmh.of=http \
 *   -Djmh.main=io.codingrouter.http.OverheadTurns -Djmh.args=60
 * }</pre>
 */
public final class OverheadTurns {
  private static final int CALLS = 1_000;

  private OverheadTurns() {}

  /**
   * Measures.
   *
   * @param args how many rounds, after a third as many to warm up
   */
  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    OverheadBenchmark calls = new OverheadBenchmark();
    calls.setUp();
    try {
      for (int i = 0; i < rounds / 3; i++) {
        turn(calls::okhttp);
        turn(calls::chat);
      }
      measure(calls, rounds);
    } finally {
      calls.tearDown();
    }
  }

  private static void measure(OverheadBenchmark calls, int rounds) throws Exception {
    double[] okhttp = new double[rounds];
    double[] chat = new double[rounds];
    double[] more = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      okhttp[i] = turn(calls::okhttp);
      chat[i] = turn(calls::chat);
      more[i] = chat[i] - okhttp[i];
    }
    System.out.printf(
        "p50 of %d rounds of %d calls: okhttp %.1f us, chat %.1f us, difference %.1f us%n",
        rounds, CALLS, median(okhttp), median(chat), median(more));
  }

  /** The median time of one call, in microseconds. */
  private static double turn(Callable<String> call) throws Exception {
    double[] micros = new double[CALLS];
    for (int i = 0; i < CALLS; i++) {
      long start = System.nanoTime();
      if (call.call().isEmpty()) {
        throw new IOException("no answer");
      }
      micros[i] = (System.nanoTime() - start) / 1e3;
    }
    return median(micros);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
