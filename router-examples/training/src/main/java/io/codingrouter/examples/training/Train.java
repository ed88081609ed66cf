package io.codingrouter.examples.training;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Distils a teacher into the built-in embedding's weights: {@code corpus=… heldOut=… out=…}, see
 * {@link Recipe}.
 */
public final class Train {
  private static final int THREADS = 2;
  private static final double RARE = 1e-3;
  private static final int FIRST_BATCH = 256;

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
    List<String> vocabulary = vocabulary(recipe.teacher());
    try (HuggingFaceTokenizer tokenizer = Teacher.tokenizer(recipe.teacher());
        Workers workers = new Workers(THREADS)) {
      Tokens tokens = new Tokens(tokenizer);
      List<String> sentences =
          corpus.sentences().stream()
              .filter(sentence -> Corpus.teaches(sentence, heldOut))
              .filter(sentence -> tokens.ids(sentence).length <= recipe.longest())
              .toList();
      List<String> asks = Asks.make(recipe.asks(), vocabulary, sentences, heldOut, recipe.seed());
      List<int[]> rows =
          Stream.of(sentences, asks).flatMap(each -> tokens.ids(each).stream()).toList();
      float[][] teacher =
          Stream.concat(
                  Arrays.stream(TeacherCache.vectors(recipe.teacher(), sentences, recipe.work())),
                  Arrays.stream(TeacherCache.vectors(recipe.teacher(), asks, recipe.work())))
              .toArray(float[][]::new);
      Projection projection =
          recipe.centred()
              ? Projection.centred(teacher, Recipe.DIMENSIONS)
              : Projection.fit(teacher, Recipe.DIMENSIONS);
      for (int i = 0; i < teacher.length; i++) {
        teacher[i] = projection.unit(teacher[i]);
      }
      Student student = begin(recipe, projection, vocabulary.size(), rows);
      new Fit(recipe, workers, student, rows, teacher).run();
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

  /**
   * The first weights: what the teacher makes of each token alone, the less the more frequent it
   * is. The pad token stands for a text without tokens.
   */
  private static Student begin(
      Recipe recipe, Projection projection, int vocabulary, List<int[]> rows) throws IOException {
    long[] counts = new long[vocabulary];
    rows.forEach(sentence -> Arrays.stream(sentence).forEach(id -> counts[id]++));
    double total = Arrays.stream(counts).sum();
    Student student = new Student(vocabulary, Recipe.DIMENSIONS);
    try (Teacher teacher = Teacher.open(recipe.teacher())) {
      long[] marks = teacher.ids("");
      for (int from = 0; from < vocabulary; from += FIRST_BATCH) {
        int to = Math.min(vocabulary, from + FIRST_BATCH);
        List<long[]> batch = new ArrayList<>();
        for (int id = from; id < to; id++) {
          batch.add(id == 0 ? marks : new long[] {marks[0], id, marks[1]});
        }
        float[][] vectors = teacher.embed(batch);
        for (int id = from; id < to; id++) {
          double weight = RARE / (RARE + counts[id] / total);
          student.set(id, projection.unit(vectors[id - from]), (float) weight);
        }
      }
    }
    return student;
  }

  private static String provenance(
      Recipe recipe, String corpus, int sentences, String digest, Quantized quantized) {
    return String.join(
        "\n",
        "digest: " + digest,
        "teacher: "
            + recipe.teacher().file()
            + " ("
            + recipe.teacher().licence()
            + "), as on Maven Central",
        "vocabulary: bert-base-uncased, Apache-2.0, from the teacher's file",
        "corpus-sha256: " + corpus,
        "sentences: " + sentences + " of " + recipe.sentences() + " drawn",
        "longest: " + recipe.longest(),
        "asks: " + recipe.asks(),
        "centred: " + recipe.centred(),
        "passes: " + recipe.passes(),
        "batch: " + recipe.batch(),
        "group: " + recipe.group(),
        "rate: " + recipe.rate(),
        "contrast: " + recipe.contrast() + (recipe.soft() ? " soft" : "") + " x" + recipe.scale(),
        "spread: " + recipe.spread(),
        "seed: " + recipe.seed(),
        "rows: " + quantized.rows(),
        "dimensions: " + quantized.dimensions(),
        String.format(java.util.Locale.ROOT, "rounding-likeness: %.5f", quantized.likeness()),
        "");
  }
}
