package io.codingrouter.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Linear time: what takes quadratic time on these would take minutes. */
class TextViewBoundsTest {
  private static final int MEGABYTE = 1 << 20;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`", "``` ", "`a``b", "\"", "' ", "“", "%41", "%", "&#65;", "&", "\\u0041", "\\", "a ",
        "a.b.", "a.b_", "a/", "a/b.", "a//", "1,", "1e", "http://", "://", "www.", "(", "A. ",
        "mr. ", "Mr. ", " ", "\n", " \n", "x\n\n", "0x", "a0 ", "a0", "Ab", "_", "..", "!'", "=",
        "AAAA", "A\n", ">", "a'", "- ", "a:", "漢", "。", "$", "-", "5 ", "x-"
      })
  void repetition_costs_no_more_than_its_length(String piece) {
    readAll(piece.repeat(MEGABYTE / 8 / piece.length()));
  }

  @ParameterizedTest
  @MethodSource("unusual")
  void unusual_characters_cost_no_more_than_their_number(String text) {
    readAll(text.repeat(MEGABYTE / 8 / text.length()));
  }

  @Test
  void a_megabyte_of_anything_is_read() {
    readAll("Refactor src/Main.java, then run() it 5 times: \"now\". ".repeat(MEGABYTE / 54));
    readAll(" ".repeat(MEGABYTE / 2) + "Mr. ".repeat(MEGABYTE / 8));
    readAll("e" + "\u0301".repeat(MEGABYTE));
    readAll("क" + "\u0941\u094D".repeat(MEGABYTE / 2));
    readAll("\u1100" + "\u1161".repeat(MEGABYTE));
    readAll("a" + "\u200B".repeat(MEGABYTE) + "\u0301");
  }

  @Test
  void memory_is_bounded_by_the_length() {
    for (String piece : List.of("\uFDFA", "\uFDFB", "\u3316", "\u0390", "\uFB2C")) {
      assertThat(TextView.of(piece.repeat(1_000)).normalised().length()).isLessThanOrEqualTo(6_000);
    }
  }

  @Test
  void no_kind_of_text_costs_ten_times_the_mean() {
    List<String> texts = new ArrayList<>(unusual().toList());
    texts.add("Please refactor the parser so that it handles nested blocks. ");
    texts.add("for (int i = 0; i < list.size(); i++) { sum += list.get(i); }\n");
    List<String> long_ = texts.stream().map(text -> text.repeat(15_000 / text.length())).toList();
    double worst = Double.MAX_VALUE;
    for (int attempt = 0; attempt < 5 && worst >= 10; attempt++) {
      double[] costs = long_.stream().mapToDouble(TextViewBoundsTest::cost).toArray();
      double mean = java.util.Arrays.stream(costs).average().orElseThrow();
      worst = java.util.Arrays.stream(costs).max().orElseThrow() / mean;
    }
    assertThat(worst).isLessThan(10);
  }

  private static double cost(String text) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 12; i++) {
      long start = System.nanoTime();
      TextView.of(text).words();
      best = Math.min(best, System.nanoTime() - start);
    }
    return (double) best / text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
  }

  static Stream<String> unusual() {
    Random random = new Random(42);
    return Stream.of(
        "e\u0301",
        "\u0301",
        "i\u0336\u0301\u0315\u0321\u0330\u0340",
        "\u200B",
        "i\u200Bg\u200D",
        "\uDB40\uDC69",
        "\uD83D\uDE00\uFE0F\u200D",
        "\uFE0F",
        "क\u200D",
        "कृपया इस कोड ",
        "\u0628\u064E\u0651",
        "\u0430a",
        "а́б ",
        "ｉｇｎｏｒｅ ",
        "𝐢𝐠𝐧𝐨𝐫𝐞 ",
        "\u3316",
        "\uFDFA\uFDFB",
        "\uFF76\uFF9E",
        "\u1112\u1161\u11AB",
        "\uD800",
        "\u0F73\u0F75",
        random(random, 0, 0x110000),
        random(random, 0, 0x10000),
        random(random, 0x300, 0x370),
        random(random, 0x900, 0xD80),
        random(random, 0x1100, 0x1200),
        random(random, 0xFB50, 0xFE00),
        random(random, 0x1D400, 0x1D800));
  }

  private static String random(Random random, int from, int to) {
    StringBuilder text = new StringBuilder();
    random.ints(5_000, from, to).forEach(text::appendCodePoint);
    return text.toString();
  }

  private static void readAll(String text) {
    assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          TextView view = TextView.of(text);
          assertThat(view.folded()).hasSize(view.normalised().length());
          assertThat(view.words().count()).isLessThanOrEqualTo(view.normalised().length());
          assertThat(view.sentences().size()).isLessThanOrEqualTo(text.length());
          assertThat(view.spans().size()).isLessThanOrEqualTo(2 * text.length());
          assertThat(view.decoded().size()).isLessThanOrEqualTo(4_096);
        });
  }
}
