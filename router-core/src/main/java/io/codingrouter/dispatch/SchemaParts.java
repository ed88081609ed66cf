package io.codingrouter.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts together what a JSON Schema spreads over {@code $ref} and {@code allOf}, as far as all of it
 * can be said in one place: where two parts say a keyword, the first is believed. So the result
 * allows whatever the schema allows. Used by one thread.
 */
final class SchemaParts {
  private static final String REF = "$ref";
  private static final String ALL_OF = "allOf";
  private static final String PROPERTIES = "properties";
  private static final String REQUIRED = "required";

  private final JsonNode root;
  private final Changes changes;
  private final Set<String> open = new HashSet<>();

  /**
   * Begins.
   *
   * @param root what references of {@code #/…} begin at
   */
  SchemaParts(JsonNode root, Changes changes) {
    this.root = root;
    this.changes = changes;
  }

  /**
   * A schema in one place, and the references that it was found by: until these are closed, a
   * reference to one of them is one to itself.
   */
  record Whole(ObjectNode schema, List<String> references) {}

  Whole open(ObjectNode schema) {
    List<String> references = new ArrayList<>();
    return new Whole(whole(schema, references), references);
  }

  void close(Whole whole) {
    open.removeAll(whole.references());
  }

  // The own words of a schema come before those of its parts.
  private ObjectNode whole(ObjectNode schema, List<String> references) {
    if (!schema.has(REF) && !schema.has(ALL_OF)) {
      return schema;
    }
    ObjectNode whole = schema.deepCopy();
    JsonNode reference = whole.remove(REF);
    JsonNode parts = whole.remove(ALL_OF);
    if (reference != null && resolve(reference, references) instanceof ObjectNode target) {
      merge(whole, whole(target, references));
    }
    if (parts != null) {
      changes.add("allOf merged in a tool's schema");
      for (JsonNode part : parts) {
        if (part instanceof ObjectNode object) {
          merge(whole, whole(object, references));
        }
      }
    }
    return whole;
  }

  private JsonNode resolve(JsonNode reference, List<String> references) {
    String written = reference.asText();
    String pointer = written.startsWith("#") ? written.substring(1) : "?";
    JsonNode target =
        pointer.isEmpty() || pointer.startsWith("/") ? root.at(pointer) : JsonTree.NODES.nullNode();
    if (!target.isObject()) {
      changes.add("$ref that leads nowhere removed from a tool's schema");
    } else if (open.add(written)) {
      references.add(written);
      changes.add("$ref written out in a tool's schema");
    } else {
      changes.add("$ref that leads to itself removed from a tool's schema");
      return JsonTree.NODES.nullNode();
    }
    return target;
  }

  /** Adds what a part says, and the whole does not say by itself. */
  static void merge(ObjectNode whole, ObjectNode part) {
    for (Map.Entry<String, JsonNode> field : part.properties()) {
      JsonNode present = whole.get(field.getKey());
      if (present == null) {
        whole.set(field.getKey(), field.getValue().deepCopy());
      } else if (field.getKey().equals(PROPERTIES) && present instanceof ObjectNode properties) {
        field
            .getValue()
            .properties()
            .forEach(p -> properties.putIfAbsent(p.getKey(), p.getValue()));
      } else if (field.getKey().equals(REQUIRED) && present instanceof ArrayNode required) {
        addMissing(required, field.getValue());
      }
    }
  }

  private static void addMissing(ArrayNode names, JsonNode more) {
    Set<JsonNode> present = new HashSet<>();
    names.forEach(present::add);
    for (JsonNode name : more) {
      if (present.add(name)) {
        names.add(name);
      }
    }
  }
}
