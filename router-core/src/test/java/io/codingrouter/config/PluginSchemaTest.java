package io.codingrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the schema and the loader say of the settings of plugins is the same. */
class PluginSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SETTINGS = "decisions[].plugins[].configuration";

  /** Settings that load, with every key that has keys of its own. */
  private static final Map<String, String> WHOLE =
      Map.of(
          "fast_response", "{\"message\": \"hi\"}",
          "system_prompt", "{\"system_prompt\": \"hi\"}",
          "request_params", "{}",
          "header_mutation",
              "{\"add\": [{\"name\": \"a\", \"value\": \"b\"}],"
                  + " \"update\": [{\"name\": \"c\", \"value\": \"d\"}], \"delete\": [\"e\"]}",
          "tools", "{\"mode\": \"filtered\", \"allow_tools\": [\"a\"], \"block_tools\": [\"b\"]}",
          "router_replay", "{}");

  private final Map<String, JsonNode> schemas = new TreeMap<>();

  PluginSchemaTest() {
    tree(RouterConfig.schema())
        .at("/properties/decisions/items/properties/plugins/items/allOf")
        .forEach(
            variant ->
                schemas.put(
                    variant.at("/if/properties/type/const").asText(),
                    variant.at("/then/properties/configuration")));
  }

  @Test
  void knows_the_plugins_that_act() {
    assertThat(schemas.keySet()).isEqualTo(WHOLE.keySet());
    for (String type : PluginReader.TYPES.written()) {
      List<Problem> warnings = Example.parse(with(type, WHOLE.getOrDefault(type, "{}"))).warnings();
      assertThat(warnings.isEmpty()).as(type).isEqualTo(WHOLE.containsKey(type));
    }
  }

  @Test
  void knows_the_keys_and_words_that_the_loader_asks_for() {
    schemas.forEach(
        (type, schema) -> {
          Map<String, Set<String>> asked = new TreeMap<>();
          Map<String, List<String>> words = new TreeMap<>();
          Problems problems = new Problems();
          RouterConfig.of(
              YamlComposer.compose(with(type, WHOLE.get(type)), problems),
              problems,
              name -> null,
              new Reading.Observer() {
                @Override
                public void read(String shape, Collection<String> keys) {
                  if (shape.startsWith(SETTINGS)) {
                    asked.put(shape, new TreeSet<>(keys));
                  }
                }

                @Override
                public void takes(String shape, Collection<String> known) {
                  if (shape.startsWith(SETTINGS)) {
                    words.put(shape, List.copyOf(known));
                  }
                }
              });
          Map<String, Set<String>> keys = new TreeMap<>();
          Map<String, List<String>> enums = new TreeMap<>();
          walk(SETTINGS, schema, keys, enums);
          assertThat(keys).as(type).isEqualTo(asked);
          assertThat(enums).as(type).isEqualTo(words);
        });
  }

  private static void walk(
      String shape,
      JsonNode schema,
      Map<String, Set<String>> keys,
      Map<String, List<String>> enums) {
    if (schema.has("properties")) {
      keys.put(shape, new TreeSet<>());
      schema
          .get("properties")
          .properties()
          .forEach(
              property -> {
                assertThat(property.getValue().path("title").asText()).isNotBlank();
                assertThat(property.getValue().path("description").asText()).endsWith(".");
                assertThat(property.getValue().path("examples")).isNotEmpty();
                keys.get(shape).add(property.getKey());
                walk(shape + "." + property.getKey(), property.getValue(), keys, enums);
              });
    }
    if (schema.has("enum")) {
      List<String> words = new ArrayList<>();
      schema.get("enum").forEach(word -> words.add(word.asText()));
      enums.put(shape, words);
    }
    if (schema.path("items").has("properties")) {
      walk(shape + "[]", schema.get("items"), keys, enums);
    }
  }

  @Test
  void has_examples_that_load_and_the_defaults_of_the_loader() {
    schemas.forEach(
        (type, schema) ->
            schema
                .get("properties")
                .properties()
                .forEach(
                    property -> {
                      String key = property.getKey();
                      ObjectNode without = base(type, key);
                      without.remove(key);
                      for (JsonNode example : property.getValue().get("examples")) {
                        ObjectNode settings = base(type, key);
                        settings.set(key, example);
                        assertThat(Example.problems(with(type, settings.toString())))
                            .as(type + " " + settings)
                            .isEmpty();
                      }
                      JsonNode value = property.getValue().get("default");
                      if (value != null) {
                        ObjectNode settings = without.deepCopy();
                        settings.set(key, value);
                        assertThat(Example.parse(with(type, settings.toString())))
                            .as(type + " " + settings)
                            .isEqualTo(Example.parse(with(type, without.toString())));
                      }
                    }));
  }

  /** Settings in which a key may stand. */
  private static ObjectNode base(String type, String key) {
    return (ObjectNode)
        switch (key) {
          case "strip_tool_history" -> tree("{\"mode\": \"none\"}");
          case "mode" ->
              tree(
                  type.equals("tools")
                      ? "{\"enabled\": false, \"allow_tools\": [\"a\"]}"
                      : WHOLE.get(type));
          default -> tree(WHOLE.get(type));
        };
  }

  private static String with(String type, String settings) {
    return Example.with(
        "    modelRefs:",
        "    plugins: [{type: " + type + ", configuration: " + settings + "}]\n    modelRefs:");
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
