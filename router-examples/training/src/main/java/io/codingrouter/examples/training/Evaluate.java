package io.codingrouter.examples.training;

import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15.BgeSmallEnV15EmbeddingModel;
import io.codingrouter.embedding.EmbeddingModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints the table of figures of the built-in model, MiniLM and bge-small, and their times in the
 * same run: {@code Evaluate FOLDER [page=PAGE] [built-in|minilm|bge]…}.
 */
public final class Evaluate {
  private static final String TIMES_ONLY = "-";
  private static final String PAGE = "page=";

  /** 200 characters. */
  private static final String TEXT =
      "Please refactor this class so that the cache is split by tenant, add a unit test for the "
          + "expiry of entries, and explain in two sentences why the old version could serve the "
          + "answer of another user again.";

  private Evaluate() {}

  /**
   * Measures.
   *
   * @param args the folder of labelled rows, or {@code -} for the times alone; then the page to put
   *     the table into, if any, and which models; all three if none is named
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    List<String> names = new ArrayList<>(Arrays.asList(args).subList(1, args.length));
    names.removeIf(name -> name.startsWith(PAGE));
    if (names.isEmpty()) {
      names = List.of("built-in", "minilm", "bge");
    }
    List<Figure> figures = args[0].equals(TIMES_ONLY) ? List.of() : Figure.all(Path.of(args[0]));
    Table table = new Table(names);
    List<EmbeddingModel> models = new ArrayList<>();
    for (String name : names) {
      models.add(model(name));
    }
    for (Figure figure : figures) {
      double[][] values = new double[models.size()][];
      for (int i = 0; i < values.length; i++) {
        values[i] = measure(figure, models.get(i));
      }
      for (int line = 0; line < figure.names().size(); line++) {
        int number = line;
        table.line(
            figure.names().get(line),
            Arrays.stream(values)
                .map(value -> String.format(Locale.ROOT, "%.3f", value[number]))
                .toList());
      }
      System.err.println(figure.names().get(0));
    }
    table.line(
        TEXT.length() + " characters: median time",
        models.stream()
            .map(model -> String.format(Locale.ROOT, "%,.1f µs", micros(model)))
            .toList());
    System.out.print(table);
    for (String arg : args) {
      if (arg.startsWith(PAGE)) {
        table.putInto(Path.of(arg.substring(PAGE.length())));
      }
    }
  }

  /** Rows of one figure share texts, and a text is embedded once for it. */
  private static double[] measure(Figure figure, EmbeddingModel model) {
    Map<String, float[]> vectors = new HashMap<>();
    return figure.of(
        text -> vectors.computeIfAbsent(text, absent -> model.embed(absent).toArray()));
  }

  private static EmbeddingModel model(String name) {
    return switch (name) {
      case "built-in" -> EmbeddingModel.embedded();
      case "minilm" -> {
        AllMiniLmL6V2EmbeddingModel minilm = new AllMiniLmL6V2EmbeddingModel();
        yield EmbeddingModel.of(
            "all-minilm-l6-v2", 384, text -> minilm.embed(text).content().vector());
      }
      case "bge" -> {
        BgeSmallEnV15EmbeddingModel bge = new BgeSmallEnV15EmbeddingModel();
        yield EmbeddingModel.of(
            "bge-small-en-v1.5", 384, text -> bge.embed(text).content().vector());
      }
      default -> throw new IllegalArgumentException("no model is named " + name);
    };
  }

  /** The median of runs of some milliseconds each, after a warm-up. */
  private static double micros(EmbeddingModel model) {
    double[] runs = new double[41];
    for (int warm = 0; warm < 2; warm++) {
      for (int i = 0; i < runs.length; i++) {
        long began = System.nanoTime();
        int count = 0;
        while (System.nanoTime() - began < 20_000_000) {
          model.embed(TEXT);
          count++;
        }
        runs[i] = (System.nanoTime() - began) / 1e3 / count;
      }
    }
    Arrays.sort(runs);
    return runs[runs.length / 2];
  }
}
