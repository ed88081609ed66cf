package io.codingrouter.examples.training;

import io.codingrouter.embedding.EmbeddingModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Prints the table of figures of the built-in model, MiniLM and bge-small, and their times in the
 * same run: {@code Evaluate FOLDER [page=PAGE] [work=FOLDER] [MODEL]…}. A model is {@code
 * built-in}, {@code minilm}, {@code bge}, {@code minilm-int8} or {@code bge-int8}.
 */
public final class Evaluate {
  private static final String TIMES_ONLY = "-";
  private static final String PAGE = "page=";
  private static final String WORK = "work=";
  private static final String BUILT_IN = "built-in";

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
   *     the table into, if any, where the other models' vectors are kept between runs, and which
   *     models; the first three if none is named
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    List<String> names = Arrays.stream(args).skip(1).filter(arg -> arg.indexOf('=') < 0).toList();
    if (names.isEmpty()) {
      names = List.of(BUILT_IN, "minilm", "bge");
    }
    Table table = new Table("figures", "", names);
    List<Figure> figures = args[0].equals(TIMES_ONLY) ? List.of() : Figure.all(Path.of(args[0]));
    List<EmbeddingModel> models = new ArrayList<>();
    List<List<String>> columns = new ArrayList<>();
    for (String name : names) {
      EmbeddingModel model = model(name);
      models.add(model);
      columns.add(column(model, figures, Path.of(option(args, WORK, "target/vectors"))));
    }
    double[] times = Times.micros(models, TEXT);
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).add(String.format(Locale.ROOT, "%,.1f µs", times[i]));
    }
    List<String> lines =
        Stream.concat(
                figures.stream().flatMap(figure -> figure.names().stream()),
                Stream.of(TEXT.length() + " characters: median time"))
            .toList();
    for (int i = 0; i < lines.size(); i++) {
      int number = i;
      table.line(lines.get(i), columns.stream().map(column -> column.get(number)).toList());
    }
    System.out.print(table);
    String page = option(args, PAGE, "");
    if (!page.isEmpty()) {
      table.putInto(Path.of(page));
    }
  }

  private static String option(String[] args, String name, String otherwise) {
    return Arrays.stream(args)
        .filter(arg -> arg.startsWith(name))
        .map(arg -> arg.substring(name.length()))
        .findFirst()
        .orElse(otherwise);
  }

  private static List<String> column(EmbeddingModel model, List<Figure> figures, Path work)
      throws IOException {
    List<String> column = new ArrayList<>();
    if (model == EmbeddingModel.embedded()) {
      figures.forEach(figure -> add(column, figure.of(text -> model.embed(text).toArray())));
    } else if (!figures.isEmpty()) {
      try (KeptVectors vectors = new KeptVectors(model, work)) {
        for (Figure figure : figures) {
          add(column, figure.of(vectors));
          System.err.println(model.id() + ": " + figure.names().get(0));
        }
      }
    }
    return column;
  }

  private static void add(List<String> column, double[] values) {
    for (double value : values) {
      column.add(String.format(Locale.ROOT, "%.3f", value));
    }
  }

  private static EmbeddingModel model(String name) throws IOException {
    return switch (name) {
      case BUILT_IN -> EmbeddingModel.embedded();
      case "minilm" -> inProcess("all-minilm-l6-v2", "allminilml6v2.AllMiniLmL6V2EmbeddingModel");
      case "bge" -> inProcess("bge-small-en-v1.5", "bgesmallenv15.BgeSmallEnV15EmbeddingModel");
      case "minilm-int8" -> teacher(TeacherModel.MINILM);
      case "bge-int8" -> teacher(TeacherModel.BGE_SMALL);
      default -> throw new IllegalArgumentException("no model is named " + name);
    };
  }

  /** A model as users of LangChain4j have it. By its class's name: only a run needs the jar. */
  private static EmbeddingModel inProcess(String id, String type) throws IOException {
    try {
      dev.langchain4j.model.embedding.EmbeddingModel model =
          Class.forName("dev.langchain4j.model.embedding.onnx." + type)
              .asSubclass(dev.langchain4j.model.embedding.EmbeddingModel.class)
              .getConstructor()
              .newInstance();
      return EmbeddingModel.of(id, 384, text -> model.embed(text).content().vector());
    } catch (ReflectiveOperationException e) {
      throw new IOException(type + " cannot be loaded; was -Ptraining given?", e);
    }
  }

  /** A model's quantised file, run by one thread: a fraction of the time. */
  private static EmbeddingModel teacher(TeacherModel model) throws IOException {
    Teacher teacher = Teacher.open(model);
    return EmbeddingModel.of(model.file(), 384, teacher::embed);
  }
}
