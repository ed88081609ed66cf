package io.codingrouter.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The keys of the format as tables in Markdown, made from the schema. */
final class ConfigPage {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode root;
  private final StringBuilder page = new StringBuilder();
  private final Set<JsonNode> seen = new HashSet<>();

  private ConfigPage(String schema) throws JsonProcessingException {
    root = JSON.readTree(schema);
  }

  static String render(String schema) throws JsonProcessingException {
    ConfigPage page = new ConfigPage(schema);
    page.section("", page.root);
    return page.page.toString();
  }

  private void section(String path, JsonNode schema) {
    if (!seen.add(schema)) {
      return;
    }
    page.append("\n### ").append(path.isEmpty() ? "Top level" : "`" + path + "`").append("\n\n");
    if (!path.isEmpty() && schema.has("description")) {
      page.append(schema.get("description").asText()).append("\n\n");
    }
    page.append("| key | type | default | meaning |\n|---|---|---|---|\n");
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(key -> required.add(key.asText()));
    List<Runnable> inner = new ArrayList<>();
    schema
        .get("properties")
        .properties()
        .forEach(
            property -> {
              row(property.getKey(), property.getValue(), required);
              inner.add(() -> below(path, property.getKey(), property.getValue()));
            });
    inner.forEach(Runnable::run);
    schema.path("allOf").forEach(variant -> variant(path, variant));
  }

  /** The settings that something has if it is of a type. */
  private void variant(String path, JsonNode variant) {
    JsonNode settings = variant.at("/then/properties/configuration");
    if (settings.has("properties")) {
      String type = variant.at("/if/properties/type/const").asText();
      section(path + ".configuration (" + type + ")", settings);
    }
  }

  private void row(String key, JsonNode property, Set<String> required) {
    String fallback =
        property.has("default")
            ? "`" + property.get("default") + "`"
            : required.contains(key) ? "required" : "";
    page.append("| `")
        .append(key)
        .append("` | ")
        .append(type(property))
        .append(" | ")
        .append(fallback.equals("`\"\"`") ? "" : fallback)
        .append(" | ")
        .append(property.get("description").asText().replace("|", "\\|"))
        .append(" |\n");
  }

  private void below(String path, String key, JsonNode property) {
    String here = path.isEmpty() ? key : path + "." + key;
    JsonNode schema = resolve(property);
    if (schema.has("properties")) {
      section(here, schema);
    }
    JsonNode items = resolve(schema.path("items"));
    if (items.has("properties")) {
      section(here + "[]", items);
    }
    JsonNode values = resolve(schema.path("additionalProperties"));
    if (values.has("properties")) {
      section(here + ".*", values);
    }
  }

  /** The mapping among what a key may be, else the first. */
  private JsonNode resolve(JsonNode schema) {
    if (schema.has("$ref")) {
      return resolve(root.at(schema.get("$ref").asText().substring(1)));
    }
    for (JsonNode option : schema.path("anyOf")) {
      JsonNode resolved = resolve(option);
      if (resolved.has("properties")) {
        return resolved;
      }
    }
    return schema;
  }

  private String type(JsonNode schema) {
    if (schema.has("$ref")) {
      return schema.get("$ref").asText().endsWith("/variable")
          ? "`${VAR}`"
          : type(root.at(schema.get("$ref").asText().substring(1)));
    }
    if (schema.has("enum")) {
      List<String> words = new ArrayList<>();
      schema.get("enum").forEach(word -> words.add("`" + word.asText() + "`"));
      return String.join(", ", words);
    }
    if (schema.has("anyOf")) {
      List<String> types = new ArrayList<>();
      schema
          .get("anyOf")
          .forEach(
              option -> {
                if (!option.path("$ref").asText().endsWith("/variable")) {
                  types.add(type(option));
                }
              });
      return String.join(" or ", types);
    }
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      List<String> types = new ArrayList<>();
      type.forEach(one -> types.add(word(one.asText())));
      return String.join(" or ", types);
    }
    if (type.asText().equals("array")) {
      return "list of " + plural(type(schema.path("items")));
    }
    return word(type.asText()) + range(schema);
  }

  private static String word(String type) {
    return switch (type) {
      case "string" -> "text";
      case "object" -> "keys";
      case "boolean" -> "true or false";
      case "array" -> "list";
      default -> type;
    };
  }

  private static String plural(String type) {
    return switch (type) {
      case "text" -> "texts";
      case "keys" -> "mappings";
      case "" -> "values";
      default -> type;
    };
  }

  private static String range(JsonNode schema) {
    String least = schema.path("minimum").asText();
    String most = schema.path("maximum").asText();
    if (most.length() > 6 || most.isEmpty()) {
      return least.isEmpty() || least.startsWith("-") ? "" : " from " + least;
    }
    return " " + least + " to " + most;
  }
}
