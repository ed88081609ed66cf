package io.codingrouter.examples.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private static final int SENTENCES = 330;
  private static final int BATCH = 32;
  private static final int WIDTH = 8;

  private final float[][] targets = targets();

  @Test
  void a_pass_has_a_sentence_at_most_once_and_leaves_less_than_a_batch_out() {
    for (String alike : List.of("alike=true", "alike=false")) {
      List<int[]> pass = pass(alike);

      assertThat(pass).hasSize(SENTENCES / BATCH).allMatch(batch -> batch.length == BATCH);
      assertThat(pass.stream().flatMapToInt(Arrays::stream)).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_sentence_without_tokens_is_in_no_batch() {
    List<int[]> rows = IntStream.range(0, SENTENCES).mapToObj(i -> new int[i % 2]).toList();

    assertThat(pass("alike=true", rows).stream().flatMapToInt(Arrays::stream))
        .isNotEmpty()
        .allMatch(i -> i % 2 == 1);
  }

  @Test
  void sentences_of_a_batch_are_more_alike_than_by_chance() {
    assertThat(likeness(pass("alike=true"))).isGreaterThan(likeness(pass("alike=false")) + 0.2);
  }

  @Test
  void a_seed_fixes_the_batches() {
    assertThat(pass("alike=true").toArray(int[][]::new))
        .isDeepEqualTo(pass("alike=true").toArray(int[][]::new));
  }

  private List<int[]> pass(String alike) {
    return pass(alike, IntStream.range(0, SENTENCES).mapToObj(i -> new int[] {i}).toList());
  }

  private List<int[]> pass(String alike, List<int[]> rows) {
    Recipe recipe = Recipe.of(new String[] {alike, "batch=" + BATCH});
    try (Workers workers = new Workers(2)) {
      return new Batches(recipe, workers, rows, targets).next();
    }
  }

  private double likeness(List<int[]> pass) {
    return pass.stream()
        .mapToDouble(batch -> Vectors.dot(targets[batch[0]], 0, targets[batch[1]], 0, WIDTH))
        .average()
        .orElseThrow();
  }

  private static float[][] targets() {
    Random random = new Random(6);
    float[][] targets = new float[SENTENCES][WIDTH];
    for (float[] target : targets) {
      for (int d = 0; d < WIDTH; d++) {
        target[d] = (float) random.nextGaussian();
      }
      Vectors.toUnit(target);
    }
    return targets;
  }
}
