package io.codingrouter.examples.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Labelled rows, one JSON object a line. */
final class Rows {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Rows() {}

  static List<JsonNode> read(Path file) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank()) {
        rows.add(JSON.readTree(line));
      }
    }
    return rows;
  }

  /** The texts of a row: one, or two that are compared. */
  static List<String> texts(JsonNode row) {
    return Stream.of("text", "a", "b").filter(row::has).map(n -> row.path(n).asText()).toList();
  }

  /** Rows whose field contains a word. */
  static List<JsonNode> where(List<JsonNode> rows, String field, String word) {
    return rows.stream().filter(row -> row.path(field).asText().contains(word)).toList();
  }
}
