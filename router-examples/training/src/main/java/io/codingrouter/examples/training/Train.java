package io.codingrouter.examples.training;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Distils teachers into the built-in embedding's weights: {@code corpus=… heldOut=… out=…}, see
 * {@link Recipe}.
 */
public final class Train {
  private static final int THREADS = 2;
  private static final double RARE = 1e-3;

  private Train() {}

  /**
   * Runs a recipe.
   *
   * @param args see {@link Recipe}
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    Recipe recipe = Recipe.of(args);
    HeldOut heldOut = HeldOut.of(recipe.heldOut());
    Corpus corpus = Corpus.read(recipe.corpus(), heldOut, recipe.sentences(), recipe.seed());
    TeacherModel first = recipe.teachers().get(0);
    List<String> vocabulary = vocabulary(first);
    try (HuggingFaceTokenizer tokenizer = Teacher.tokenizer(first);
        Workers workers = new Workers(THREADS)) {
      Tokens reading = new Tokens(tokenizer);
      List<String> sentences =
          corpus.sentences().stream()
              .filter(sentence -> Corpus.teaches(sentence, heldOut))
              .filter(sentence -> reading.ids(sentence).length <= recipe.longest())
              .toList();
      List<int[]> rows = reading.ids(sentences);
      List<float[][]> vectors =
          workers.map(
              recipe.teachers(),
              teacher -> TeacherCache.vectors(teacher, sentences, recipe.work()));
      SideBySide teachers = SideBySide.of(vectors);
      float[][] targets = teachers.join(vectors);
      Projection projection = Projection.fit(targets, Recipe.DIMENSIONS);
      for (int i = 0; i < targets.length; i++) {
        targets[i] = projection.unit(targets[i]);
      }
      float[][] tokens =
          teachers.join(
              workers.map(recipe.teachers(), teacher -> alone(teacher, vocabulary.size())));
      Student student = begin(tokens, projection, rows);
      new Fit(recipe, workers, student, rows, targets).run();
      if (recipe.spread() > 0) {
        student.spread(rows, recipe.spread());
      }
      Quantized quantized = Quantized.of(student, rows.subList(0, Math.min(5000, rows.size())));
      String digest = quantized.write(Quantized.lines(vocabulary), recipe.out());
      Files.writeString(
          recipe.out().resolve("provenance.txt"),
          provenance(recipe, corpus.digest(), sentences.size(), digest, quantized));
      System.out.println("digest " + digest);
    }
  }

  private static List<String> vocabulary(TeacherModel teacher) throws IOException {
    JsonNode pieces =
        new ObjectMapper().readTree(Teacher.bytes(teacher.tokenizer())).path("model").path("vocab");
    String[] byId = new String[pieces.size()];
    pieces.properties().forEach(piece -> byId[piece.getValue().asInt()] = piece.getKey());
    return List.of(byId);
  }

  private static float[][] alone(TeacherModel model, int vocabulary) throws IOException {
    try (Teacher teacher = Teacher.open(model)) {
      return teacher.tokens(vocabulary);
    }
  }

  /**
   * The first weights: what the teachers make of each token alone, the less the more frequent it
   * is.
   */
  private static Student begin(float[][] tokens, Projection projection, List<int[]> rows) {
    long[] counts = new long[tokens.length];
    rows.forEach(sentence -> Arrays.stream(sentence).forEach(id -> counts[id]++));
    double total = Arrays.stream(counts).sum();
    Student student = new Student(tokens.length, Recipe.DIMENSIONS);
    for (int id = 0; id < tokens.length; id++) {
      double weight = RARE / (RARE + counts[id] / total);
      student.set(id, projection.unit(tokens[id]), (float) weight);
    }
    return student;
  }

  private static String provenance(
      Recipe recipe, String corpus, int sentences, String digest, Quantized quantized) {
    return String.join(
        "\n",
        "digest: " + digest,
        "teachers: " + teachers(recipe) + ", as on Maven Central",
        "vocabulary: bert-base-uncased, Apache-2.0, from a teacher's file",
        "corpus-sha256: " + corpus,
        "sentences: " + sentences,
        "longest: " + recipe.longest(),
        "passes: " + recipe.passes(),
        "batch: " + recipe.batch(),
        "alike: " + recipe.alike(),
        "rate: " + recipe.rate(),
        "contrast: " + recipe.contrast() + " x" + recipe.scale(),
        "spread: " + recipe.spread(),
        "seed: " + recipe.seed(),
        "rows: " + quantized.rows(),
        "dimensions: " + quantized.dimensions(),
        String.format(Locale.ROOT, "rounding-likeness: %.5f", quantized.likeness()),
        "");
  }

  private static String teachers(Recipe recipe) {
    return recipe.teachers().stream()
        .map(teacher -> teacher.file() + " (" + teacher.licence() + ")")
        .collect(Collectors.joining(", "));
  }
}
