package io.codingrouter.examples.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
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

  /** All figures, over the files of a folder. */
  static List<Figure> all(Path folder) throws IOException {
    List<JsonNode> sts = rows(folder, "cache_pairs_stsb_en");
    return List.of(
        spearman("STS-B, rows of its test half", Rows.where(sts, "source", "test")),
        spearman("STS-B, rows of its dev half", Rows.where(sts, "source", "dev")),
        spearman("forum STS", rows(folder, "cache_pairs_sts_forum")),
        spearman("STS in ten languages", some(folder, "cache_pairs_stsb_multi", 700)),
        spearman("STS, English against ten", some(folder, "cache_pairs_stsb_xling", 700)),
        spearman("STS, Korean and Japanese", some(folder, "cache_pairs_sts_ko_ja", 700)),
        opposites(some(folder, "cache_pairs_negation", 700)),
        neighbours("banking77", rows(folder, "intent_banking77")),
        neighbours("clinc150", rows(folder, "intent_clinc150")),
        neighbours("MMLU-Pro domains", some(folder, "domain_mmlu_pro", 1800)),
        neighbours("MMLU domains", some(folder, "domain_mmlu", 1200)));
  }

  private static List<JsonNode> rows(Path folder, String name) throws IOException {
    return Rows.read(folder.resolve(name + ".dev.jsonl"));
  }

  /** Evenly spread rows, not many more than a number, where the whole file would take too long. */
  private static List<JsonNode> some(Path folder, String name, int number) throws IOException {
    List<JsonNode> rows = rows(folder, name);
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
    String count = " (" + rows.stream().filter(Neighbours::isMeasured).count() + ")";
    List<String> names =
        Stream.of("ten nearest: accuracy", "nearest mean: accuracy", "out of scope: AUC")
            .limit(scoped ? 3 : 2)
            .map(what -> name + ", " + what + count)
            .toList();
    return of(
        names,
        model -> {
          Neighbours.Result result = Neighbours.measure(rows, model);
          return Arrays.copyOf(
              new double[] {result.nearest(), result.mean(), result.outOfScope()}, names.size());
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
