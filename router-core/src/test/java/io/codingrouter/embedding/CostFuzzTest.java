package io.codingrouter.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.text.TextView;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * No text costs ten times the mean of its kind, a byte. Texts are short runs of anything, over and
 * over: whoever seeks a slow one repeats what is slow. Costs are what this thread computes, which
 * other processes do not change, the least of several times.
 */
class CostFuzzTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int TEXTS = 150;
  private static final int LENGTH = 3_000;

  private static final List<String> PIECES =
      List.of(
          "the ",
          "refactor ",
          "é",
          "e\u0301",
          "\u0301",
          "漢",
          "कृ",
          "한",
          "\u200B",
          "\u200D",
          "\uFE0F",
          "\uD83D\uDE00",
          "\uD800",
          "\u0430",
          "\uFF41",
          "\uFDFA",
          "\uDB40\uDC41",
          "`",
          "```",
          "\"",
          "'",
          ".",
          "/",
          "\\",
          "-",
          "_",
          "(",
          "http://",
          "www.",
          "%41",
          "%",
          "&#65;",
          "&",
          "\\u0041",
          "0x",
          "A",
          "Zq",
          "7",
          "1,",
          "1e",
          "\n",
          "  ",
          "$",
          "=",
          "aGVsbG8g",
          "Mr. ",
          "ß",
          "ﬁ",
          "½");

  private final EmbeddingModel model = EmbeddingModel.embedded();

  @TestFactory
  List<DynamicTest> no_text_costs_ten_times_the_mean() {
    return List.of(
        test("normalised and cut into words", text -> TextView.of(text).words()),
        test("searched for what it holds", text -> TextView.of(text).spans()),
        test("cut into sentences", text -> TextView.of(text).sentences()),
        test("decoded", text -> TextView.of(text).decoded()),
        test("embedded", model::embed));
  }

  private static DynamicTest test(String name, Consumer<String> work) {
    return DynamicTest.dynamicTest(name, () -> check(work));
  }

  private static void check(Consumer<String> work) {
    Random random = new Random(20);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < TEXTS; i++) {
      texts.add(text(random));
    }
    texts.forEach(text -> cost(work, text, 2)); // warm
    double mean = texts.stream().mapToDouble(text -> cost(work, text, 3)).average().orElseThrow();
    String dearest =
        texts.stream().max(Comparator.comparingDouble(text -> cost(work, text, 3))).orElseThrow();

    assertThat(cost(work, dearest, 20))
        .as("what a byte costs, in nanoseconds, of %s repeated", dearest.substring(0, 12))
        .isLessThan(10 * mean);
  }

  private static String text(Random random) {
    StringBuilder run = new StringBuilder();
    for (int pieces = 1 + random.nextInt(4); pieces > 0; pieces--) {
      if (random.nextInt(4) == 0) {
        run.appendCodePoint(random.nextInt(random.nextBoolean() ? 0x3000 : 0x110000));
      } else {
        run.append(PIECES.get(random.nextInt(PIECES.size())));
      }
    }
    return run.toString().repeat(LENGTH / run.length());
  }

  private static double cost(Consumer<String> work, String text, int times) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < times; i++) {
      long began = THREADS.getCurrentThreadCpuTime();
      work.accept(text);
      least = Math.min(least, THREADS.getCurrentThreadCpuTime() - began);
    }
    return (double) least / text.getBytes(StandardCharsets.UTF_8).length;
  }
}
