package io.codingrouter.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Refuses parameters of a function that Gemini's API reference has no words for. */
final class GeminiApi {
  private static final Set<String> COMMON = Set.of("type", "description", "nullable");
  private static final Map<String, Set<String>> OF_TYPE =
      Map.of(
          "object",
          Set.of("properties", "required", "minProperties", "maxProperties"),
          "array",
          Set.of("items", "minItems", "maxItems"),
          "string",
          Set.of("enum", "format", "pattern", "minLength", "maxLength"),
          "number",
          Set.of("format", "minimum", "maximum"),
          "integer",
          Set.of("format", "minimum", "maximum"),
          "boolean",
          Set.of());
  private static final Set<String> FORMATS =
      Set.of("date-time", "enum", "float", "double", "int32", "int64");

  private GeminiApi() {}

  /** Checks the schema of a function's parameters. */
  static void accepts(JsonNode parameters) {
    assertThat(parameters.path("type").asText()).isEqualTo("object");
    check(parameters);
  }

  private static void check(JsonNode schema) {
    Set<String> names = new TreeSet<>();
    schema.fieldNames().forEachRemaining(names::add);
    if (names.contains("anyOf")) {
      assertThat(names).as("nothing stands beside anyOf").containsExactly("anyOf");
      assertThat(schema.path("anyOf").size()).isGreaterThan(1);
      schema.path("anyOf").forEach(GeminiApi::check);
      return;
    }
    String type = schema.path("type").asText();
    assertThat(OF_TYPE).containsKey(type);
    names.removeAll(COMMON);
    assertThat(OF_TYPE.get(type)).containsAll(names);
    schema.path("enum").forEach(value -> assertThat(value.asText("")).isNotEmpty());
    if (schema.has("format")) {
      assertThat(FORMATS).contains(schema.path("format").asText());
    }
    schema.path("properties").forEach(GeminiApi::check);
    schema
        .path("required")
        .forEach(name -> assertThat(schema.at("/properties").has(name.asText())).isTrue());
    if (type.equals("array")) {
      assertThat(schema.path("items").isObject()).isTrue();
      check(schema.path("items"));
    }
  }
}
