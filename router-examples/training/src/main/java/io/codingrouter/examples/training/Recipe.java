package io.codingrouter.examples.training;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a training run is made of; with the same recipe and files it makes the same weights.
 *
 * @param corpus gzipped sentences
 * @param heldOut a folder of labelled rows, whose texts must not be learnt from
 * @param work where the teacher's vectors are kept between runs
 * @param out where the resource is written
 * @param teachers the teachers, which must have one vocabulary, see {@link SideBySide}
 * @param sentences how many sentences to draw at most
 * @param longest the most tokens of a sentence to learn from: a sum of tokens learns what each
 *     weighs from short ones, and the teacher needs a third of the time
 * @param passes how often each is seen
 * @param batch how many at a time, which are also told apart from each other; a multiple of 4
 * @param alike whether a batch is of sentences that are alike, see {@link Batches}
 * @param rate the highest learning rate
 * @param contrast the weight of the contrastive term
 * @param scale what its cosines are multiplied by
 * @param spread the power by which directions in which sentences differ most are weakened at the
 *     end; 0 leaves them
 * @param seed for shuffling
 */
record Recipe(
    Path corpus,
    Path heldOut,
    Path work,
    Path out,
    List<TeacherModel> teachers,
    int sentences,
    int longest,
    int passes,
    int batch,
    boolean alike,
    double rate,
    double contrast,
    double scale,
    double spread,
    long seed) {

  /** The number of dimensions of the vectors. */
  static final int DIMENSIONS = 256;

  private static final Pattern COMMA = Pattern.compile(",");

  Recipe {
    if (batch % 4 != 0 || teachers.isEmpty()) {
      throw new IllegalArgumentException("batch must be a multiple of 4, and a teacher be named");
    }
    teachers = List.copyOf(teachers);
  }

  static Recipe of(String[] args) {
    Map<String, String> given = new HashMap<>();
    for (String arg : args) {
      int at = arg.indexOf('=');
      if (at < 0) {
        throw new IllegalArgumentException("an argument is name=value, not " + arg);
      }
      given.put(arg.substring(0, at), arg.substring(at + 1));
    }
    Recipe recipe =
        new Recipe(
            Path.of(take(given, "corpus", "corpus.txt.gz")),
            Path.of(take(given, "heldOut", "semantic")),
            Path.of(take(given, "work", "target/training")),
            Path.of(take(given, "out", "target/training/resource")),
            COMMA
                .splitAsStream(take(given, "teachers", "BGE_SMALL,MINILM"))
                .map(TeacherModel::valueOf)
                .toList(),
            Integer.parseInt(take(given, "sentences", "1000000")),
            Integer.parseInt(take(given, "longest", "24")),
            Integer.parseInt(take(given, "passes", "8")),
            Integer.parseInt(take(given, "batch", "2048")),
            Boolean.parseBoolean(take(given, "alike", "true")),
            Double.parseDouble(take(given, "rate", "0.002")),
            Double.parseDouble(take(given, "contrast", "1")),
            Double.parseDouble(take(given, "scale", "20")),
            Double.parseDouble(take(given, "spread", "0.1")),
            Long.parseLong(take(given, "seed", "1")));
    if (!given.isEmpty()) {
      throw new IllegalArgumentException("unknown: " + given.keySet());
    }
    return recipe;
  }

  private static String take(Map<String, String> given, String name, String otherwise) {
    String value = given.remove(name);
    return value == null ? otherwise : value;
  }
}
