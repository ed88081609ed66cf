package io.codingrouter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Input that is made to be expensive is cheap to refuse. */
class ConfigBoundsTest {
  private static final Duration SOON = Duration.ofMinutes(1);

  private static List<Problem> problems(String yaml) {
    return assertTimeoutPreemptively(SOON, () -> Example.problems(yaml));
  }

  @Test
  void refuses_a_bomb_of_aliases() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      String last = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s, %s, %s]\n".formatted(i, i, last, last, last));
    }
    assertThat(problems(bomb.toString()))
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("once aliases are expanded"));
  }

  @Test
  void refuses_a_bomb_of_merges_and_of_long_texts() {
    StringBuilder merges = new StringBuilder("a0: &a0 {k: v}\n");
    for (int i = 1; i < 40; i++) {
      merges.append(
          "a%d: &a%d {<<: [*a%d], k%d: *a%d, l%d: *a%d}\n"
              .formatted(i, i, i - 1, i, i - 1, i, i - 1));
    }
    assertThat(problems(merges.toString())).isNotEmpty();

    String texts = "a: &a " + "x".repeat(1_000_000) + "\nb: [" + "*a, ".repeat(1_000) + "]\n";
    assertThat(problems(texts))
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("once aliases are expanded"));
  }

  @Test
  void refuses_what_is_nested_too_deep() {
    assertThat(problems("a: " + "[".repeat(100_000)))
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("nested deeper than 64"));
    assertThat(problems("{a: ".repeat(50_000))).hasSize(1);
    assertThat(problems("- ".repeat(50_000))).hasSize(1);
  }

  @Test
  void reads_ten_thousand_lines() {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      words.append("\n        - \"word ").append(i).append('"');
    }
    String text = Example.with(" [refactor]", words.toString());
    RouterConfig config = assertTimeoutPreemptively(SOON, () -> Example.parse(text));
    assertThat(config.keywords().get(0).keywords()).hasSize(10_000);
    assertThat(Example.parse(config.toYaml())).isEqualTo(config);
  }

  @Test
  void bounds_the_number_of_problems() {
    StringBuilder yaml = new StringBuilder(Example.MINIMAL);
    for (int i = 0; i < 20_000; i++) {
      yaml.append("unknown").append(i).append(": 1\n");
    }
    assertThat(problems(yaml.toString())).hasSizeLessThan(300);
  }
}
