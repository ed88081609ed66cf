package io.codingrouter.examples.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A line of the table: what is measured, and how. */
interface Figure {

  /** Returns its name. */
  String name();

  /** Measures a model, given as a function to unit vectors. */
  String of(Function<String, float[]> model);

  /** All lines, over the files of a folder. */
  static List<Figure> all(Path folder) throws IOException {
    List<JsonNode> sts = rows(folder, "cache_pairs_stsb_en");
    List<JsonNode> test = Rows.where(sts, "source", "test");
    return List.of(
        spearman("STS-B, rows of its test half: Spearman", test),
        spearman("STS-B, rows of its dev half: Spearman", Rows.where(sts, "source", "dev")),
        spearman("forum STS: Spearman", rows(folder, "cache_pairs_sts_forum")),
        spearman("STS in ten languages: Spearman", some(folder, "cache_pairs_stsb_multi", 700)),
        spearman("STS, English against ten: Spearman", some(folder, "cache_pairs_stsb_xling", 700)),
        spearman("STS, Korean and Japanese: Spearman", some(folder, "cache_pairs_sts_ko_ja", 700)),
        opposites(some(folder, "cache_pairs_negation", 700)),
        accuracy("banking77, ten nearest: accuracy", rows(folder, "intent_banking77")),
        accuracy(
            "clinc150, ten nearest: accuracy; out of scope: AUC", rows(folder, "intent_clinc150")),
        accuracy("MMLU-Pro domains, ten nearest: accuracy", some(folder, "domain_mmlu_pro", 1800)),
        accuracy("MMLU domains, ten nearest: accuracy", some(folder, "domain_mmlu", 1200)));
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
    return of(name + " (" + pairs.size() + ")", model -> three(Correlation.spearman(pairs, model)));
  }

  private static Figure accuracy(String name, List<JsonNode> rows) {
    return of(
        name + " (" + rows.size() + ")",
        model -> {
          Neighbours.Result result = Neighbours.measure(rows, model);
          String accuracy = three(result.accuracy());
          return Double.isNaN(result.outOfScope())
              ? accuracy
              : accuracy + "; " + three(result.outOfScope());
        });
  }

  private static Figure opposites(List<JsonNode> rows) {
    List<JsonNode> opposites = rows.stream().filter(row -> row.path("label").asInt() == 0).toList();
    return of(
        "opposites: median cosine (" + opposites.size() + ")",
        model ->
            three(
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
                    .orElseThrow()));
  }

  private static Figure of(String name, Function<Function<String, float[]>, String> measure) {
    return new Figure() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String of(Function<String, float[]> model) {
        return measure.apply(model);
      }
    };
  }

  private static String three(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
