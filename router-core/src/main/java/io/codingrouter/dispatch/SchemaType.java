package io.codingrouter.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;

/** The one type of a schema, said or meant. */
final class SchemaType {
  private static final Set<String> TYPES =
      Set.of("string", "number", "integer", "boolean", "object", "array", "null");

  private SchemaType() {}

  /** The type of a schema without alternatives; {@code ""} if it may be of any. */
  static String of(JsonNode schema) {
    if (JsonTree.has(schema, "type")) {
      String type = JsonTree.text(schema, "type").toLowerCase(Locale.ROOT);
      return TYPES.contains(type) ? type : "";
    }
    if (schema.path("properties").isObject()) {
      return "object";
    }
    if (schema.has("items") || schema.has("prefixItems")) {
      return "array";
    }
    JsonNode constant = schema.path("const");
    return constant.isNull()
        ? "null"
        : schema.has("const") ? ofValue(constant) : ofValues(schema.path("enum"));
  }

  private static String ofValues(JsonNode values) {
    String type = "";
    for (JsonNode value : values) {
      String next = value.isNull() ? type : ofValue(value);
      if ((next.isEmpty() && !value.isNull()) || !(type.isEmpty() || type.equals(next))) {
        return "";
      }
      type = next;
    }
    return type;
  }

  /** The type of a value that a schema lists, {@code ""} for one that need not be told apart. */
  static String ofValue(JsonNode value) {
    return value.isTextual()
        ? "string"
        : value.isNumber() ? "number" : value.isBoolean() ? "boolean" : "";
  }
}
