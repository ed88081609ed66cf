package io.codingrouter.examples.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is measured over the same rows: some lines of the table. */
interface Figure {

  /** Returns the lines' names. */
  List<String> names();

  /** Measures a model, given as a function to unit vectors: a number for each name. */
  double[] of(Function<String, float[]> model);

  /** The files of a folder that {@link #all} measures with. */
  static List<Path> files(Path folder) {
    return Stream.of(
            "cache_pairs_stsb_en",
            "cache_pairs_sts_forum",
            "cache_pairs_stsb_multi",
            "cache_pairs_stsb_xling",
            "cache_pairs_sts_ko_ja",
            "cache_pairs_negation",
            "intent_banking77",
            "intent_clinc150",
            "domain_mmlu_pro",
            "domain_mmlu")
        .map(name -> folder.resolve(name + ".dev.jsonl"))
        .toList();
  }

  /** All figures, over the files of a folder. */
  static List<Figure> all(Path folder) throws IOException {
    List<Path> files = files(folder);
    List<JsonNode> sts = Rows.read(files.get(0));
    return List.of(
        spearman("STS-B, rows of its test half", Rows.where(sts, "source", "test")),
        spearman("STS-B, rows of its dev half", Rows.where(sts, "source", "dev")),
        spearman("forum STS", Rows.read(files.get(1))),
        spearman("STS in ten languages", some(files.get(2), 700)),
        spearman("STS, English against ten", some(files.get(3), 700)),
        spearman("STS, Korean and Japanese", some(files.get(4), 700)),
        opposites(some(files.get(5), 700)),
        neighbours("banking77", Rows.read(files.get(6))),
        neighbours("clinc150", Rows.read(files.get(7))),
        neighbours("MMLU-Pro domains", some(files.get(8), 1800)),
        neighbours("MMLU domains", some(files.get(9), 1200)));
  }

  /** Evenly spread rows, not many more than a number, where the whole file would take too long. */
  private static List<JsonNode> some(Path file, int number) throws IOException {
    List<JsonNode> rows = Rows.read(file);
    int stride = Math.max(1, rows.size() / number);
    return IntStream.range(0, rows.size())
        .filter(i -> i % stride == 0)
        .mapToObj(rows::get)
        .toList();
  }

  private static Figure spearman(String name, List<JsonNode> pairs) {
    return one(
        name + ": Spearman (" + pairs.size() + ")", model -> Correlation.spearman(pairs, model));
  }

  private static Figure opposites(List<JsonNode> rows) {
    List<JsonNode> opposites = rows.stream().filter(row -> row.path("label").asInt() == 0).toList();
    return one(
        "opposites: median cosine (" + opposites.size() + ")",
        model ->
            opposites.stream()
                .mapToDouble(
                    row -> {
                      float[] a = model.apply(row.path("a").asText());
                      float[] b = model.apply(row.path("b").asText());
                      return Vectors.dot(a, 0, b, 0, a.length);
                    })
                .sorted()
                .skip(opposites.size() / 2)
                .findFirst()
                .orElseThrow());
  }

  private static Figure neighbours(String name, List<JsonNode> rows) {
    boolean scoped =
        rows.stream().anyMatch(row -> row.path("label").asText().equals(Neighbours.OUT_OF_SCOPE));
    String count = " (" + rows.size() + ")";
    List<String> names =
        Stream.of("ten nearest: accuracy", "nearest mean: accuracy", "out of scope: AUC")
            .limit(scoped ? 3 : 2)
            .map(what -> name + ", " + what + count)
            .toList();
    return of(
        names,
        model -> {
          Neighbours.Result result = Neighbours.measure(rows, model);
          return new double[] {result.nearest(), result.mean(), result.outOfScope()};
        });
  }

  private static Figure one(String name, ToDoubleFunction<Function<String, float[]>> measure) {
    return of(List.of(name), model -> new double[] {measure.applyAsDouble(model)});
  }

  private static Figure of(
      List<String> names, Function<Function<String, float[]>, double[]> measure) {
    return new Figure() {
      @Override
      public List<String> names() {
        return names;
      }

      @Override
      public double[] of(Function<String, float[]> model) {
        return measure.apply(model);
      }
    };
  }
}
