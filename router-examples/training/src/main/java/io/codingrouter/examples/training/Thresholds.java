package io.codingrouter.examples.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.codingrouter.embedding.Embedding;
import io.codingrouter.embedding.EmbeddingModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Prints what the built-in model makes of the thresholds of embedding signals and of reasks: {@code
 * Thresholds FOLDER [PAGE]}. New weights need both looked at again.
 */
public final class Thresholds {
  private static final double[] SIGNALS = {0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75};
  private static final double[] REASKS = {0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9};
  private static final int ASKED = 15;
  private static final long SEED = 1;

  private final EmbeddingModel model = EmbeddingModel.embedded();
  private final Path folder;

  private Thresholds(Path folder) {
    this.folder = folder;
  }

  /**
   * Measures.
   *
   * @param args the folder of labelled rows; then the page to put the tables into, if any
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    Thresholds thresholds = new Thresholds(Path.of(args[0]));
    Table signals = thresholds.signals(5);
    Table reasks = thresholds.reasks();
    System.out.print(signals + "\n" + reasks);
    for (int candidates : new int[] {3, 10}) {
      System.out.print("\nwith " + candidates + " candidates\n\n" + thresholds.signals(candidates));
    }
    if (args.length > 1) {
      signals.putInto(Path.of(args[1]));
      reasks.putInto(Path.of(args[1]));
    }
  }

  private record Scored(double score, boolean right, boolean inScope) {}

  /** Precision and recall where the signal of the highest score fires, if it reaches. */
  private Table signals(int candidates) throws IOException {
    List<Scored> banking = scored("intent_banking77", candidates);
    List<Scored> clinc = scored("intent_clinc150", candidates);
    Table table =
        new Table(
            "signal thresholds",
            "Threshold",
            List.of(
                "banking77 precision / recall / F1",
                "clinc150 precision / recall / F1",
                "out of scope, yet fires"));
    for (double threshold : SIGNALS) {
      table.line(
          twoDigits(threshold),
          List.of(
              quality(banking, threshold),
              quality(clinc, threshold),
              share(clinc, row -> !row.inScope, row -> row.score >= threshold)));
    }
    return table;
  }

  private List<Scored> scored(String file, int candidates) throws IOException {
    Map<String, List<Embedding>> texts =
        Rows.read(folder.resolve(file + ".dev.jsonl")).stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.path("label").asText(),
                    TreeMap::new,
                    Collectors.mapping(this::text, Collectors.toCollection(ArrayList::new))));
    List<Scored> scored = new ArrayList<>();
    Random random = new Random(SEED);
    texts.values().forEach(of -> Collections.shuffle(of, random));
    texts.forEach(
        (label, of) -> {
          boolean inScope = !label.equals(Neighbours.OUT_OF_SCOPE);
          for (Embedding ask :
              inScope ? of.subList(candidates, Math.min(of.size(), candidates + ASKED)) : of) {
            scored.add(fire(ask, label, texts, candidates));
          }
        });
    return scored;
  }

  private static Scored fire(
      Embedding ask, String label, Map<String, List<Embedding>> texts, int candidates) {
    double best = -1;
    String fired = "";
    for (Map.Entry<String, List<Embedding>> intent : texts.entrySet()) {
      if (!intent.getKey().equals(Neighbours.OUT_OF_SCOPE)) {
        double score = score(ask, intent.getValue().subList(0, candidates));
        if (score > best) {
          best = score;
          fired = intent.getKey();
        }
      }
    }
    return new Scored(best, fired.equals(label), !label.equals(Neighbours.OUT_OF_SCOPE));
  }

  /** As {@code aggregation_method: max} has it. */
  private static double score(Embedding ask, List<Embedding> candidates) {
    double[] similarities = candidates.stream().mapToDouble(ask::similarity).sorted().toArray();
    double best = similarities[similarities.length - 1];
    return 0.75 * best + 0.25 * (best + similarities[similarities.length - 2]) / 2;
  }

  private static String quality(List<Scored> rows, double threshold) {
    double right = count(rows, row -> row.score >= threshold && row.right);
    double precision = right / Math.max(1, count(rows, row -> row.score >= threshold));
    double recall = right / count(rows, Scored::inScope);
    double f1 = 2 * precision * recall / Math.max(1e-9, precision + recall);
    return String.join(" / ", twoDigits(precision), twoDigits(recall), twoDigits(f1));
  }

  /** How many pairs reach a threshold: of those that mean the same, and of those that do not. */
  private Table reasks() throws IOException {
    Table table =
        new Table(
            "reask thresholds",
            "Threshold",
            Arrays.stream(REASKS).mapToObj(Thresholds::twoDigits).toList());
    List<JsonNode> forum =
        Rows.where(
            Rows.read(folder.resolve("cache_pairs_sts_forum.dev.jsonl")),
            "source",
            "question-question");
    List<JsonNode> sts = Rows.read(folder.resolve("cache_pairs_stsb_en.dev.jsonl"));
    line(table, "forum questions that mean the same, rated 4 or 5 of 5", rated(forum, 4, 5));
    line(table, "STS-B, rated 4.5 or more", rated(sts, 4.5, 5));
    line(table, "forum questions of one subject, rated 2 or less", rated(forum, 0, 2));
    line(table, "STS-B, rated 2.5 or less", rated(sts, 0, 2.5));
    line(table, "banking77, other intents", neighbours("intent_banking77"));
    line(table, "clinc150, other intents", neighbours("intent_clinc150"));
    return table;
  }

  private List<Double> rated(List<JsonNode> pairs, double from, double to) {
    return pairs.stream()
        .filter(row -> row.path("score").asDouble() >= from && row.path("score").asDouble() <= to)
        .map(row -> embed(row.path("a")).similarity(embed(row.path("b"))))
        .toList();
  }

  /** Likeness of rows of different labels, as chance has them beside each other. */
  private List<Double> neighbours(String file) throws IOException {
    List<JsonNode> rows = new ArrayList<>(Rows.read(folder.resolve(file + ".dev.jsonl")));
    Collections.shuffle(rows, new Random(SEED));
    List<Double> likeness = new ArrayList<>();
    for (int i = 1; i < rows.size(); i++) {
      if (!rows.get(i).path("label").equals(rows.get(i - 1).path("label"))) {
        likeness.add(text(rows.get(i)).similarity(text(rows.get(i - 1))));
      }
    }
    return likeness;
  }

  private static void line(Table table, String name, List<Double> likeness) {
    table.line(
        name + " (" + likeness.size() + ")",
        Arrays.stream(REASKS)
            .mapToObj(threshold -> share(likeness, each -> true, each -> each >= threshold))
            .toList());
  }

  private static <T> String share(List<T> all, Predicate<T> of, Predicate<T> which) {
    return twoDigits((double) count(all, of.and(which)) / Math.max(1, count(all, of)));
  }

  private static <T> long count(List<T> all, Predicate<T> which) {
    return all.stream().filter(which).count();
  }

  private Embedding text(JsonNode row) {
    return embed(row.path("text"));
  }

  private Embedding embed(JsonNode text) {
    return model.embed(text.asText());
  }

  private static String twoDigits(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
