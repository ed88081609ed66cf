package io.codingrouter.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Tells whether a value is one that a JSON Schema allows, for the keywords that tests use. */
final class SchemaCheck {
  private final JsonNode root;

  SchemaCheck(JsonNode root) {
    this.root = root;
  }

  boolean allows(JsonNode value) {
    return allows(root, value, 0);
  }

  private boolean allows(JsonNode schema, JsonNode value, int depth) {
    if (!schema.isObject()) {
      return schema.asBoolean(true);
    }
    if (depth > 40) {
      return true; // a reference to itself
    }
    if (value.isNull() && schema.path("nullable").asBoolean()) {
      return true;
    }
    return (!schema.has("$ref")
            || allows(root.at(schema.path("$ref").asText().substring(1)), value, depth + 1))
        && ofType(schema.path("type"), value)
        && oneOf(schema, value, depth)
        && listed(schema, value)
        && within(schema, value)
        && object(schema, value, depth)
        && array(schema, value, depth);
  }

  private static boolean ofType(JsonNode type, JsonNode value) {
    if (type.isArray()) {
      return StreamSupport.stream(type.spliterator(), false).anyMatch(each -> ofType(each, value));
    }
    return switch (type.asText("")) {
      case "" -> true;
      case "string" -> value.isTextual();
      case "number" -> value.isNumber();
      case "integer" -> value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0;
      case "boolean" -> value.isBoolean();
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "null" -> value.isNull();
      default -> throw new AssertionError("type " + type);
    };
  }

  private boolean oneOf(JsonNode schema, JsonNode value, int depth) {
    boolean any = !schema.has("anyOf") || count(schema.path("anyOf"), value, depth) > 0;
    boolean one = !schema.has("oneOf") || count(schema.path("oneOf"), value, depth) == 1;
    boolean all = count(schema.path("allOf"), value, depth) == schema.path("allOf").size();
    return any && one && all;
  }

  private long count(JsonNode schemas, JsonNode value, int depth) {
    return StreamSupport.stream(schemas.spliterator(), false)
        .filter(each -> allows(each, value, depth + 1))
        .count();
  }

  private static boolean listed(JsonNode schema, JsonNode value) {
    return (!schema.has("const") || schema.path("const").equals(value))
        && (!schema.has("enum")
            || StreamSupport.stream(schema.path("enum").spliterator(), false)
                .anyMatch(value::equals));
  }

  private static boolean within(JsonNode schema, JsonNode value) {
    if (value.isTextual()) {
      return value.textValue().length() >= schema.path("minLength").asInt(0);
    }
    if (!value.isNumber()) {
      return true;
    }
    BigDecimal number = value.decimalValue();
    return (!schema.has("minimum") || number.compareTo(schema.path("minimum").decimalValue()) >= 0)
        && (!schema.has("maximum") || number.compareTo(schema.path("maximum").decimalValue()) <= 0)
        && (!schema.has("exclusiveMinimum")
            || number.compareTo(schema.path("exclusiveMinimum").decimalValue()) > 0)
        && (!schema.has("exclusiveMaximum")
            || number.compareTo(schema.path("exclusiveMaximum").decimalValue()) < 0);
  }

  private boolean object(JsonNode schema, JsonNode value, int depth) {
    if (!value.isObject()) {
      return true;
    }
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.asText())) {
        return false;
      }
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      JsonNode property = schema.path("properties").path(field.getKey());
      JsonNode allowed = property.isMissingNode() ? schema.path("additionalProperties") : property;
      if (!allowed.isMissingNode() && !allows(allowed, field.getValue(), depth + 1)) {
        return false;
      }
    }
    return true;
  }

  private boolean array(JsonNode schema, JsonNode value, int depth) {
    if (!value.isArray()) {
      return true;
    }
    if (value.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)
        || value.size() < schema.path("minItems").asInt(0)) {
      return false;
    }
    JsonNode places = schema.path("prefixItems");
    for (int i = 0; i < value.size(); i++) {
      JsonNode item = i < places.size() ? places.get(i) : schema.path("items");
      if (!item.isMissingNode() && !allows(item, value.get(i), depth + 1)) {
        return false;
      }
    }
    return true;
  }
}
