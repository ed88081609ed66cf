package io.codingrouter.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The keywords of one schema that has one type, as Gemini takes them. Used by one thread. */
final class SchemaKeywords {
  private static final String ENUM = "enum";
  private static final String CONST = "const";
  private static final String FORMAT = "format";
  private static final String MINIMUM = "minimum";
  private static final String MAXIMUM = "maximum";

  /** What their reference lists for a value of any type, and what is written elsewhere. */
  private static final Set<String> ANYWHERE =
      Set.of("type", "description", "nullable", "anyOf", "oneOf", "allOf", "$ref");

  /** What it lists for each type. */
  private static final Map<String, Set<String>> BY_TYPE =
      Map.of(
          "object",
          Set.of("properties", "required", "minProperties", "maxProperties", "propertyOrdering"),
          "array",
          Set.of("items", "prefixItems", "minItems", "maxItems"),
          "string",
          Set.of(ENUM, FORMAT, "pattern", "minLength", "maxLength"),
          "number",
          Set.of(FORMAT, MINIMUM, MAXIMUM),
          "integer",
          Set.of(FORMAT, MINIMUM, MAXIMUM),
          "boolean",
          Set.of());

  /** Those that are written elsewhere. */
  private static final Set<String> NESTED =
      Set.of("properties", "required", "items", "prefixItems");

  private static final Map<String, Set<String>> FORMATS =
      Map.of(
          "string",
          Set.of("date-time", ENUM),
          "number",
          Set.of("float", "double"),
          "integer",
          Set.of("int32", "int64"));

  /** Keywords that may be named: a schema may have any other word in their place. */
  private static final Set<String> NAMED =
      Set.of(
          "$anchor",
          "$comment",
          "$defs",
          "$id",
          "$schema",
          "additionalItems",
          "additionalProperties",
          CONST,
          "contains",
          "contentEncoding",
          "contentMediaType",
          "default",
          "definitions",
          "dependencies",
          "dependentRequired",
          "dependentSchemas",
          "deprecated",
          "else",
          ENUM,
          "example",
          "examples",
          "exclusiveMaximum",
          "exclusiveMinimum",
          FORMAT,
          "if",
          "maxContains",
          "maxItems",
          "maxLength",
          "maxProperties",
          MAXIMUM,
          "minContains",
          "minItems",
          "minLength",
          "minProperties",
          MINIMUM,
          "multipleOf",
          "not",
          "pattern",
          "patternProperties",
          "propertyNames",
          "propertyOrdering",
          "readOnly",
          "strict",
          "then",
          "title",
          "unevaluatedItems",
          "unevaluatedProperties",
          "uniqueItems",
          "writeOnly");

  private final ObjectNode schema;
  private final ObjectNode target;
  private final Changes changes;
  private final SchemaHints hints = new SchemaHints();
  private final Set<String> written = new TreeSet<>();

  SchemaKeywords(ObjectNode schema, ObjectNode target, Changes changes) {
    this.schema = schema;
    this.target = target;
    this.changes = changes;
  }

  /** Writes all but the schemas within this one. */
  void write(String type) {
    Set<String> taken = BY_TYPE.getOrDefault(type, Set.of());
    for (Map.Entry<String, JsonNode> field : schema.properties()) {
      String keyword = field.getKey();
      if (taken.contains(keyword) && !NESTED.contains(keyword)) {
        copy(keyword, field.getValue(), type);
      }
    }
    values(type);
    bound("exclusiveMinimum", MINIMUM, 1, type, "Greater than");
    bound("exclusiveMaximum", MAXIMUM, -1, type, "Less than");
    say();
    if (schema.path("nullable").isBoolean()) {
      target.set("nullable", schema.path("nullable"));
    }
    hints.writeTo(target, JsonTree.text(schema, "description"));
    written.addAll(ANYWHERE);
    written.addAll(NESTED);
    tellRemoved(schema, written, changes);
  }

  private void copy(String keyword, JsonNode value, String type) {
    boolean formatted = keyword.equals(FORMAT);
    if (formatted && !FORMATS.getOrDefault(type, Set.of()).contains(value.asText())) {
      hints.add("Format:", value);
    } else if (!keyword.equals(ENUM)) {
      target.set(keyword, value);
      written.add(keyword);
    }
  }

  // Only texts can be listed, and none that is empty.
  private void values(String type) {
    boolean constant = schema.has(CONST);
    JsonNode values =
        constant ? JsonTree.NODES.arrayNode().add(schema.path(CONST)) : schema.path(ENUM);
    if (!values.isArray()) {
      return;
    }
    ArrayNode own = JsonTree.NODES.arrayNode();
    boolean sayable = type.equals("string");
    for (JsonNode value : values) {
      if (value.isNull() && !schema.has("type")) {
        target.put("nullable", true);
      } else if (!value.isNull()) {
        own.add(value);
        sayable &= value.isTextual() && !value.textValue().isEmpty();
      }
    }
    if (sayable && !own.isEmpty()) {
      target.set(ENUM, own);
      written.add(constant ? CONST : ENUM);
      if (constant) {
        changes.add("const written as enum in a tool's schema");
      }
    } else {
      hints.addOneOf(values);
    }
  }

  private void bound(String exclusive, String inclusive, int step, String type, String words) {
    JsonNode limit = schema.path(exclusive);
    if (!limit.isNumber()
        || target.has(inclusive)
        || !BY_TYPE.getOrDefault(type, Set.of()).contains(inclusive)) {
      return;
    }
    BigDecimal number = limit.decimalValue();
    boolean exact = type.equals("integer") && number.stripTrailingZeros().scale() <= 0;
    target.put(inclusive, exact ? number.add(BigDecimal.valueOf(step)) : number);
    if (!exact) {
      hints.add(words, limit);
    }
    changes.add(exclusive + " written as " + inclusive + " in a tool's schema");
    written.add(exclusive);
  }

  private void say() {
    if (JsonTree.has(schema, "default")) {
      hints.add("Default:", schema.path("default"));
    }
    if (schema.path("multipleOf").isNumber()) {
      hints.add("A multiple of", schema.path("multipleOf"));
    }
    if (schema.path("uniqueItems").asBoolean(false)) {
      hints.add("No item twice.");
    }
  }

  /** Tells what of a schema was not written. */
  static void tellRemoved(ObjectNode schema, Set<String> written, Changes changes) {
    List<String> names = schema.properties().stream().map(Map.Entry::getKey).toList();
    for (String name : names) {
      if (!written.contains(name)) {
        changes.add(
            (NAMED.contains(name) ? name : "a keyword that Gemini does not know")
                + " removed from a tool's schema");
      }
    }
  }
}
