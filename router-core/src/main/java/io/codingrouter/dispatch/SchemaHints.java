package io.codingrouter.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.StringJoiner;

/**
 * What a schema says that a backend takes no keyword for, in words for the model to read: they
 * follow the description. Used by one thread.
 */
final class SchemaHints {
  private static final int LONGEST = 200;

  private final StringJoiner sentences = new StringJoiner(" ");

  /** Says what values there are, or how they look, unless that takes too long. */
  void add(String beginning, JsonNode value) {
    String said = value.isTextual() ? value.textValue() : JsonTree.write(value);
    if (said.length() <= LONGEST) {
      sentences.add(beginning + " " + said + ".");
    }
  }

  /** Says one of a list of values. */
  void addOneOf(JsonNode values) {
    StringJoiner list = new StringJoiner(", ");
    values.forEach(value -> list.add(JsonTree.write(value)));
    if (list.length() <= LONGEST) {
      sentences.add((values.size() == 1 ? "Always " : "One of ") + list + ".");
    }
  }

  void add(String sentence) {
    sentences.add(sentence);
  }

  /** Writes the description with what was said behind it. */
  void writeTo(ObjectNode target, String description) {
    String said = sentences.toString();
    String whole =
        description.isBlank() ? said : said.isEmpty() ? description : description + " " + said;
    if (!whole.isEmpty()) {
      target.put("description", whole);
    }
  }
}
