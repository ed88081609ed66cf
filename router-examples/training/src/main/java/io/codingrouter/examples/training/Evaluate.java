package io.codingrouter.examples.training;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.codingrouter.embedding.EmbeddingModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Prints the table of figures of the built-in model, MiniLM and bge-small, and their times in the
 * same run: {@code Evaluate FOLDER [built-in|minilm|bge]…}.
 */
public final class Evaluate {
  private static final String TIMES_ONLY = "-";

  /** 200 characters. */
  private static final String TEXT =
      "Please refactor this class so that the cache is split by tenant, add a unit test for the "
          + "expiry of entries, and explain in two sentences why the old version could serve the "
          + "answer of another user again.";

  private Evaluate() {}

  /**
   * Measures.
   *
   * @param args the folder of labelled rows, or {@code -} for the times alone; then which models;
   *     all three if none is named
   * @throws IOException if a file cannot be read
   */
  public static void main(String[] args) throws IOException {
    List<String> names =
        args.length > 1
            ? Arrays.asList(args).subList(1, args.length)
            : List.of("built-in", "minilm", "bge");
    List<EmbeddingModel> models = new ArrayList<>();
    for (String name : names) {
      models.add(model(name));
    }
    System.out.println("| | " + String.join(" | ", names) + " |");
    System.out.println("|---" + "|---".repeat(names.size()) + "|");
    List<Figure> figures = args[0].equals(TIMES_ONLY) ? List.of() : Figure.all(Path.of(args[0]));
    for (Figure figure : figures) {
      StringBuilder line = new StringBuilder("| " + figure.name());
      for (EmbeddingModel model : models) {
        Function<String, float[]> function = text -> model.embed(text).toArray();
        line.append(" | ").append(figure.of(function));
      }
      System.out.println(line.append(" |"));
    }
    StringBuilder line = new StringBuilder("| " + TEXT.length() + " characters: median time");
    for (EmbeddingModel model : models) {
      line.append(String.format(Locale.ROOT, " | %,.1f µs", micros(model)));
    }
    System.out.println(line.append(" |"));
  }

  private static EmbeddingModel model(String name) throws IOException {
    return switch (name) {
      case "built-in" -> EmbeddingModel.embedded();
      case "minilm" -> {
        AllMiniLmL6V2QuantizedEmbeddingModel minilm = new AllMiniLmL6V2QuantizedEmbeddingModel();
        yield EmbeddingModel.of(
            "all-minilm-l6-v2-q", 384, text -> minilm.embed(text).content().vector());
      }
      case "bge" -> {
        // as langchain4j does it, whose class of this release does not go with the other's
        Teacher bge = Teacher.open(TeacherModel.BGE_SMALL);
        yield EmbeddingModel.of("bge-small-en-v1.5-q", 384, bge::embed);
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
