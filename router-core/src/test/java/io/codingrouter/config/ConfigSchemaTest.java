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

/** The schema and the loader say the same. */
class ConfigSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode SCHEMA = tree(RouterConfig.schema());

  /** Reaches every section of the format. */
  private static final String EVERYTHING =
      """
      {
        "version": "v0.1",
        "listeners": [{"name": "l", "address": "127.0.0.1", "port": 1}],
        "providers": {
          "models": [{"name": "local-coder", "endpoints": [{"endpoint": "localhost"}],
            "pricing": {}, "input_modalities": ["text"], "capabilities": ["vision"],
            "location": "local", "limits": {"budget": {"amount": 1, "per": "day"}},
            "reliability": {"retry_on": ["5xx"]}}],
          "reliability": {"retry_on": ["5xx"]},
          "default_model": "local-coder",
          "reasoning_families": {"f": {"type": "reasoning_effort", "parameter": "p"}}
        },
        "signals": {
          "keywords": [{"name": "coding", "keywords": ["w"]}],
          "language": [{"name": "fr"}],
          "embeddings": [{"name": "near", "candidates": ["p"]}],
          "reasks": [{"name": "again"}],
          "context": [{"name": "long"}],
          "conversation": [{"name": "asks", "predicate": {"gte": 1, "lte": 9},
            "feature": {"type": "count", "source": {"type": "message"}}}],
          "structure": [{"name": "large", "predicate": {"gte": 1, "lte": 9},
            "feature": {"type": "count", "source": {"type": "text_bytes"}}}],
          "role_bindings": [{"name": "admins", "role": "admin",
            "subjects": [{"kind": "Group", "name": "staff"}]}],
          "metadata": [{"name": "denied", "key": "consent", "predicate": {"exists": true}}],
          "labels": [{"name": "red", "key": "team", "predicate": {"exists": true}}],
          "domains": [{"name": "math", "mmlu_categories": ["math"],
            "model_scores": [{"model": "local-coder"}]}],
          "fact_check": [{"name": "needs_fact_check"}],
          "user_feedbacks": [{"name": "wrong_answer"}],
          "preferences": [{"name": "terse"}],
          "complexity": [{"name": "deep", "hard": {}, "easy": {}}],
          "modality": [{"name": "AR"}],
          "jailbreak": [{"name": "injection"}],
          "pii": [{"name": "personal"}],
          "kb": [{"name": "billing", "kb": "k", "target": {"kind": "label", "value": "v"}}],
          "events": [{"name": "payment"}],
          "classifiers": [{"name": "risk", "type": "llm"}]
        },
        "projections": {
          "partitions": [{"name": "intents", "members": ["near"]}],
          "scores": [{"name": "difficulty",
            "inputs": [{"type": "keyword", "name": "coding", "weight": 1}]}],
          "mappings": [{"name": "bands", "source": "difficulty", "calibration": {},
            "outputs": [{"name": "hard", "gte": 0.5}]}]
        },
        "decisions": [{
          "name": "d",
          "rules": {"operator": "AND", "conditions": [
            {"type": "keyword", "name": "coding", "predicate": {"gte": 0}}]},
          "modelRefs": [{"model": "local-coder"}],
          "require": {},
          "algorithm": {"type": "multi_factor", "multi_factor": {"weights": {}, "slo": {}}},
          "plugins": [{"type": "memory", "configuration": {}}]
        }, {
          "name": "fast",
          "rules": {"operator": "AND", "conditions": [{"type": "keyword", "name": "coding"}]},
          "modelRefs": [{"model": "local-coder"}],
          "algorithm": {"type": "latency_aware", "latency_aware": {}}
        }, {
          "name": "cheap",
          "rules": {"operator": "AND", "conditions": [{"type": "keyword", "name": "coding"}]},
          "modelRefs": [{"model": "local-coder"}],
          "algorithm": {"type": "cost", "cost": {}}
        }],
        "advanced": {"semantic_cache": {}, "jailbreak_detection": {}, "pii_detection": {},
          "complexity_scoring": {}, "domain_classifier": {}},
        "envelopes": {},
        "stickiness": {},
        "limits": {"tenant": {"budget": {"amount": 1, "per": "day"}},
          "tenants": {"acme": {"budget": {"amount": 1, "per": "day"}}}}
      }
      """;

  /** What a source of a structure signal is of, by the key that only it has. */
  private static final Map<String, String> STRUCTURE_SOURCES =
      Map.of("pattern", "regex", "keywords", "keyword_set", "sequences", "sequence");

  private final Map<String, Set<String>> schemaKeys = new TreeMap<>();
  private final Map<String, List<String>> schemaWords = new TreeMap<>();
  private final Map<String, Set<String>> required = new TreeMap<>();
  private final List<Property> properties = new ArrayList<>();

  /** A key of the format: where it stands, and what the schema says of it. */
  private record Property(String shape, String key, JsonNode schema) {
    @Override
    public String toString() {
      return shape.isEmpty() ? key : shape + "." + key;
    }
  }

  ConfigSchemaTest() {
    walk("", SCHEMA, 0);
  }

  @Test
  void knows_the_keys_that_the_loader_asks_for() {
    Map<String, Set<String>> asked = new TreeMap<>();
    Map<String, List<String>> words = new TreeMap<>();
    Problems problems = new Problems();
    RouterConfig.of(
        YamlComposer.compose(EVERYTHING, problems),
        problems,
        name -> null,
        new Reading.Observer() {
          @Override
          public void read(String shape, Collection<String> keys) {
            asked.put(shape, new TreeSet<>(keys));
          }

          @Override
          public void takes(String shape, Collection<String> known) {
            words.put(shape, List.copyOf(known));
          }
        });
    assertThat(schemaKeys).isEqualTo(asked);
    schemaWords.remove("version");
    schemaWords.keySet().removeIf(shape -> shape.equals("decisions[].rules.type"));
    schemaWords.keySet().removeIf(shape -> shape.equals("decisions[].rules.on_error"));
    schemaWords.keySet().removeIf(shape -> shape.equals("decisions[].rules.conditions[].operator"));
    assertThat(schemaWords).isEqualTo(words);
  }

  @Test
  void explains_every_key() {
    assertThat(properties)
        .hasSizeGreaterThan(100)
        .allSatisfy(
            property -> {
              assertThat(property.schema().path("title").asText()).isNotBlank();
              assertThat(property.schema().path("description").asText()).endsWith(".");
              assertThat(property.schema().path("examples")).isNotEmpty();
            });
  }

  @Test
  void has_examples_that_load() {
    for (Property property : properties) {
      for (JsonNode example : property.schema().get("examples")) {
        ObjectNode root = everything();
        ObjectNode parent = parent(root, property.shape());
        if (property.shape().endsWith("algorithm") && !property.key().equals("on_error")) {
          parent.removeAll();
          switch (property.key()) {
            case "type" -> {}
            case "name", "custom" -> parent.put("type", "custom").put("name", "x");
            default -> parent.put("type", property.key());
          }
        }
        if (property.toString().startsWith("signals")) {
          ((ObjectNode) root.get("projections")).remove("partitions"); // they name signals
        }
        if (isPossible(parent, property)) {
          parent.set(property.key(), example);
          assertThat(Example.problems(root.toString())).as(property + ": " + example).isEmpty();
        }
      }
    }
  }

  @Test
  void has_the_defaults_of_the_loader() {
    int defaults = 0;
    for (Property property : properties) {
      JsonNode value = property.schema().get("default");
      if (value != null) {
        ObjectNode root = everything();
        parent(root, property.shape()).remove(property.key());
        RouterConfig without = Example.parse(root.toString());
        parent(root, property.shape()).set(property.key(), value);
        assertThat(Example.parse(root.toString())).as(property.toString()).isEqualTo(without);
        defaults++;
      }
    }
    assertThat(defaults).isGreaterThan(20);
  }

  @Test
  void requires_what_the_loader_requires() {
    for (Property property : properties) {
      ObjectNode root = everything();
      JsonNode removed = parent(root, property.shape()).remove(property.key());
      if (removed != null && !isReferredTo(property)) {
        assertThat(Example.problems(root.toString()).isEmpty())
            .as(property.toString())
            .isEqualTo(!requiredAt(property));
      }
    }
  }

  /** Whether others miss this if it is left out, or it is a part of a rule. */
  private static boolean isReferredTo(Property property) {
    return property.key().equals("signals")
        || Set.of("signals.keywords", "signals.embeddings", "projections.scores")
            .contains(property.toString())
        || property.toString().equals("projections.scores[].inputs[].name")
        || property.toString().equals("projections.mappings[].outputs[].gte")
        || property.shape().startsWith("decisions[].rules")
        || isPresence(property)
        || property.toString().equals("providers.models[].endpoints[].endpoint");
  }

  /** One of several keys of which exactly one is written. */
  private static boolean isPresence(Property property) {
    return Set.of("signals.metadata[].predicate", "signals.labels[].predicate")
        .contains(property.shape());
  }

  private boolean requiredAt(Property property) {
    // without a decision that always holds, the loader needs a default as well
    return property.toString().equals("providers.default_model")
        || required.getOrDefault(property.shape(), Set.of()).contains(property.key());
  }

  /** A condition has no operator, and a group no type. */
  private static boolean isPossible(ObjectNode parent, Property property) {
    boolean group = parent.has("operator");
    if (isPresence(property)) {
      parent.removeAll();
    }
    if (property.shape().equals("signals.structure[].feature.source")) {
      parent.put("type", STRUCTURE_SOURCES.getOrDefault(property.key(), "text_bytes"));
    }
    if (property.toString().equals("signals.conversation[].feature.source.name")) {
      parent.put("type", "tool_definition");
    }
    if (property.key().equals("base_url")) {
      parent.remove("endpoint"); // one of the two
    }
    return switch (property.shape()) {
      case "decisions[].rules" ->
          !group
              || !Set.of("type", "name", "predicate", "label", "on_error").contains(property.key());
      case "decisions[].rules.conditions[]" ->
          !Set.of("operator", "conditions").contains(property.key());
      case "projections.scores[].inputs[]" -> !Set.of("kb", "metric").contains(property.key());
      default -> true;
    };
  }

  private void walk(String shape, JsonNode schema, int depth) {
    JsonNode object = resolve(schema);
    if (object.has("properties")) {
      Set<String> keys = new TreeSet<>();
      object.get("properties").fieldNames().forEachRemaining(keys::add);
      schemaKeys.put(shape, keys);
      Set<String> needed = new TreeSet<>();
      object.path("required").forEach(key -> needed.add(key.asText()));
      required.put(shape, needed);
      for (String key : keys) {
        JsonNode property = object.get("properties").get(key);
        properties.add(new Property(shape, key, property));
        String inner = shape.isEmpty() ? key : shape + "." + key;
        boolean nested = key.equals("conditions") && shape.contains("conditions");
        boolean ofGroup = key.equals("predicate") && shape.equals("decisions[].rules");
        if (!nested && !ofGroup) {
          walk(inner, property, depth + 1);
        }
      }
    }
    if (object.has("enum")) {
      List<String> words = new ArrayList<>();
      object.get("enum").forEach(word -> words.add(word.asText()));
      schemaWords.put(shape, words);
    }
    if (object.path("items").isObject()) {
      walk(shape + "[]", object.get("items"), depth + 1);
    }
    if (object.path("additionalProperties").isObject()) {
      walk(shape + ".*", object.get("additionalProperties"), depth + 1);
    }
  }

  private static JsonNode resolve(JsonNode schema) {
    if (schema.has("$ref")) {
      return resolve(SCHEMA.at(schema.get("$ref").asText().substring(1)));
    }
    for (JsonNode option : schema.path("anyOf")) {
      if (option.has("properties")) {
        return option;
      }
    }
    return schema;
  }

  private static ObjectNode parent(ObjectNode root, String shape) {
    return (ObjectNode) find(root, shape.isEmpty() ? List.of() : List.of(shape.split("\\.", -1)));
  }

  /** The first node at the end of a path: of a list, the first item that has the rest of it. */
  private static JsonNode find(JsonNode node, List<String> path) {
    if (node == null || path.isEmpty()) {
      return node;
    }
    String key = path.get(0).replace("[]", "");
    JsonNode next = key.equals("*") ? node.elements().next() : node.get(key);
    List<String> rest = path.subList(1, path.size());
    if (next == null || !path.get(0).endsWith("[]")) {
      return find(next, rest);
    }
    for (JsonNode item : next) {
      JsonNode found = find(item, rest);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static ObjectNode everything() {
    return (ObjectNode) tree(EVERYTHING);
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
