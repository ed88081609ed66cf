package io.codingrouter.examples.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitTest {
  private static final int WORDS = 300;
  private static final int SENTENCES = 600;
  private static final int WIDTH = 16;

  @TempDir Path folder;

  @Test
  void the_same_recipe_makes_the_same_bytes() throws IOException {
    String first = digest("seed=7", 2, "first");

    assertThat(digest("seed=7", 2, "second")).isEqualTo(first);
    assertThat(Files.readAllBytes(folder.resolve("second/vectors.bin")))
        .isEqualTo(Files.readAllBytes(folder.resolve("first/vectors.bin")));
  }

  @Test
  void the_number_of_threads_changes_nothing() throws IOException {
    assertThat(digest("seed=7", 3, "three")).isEqualTo(digest("seed=7", 1, "one"));
  }

  @Test
  void another_seed_makes_others() throws IOException {
    assertThat(digest("seed=8", 2, "eight")).isNotEqualTo(digest("seed=7", 2, "seven"));
  }

  @Test
  void sums_turn_to_where_the_teacher_points() {
    List<int[]> rows = rows();
    float[][] targets = targets(rows);
    Student student = student();
    double before = likeness(student, rows, targets);

    fit("contrast=0", 2, student, rows, targets);

    assertThat(before).isLessThan(0.2);
    assertThat(likeness(student, rows, targets)).isGreaterThan(0.8);
  }

  private String digest(String argument, int threads, String name) throws IOException {
    List<int[]> rows = rows();
    float[][] targets = targets(rows);
    Student student = student();
    fit(argument, threads, student, rows, targets);
    student.spread(rows, 0.2);
    byte[] vocabulary =
        Quantized.lines(IntStream.range(0, WORDS).mapToObj(Integer::toString).toList());
    return Quantized.of(student, rows).write(vocabulary, folder.resolve(name));
  }

  private static void fit(
      String argument, int threads, Student student, List<int[]> rows, float[][] targets) {
    Recipe recipe = Recipe.of(new String[] {argument, "batch=64", "rate=0.05", "passes=20"});
    try (Workers workers = new Workers(threads)) {
      new Fit(recipe, workers, student, rows, targets).run();
    }
  }

  private static double likeness(Student student, List<int[]> rows, float[][] targets) {
    return IntStream.range(0, rows.size())
        .mapToDouble(i -> Vectors.dot(student.embed(rows.get(i)), 0, targets[i], 0, WIDTH))
        .average()
        .orElseThrow();
  }

  private static Student student() {
    return random(new Random(1));
  }

  private static Student random(Random random) {
    Student student = new Student(WORDS, WIDTH);
    for (int row = 0; row < WORDS; row++) {
      student.set(row, vector(random), 1);
    }
    return student;
  }

  private static float[] vector(Random random) {
    float[] vector = new float[WIDTH];
    for (int d = 0; d < WIDTH; d++) {
      vector[d] = (float) random.nextGaussian();
    }
    return vector;
  }

  private static List<int[]> rows() {
    Random random = new Random(2);
    return IntStream.range(0, SENTENCES)
        .mapToObj(i -> random.ints(1 + random.nextInt(6), 0, WORDS).toArray())
        .toList();
  }

  /** What another student makes of the sentences, so that it can be learnt. */
  private static float[][] targets(List<int[]> rows) {
    Student teacher = random(new Random(3));
    return rows.stream().map(teacher::embed).toArray(float[][]::new);
  }
}
