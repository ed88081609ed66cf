package io.codingrouter.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the schema of a function's parameters in the words that Gemini has: the {@code Schema} of
 * its API reference, a part of OpenAPI 3.0's. Whatever the schema allows, the result allows as
 * well, so no call that the tool would take is lost; what can no longer be demanded is said in the
 * description, where the model reads it. Bounded in depth and size. Used by one thread.
 */
final class GeminiSchema {
  private static final String TYPE = "type";
  private static final String NULL = "null";
  private static final String NULLABLE = "nullable";
  private static final String ANY_OF = "anyOf";
  private static final String ONE_OF = "oneOf";
  private static final String PROPERTIES = "properties";
  private static final String REQUIRED = "required";
  private static final String STRING = "string";
  private static final String OBJECT = "object";

  private static final int DEEPEST = 24;
  private static final int MOST_SCHEMAS = 4_000;

  private final Changes changes;
  private final SchemaParts parts;
  private int schemas;

  private GeminiSchema(JsonNode root, Changes changes) {
    this.changes = changes;
    this.parts = new SchemaParts(root, changes);
  }

  /** The parameters of a function as Gemini takes them; the very same if it takes them as given. */
  static JsonNode of(JsonNode parameters, Changes changes) {
    if (!(parameters instanceof ObjectNode given) || given.isEmpty()) {
      return parameters;
    }
    Changes made = new Changes();
    ObjectNode written = new GeminiSchema(given, made).top(given);
    if (written.equals(given)) {
      return parameters;
    }
    changes.addAll(made);
    return written;
  }

  // Parameters are always an object; a choice between objects becomes one that has what each has.
  private ObjectNode top(ObjectNode given) {
    SchemaParts.Whole whole = parts.open(given);
    ObjectNode schema = whole.schema().deepCopy();
    JsonNode choices = removeChoices(schema);
    schema.put(TYPE, OBJECT);
    if (!schema.has(PROPERTIES)) {
      choices.forEach(choice -> addProperties(schema, choice));
    }
    ObjectNode written = write(schema, 0);
    parts.close(whole);
    return written;
  }

  private void addProperties(ObjectNode schema, JsonNode choice) {
    if (choice instanceof ObjectNode object) {
      SchemaParts.Whole whole = parts.open(object);
      for (Map.Entry<String, JsonNode> property : whole.schema().path(PROPERTIES).properties()) {
        schema.withObject("/" + PROPERTIES).putIfAbsent(property.getKey(), property.getValue());
      }
      parts.close(whole);
    }
  }

  private JsonNode removeChoices(ObjectNode schema) {
    JsonNode any = schema.remove(ANY_OF);
    JsonNode one = schema.remove(ONE_OF);
    if (any != null || one != null) {
      changes.add("a choice removed from the top of a tool's schema");
    }
    JsonNode choices = any == null ? one : any;
    return choices == null ? JsonTree.NODES.arrayNode() : choices;
  }

  /** Any schema, in a place where any type may stand. */
  private ObjectNode value(JsonNode schema, int depth) {
    ObjectNode written = schema instanceof ObjectNode object ? write(object, depth) : anything("");
    return isNull(written) ? anything(JsonTree.text(written, "description")) : written;
  }

  private static boolean isNull(ObjectNode written) {
    return JsonTree.text(written, TYPE).equals(NULL);
  }

  private ObjectNode write(ObjectNode given, int depth) {
    if (depth > DEEPEST || ++schemas > MOST_SCHEMAS) {
      changes.add("a tool's schema that is too deep or too large cut off");
      return anything("");
    }
    SchemaParts.Whole whole = parts.open(given);
    ObjectNode schema = whole.schema();
    List<JsonNode> choices = choices(schema);
    ObjectNode written = choices.isEmpty() ? single(schema, depth) : choice(schema, choices, depth);
    parts.close(whole);
    return written;
  }

  /** The alternatives of a schema: its own, or one for each of its types. */
  private List<JsonNode> choices(ObjectNode schema) {
    List<JsonNode> choices = new ArrayList<>();
    for (String keyword : List.of(ANY_OF, ONE_OF)) {
      if (choices.isEmpty()) {
        schema.path(keyword).forEach(choices::add);
        if (keyword.equals(ONE_OF) && !choices.isEmpty()) {
          changes.add("oneOf written as anyOf in a tool's schema");
        }
      }
    }
    if (schema.has(PROPERTIES) && choices.stream().noneMatch(GeminiSchema::isOfItsOwn)) {
      if (!choices.isEmpty()) {
        changes.add("a choice removed from a tool's schema");
      }
      choices.clear();
    }
    if (choices.isEmpty() && schema.path(TYPE).isArray()) {
      for (JsonNode type : schema.path(TYPE)) {
        choices.add(JsonTree.NODES.objectNode().set(TYPE, type));
      }
    }
    return choices;
  }

  // Which of its properties an object must have is not worth saying all of them again.
  private static boolean isOfItsOwn(JsonNode choice) {
    return List.of(TYPE, PROPERTIES, "$ref", "allOf", ANY_OF, ONE_OF).stream()
        .anyMatch(choice::has);
  }

  // Their API takes nothing beside anyOf, so what stands there is said in each of its schemas.
  private ObjectNode choice(ObjectNode schema, List<JsonNode> choices, int depth) {
    ObjectNode common = schema.deepCopy();
    common.remove(List.of(ANY_OF, ONE_OF));
    if (common.path(TYPE).isArray()) {
      common.remove(TYPE);
    }
    Set<ObjectNode> written = new LinkedHashSet<>();
    boolean nullable = common.path(NULLABLE).asBoolean(false);
    for (JsonNode choice : choices) {
      if (!(choice instanceof ObjectNode object)) {
        return anything(JsonTree.text(schema, "description"));
      }
      ObjectNode one = write(with(object, common), depth + 1);
      if (isNull(one)) {
        nullable = true;
      } else if (one.has(ANY_OF)) {
        one.path(ANY_OF).forEach(each -> written.add((ObjectNode) each));
      } else {
        written.add(one);
      }
    }
    return joined(written, nullable);
  }

  private static ObjectNode with(ObjectNode choice, ObjectNode common) {
    ObjectNode both = choice.deepCopy();
    SchemaParts.merge(both, common);
    return both;
  }

  private static ObjectNode joined(Set<ObjectNode> written, boolean nullable) {
    if (written.isEmpty()) {
      return JsonTree.NODES.objectNode().put(TYPE, NULL);
    }
    if (nullable) {
      written = new LinkedHashSet<>(written.stream().map(GeminiSchema::orNull).toList());
    }
    if (written.size() == 1) {
      return written.iterator().next();
    }
    ObjectNode any = JsonTree.NODES.objectNode();
    any.putArray(ANY_OF).addAll(written);
    return any;
  }

  private static ObjectNode orNull(ObjectNode schema) {
    return schema.deepCopy().put(NULLABLE, true);
  }

  private ObjectNode single(ObjectNode schema, int depth) {
    String type = SchemaType.of(schema);
    if (type.isEmpty()) {
      SchemaKeywords.tellRemoved(schema, Set.of("description"), changes);
      return anything(JsonTree.text(schema, "description"));
    }
    ObjectNode written = JsonTree.NODES.objectNode().put(TYPE, type);
    SchemaKeywords keywords = new SchemaKeywords(schema, written, changes);
    keywords.write(type);
    if (type.equals(OBJECT)) {
      object(schema, written, depth);
    } else if (type.equals("array")) {
      written.set("items", items(schema, depth));
    }
    return written;
  }

  private void object(ObjectNode schema, ObjectNode written, int depth) {
    if (!schema.path(PROPERTIES).isObject()) {
      return;
    }
    ObjectNode properties = written.putObject(PROPERTIES);
    for (Map.Entry<String, JsonNode> property : schema.path(PROPERTIES).properties()) {
      if (!property.getValue().equals(JsonTree.NODES.booleanNode(false))) {
        properties.set(property.getKey(), value(property.getValue(), depth + 1));
      }
    }
    ArrayNode required = JsonTree.NODES.arrayNode();
    for (JsonNode name : schema.path(REQUIRED)) {
      if (properties.has(name.asText())) {
        required.add(name);
      }
    }
    if (!required.isEmpty()) {
      written.set(REQUIRED, required);
    }
  }

  // A list whose places differ becomes one of any of their kinds.
  private ObjectNode items(ObjectNode schema, int depth) {
    JsonNode items = schema.path("items");
    JsonNode places = items.isArray() ? items : schema.path("prefixItems");
    if (!places.isArray()) {
      return items.isObject() ? value(items, depth + 1) : anything("");
    }
    changes.add("a list of several kinds simplified in a tool's schema");
    JsonNode rest = items.isArray() ? schema.path("additionalItems") : items;
    boolean closed =
        rest.equals(JsonTree.NODES.booleanNode(false))
            || schema.path("maxItems").asInt(Integer.MAX_VALUE) <= places.size();
    if (!closed && !rest.isObject()) {
      return anything("");
    }
    ObjectNode any = JsonTree.NODES.objectNode();
    ArrayNode kinds = any.putArray(ANY_OF);
    places.forEach(kinds::add);
    if (rest.isObject()) {
      kinds.add(rest);
    }
    return kinds.isEmpty() ? anything("") : value(any, depth + 1);
  }

  /** A schema that allows what can be said at all, since their API wants a type everywhere. */
  private static ObjectNode anything(String description) {
    ObjectNode any = JsonTree.NODES.objectNode();
    ArrayNode kinds = any.putArray(ANY_OF);
    scalars(kinds, description);
    ObjectNode list = kinds.addObject().put(TYPE, "array");
    scalars(list.putObject("items").putArray(ANY_OF), "");
    return any;
  }

  private static void scalars(ArrayNode kinds, String description) {
    for (String type : List.of(STRING, "number", "boolean", OBJECT)) {
      ObjectNode kind = kinds.addObject().put(TYPE, type);
      if (!description.isEmpty()) {
        kind.put("description", description);
      }
      kind.put(NULLABLE, true);
    }
  }
}
