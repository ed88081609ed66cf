package io.codingrouter.examples.training;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What a training run is made of; with the same recipe and files it makes the same weights.
 *
 * @param corpus gzipped sentences
 * @param heldOut a folder of labelled rows, whose texts must not be learnt from
 * @param work where the teacher's vectors are kept between runs
 * @param out where the resource is written
 * @param teacher the teacher
 * @param sentences how many sentences to draw at most
 * @param longest the most tokens of a sentence to learn from: a sum of tokens learns what each
 *     weighs from short ones, and the teacher needs a third of the time
 * @param asks how many made-up asks to learn from besides, see {@link Asks}
 * @param centred whether directions are counted from the teacher's mean vector, not from zero
 * @param passes how often each is seen
 * @param batch how many at a time
 * @param group how many of a batch are told apart from each other; divides it, a multiple of 4
 * @param rate the highest learning rate
 * @param contrast the weight of the contrastive term
 * @param scale what its cosines are multiplied by
 * @param soft whether its targets are the teacher's own similarities, not the sentence alone
 * @param spread the power by which directions in which sentences differ most are weakened at the
 *     end; 0 leaves them
 * @param seed for shuffling
 */
record Recipe(
    Path corpus,
    Path heldOut,
    Path work,
    Path out,
    TeacherModel teacher,
    int sentences,
    int longest,
    int asks,
    boolean centred,
    int passes,
    int batch,
    int group,
    double rate,
    double contrast,
    double scale,
    boolean soft,
    double spread,
    long seed) {

  /** The number of dimensions of the vectors. */
  static final int DIMENSIONS = 256;

  Recipe {
    if (group % 4 != 0 || batch % group != 0) {
      throw new IllegalArgumentException("group must divide batch and be a multiple of 4");
    }
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
            TeacherModel.valueOf(take(given, "teacher", "BGE_SMALL")),
            Integer.parseInt(take(given, "sentences", "70000")),
            Integer.parseInt(take(given, "longest", "24")),
            Integer.parseInt(take(given, "asks", "0")),
            Boolean.parseBoolean(take(given, "centred", "true")),
            Integer.parseInt(take(given, "passes", "8")),
            Integer.parseInt(take(given, "batch", "1024")),
            Integer.parseInt(take(given, "group", "1024")),
            Double.parseDouble(take(given, "rate", "0.002")),
            Double.parseDouble(take(given, "contrast", "1")),
            Double.parseDouble(take(given, "scale", "20")),
            Boolean.parseBoolean(take(given, "soft", "false")),
            Double.parseDouble(take(given, "spread", "0.2")),
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
