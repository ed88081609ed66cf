package io.codingrouter.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The form that an answer shall have. A strict schema is enforced where the model can; anything
 * else is said in the system prompt. Used by one thread.
 */
final class AnthropicOutput {
  /** The first version whose models all can. */
  private static final int ENFORCES = 405;

  private static final String SCHEMA = "schema";

  /** What their grammar does not know. */
  private static final List<String> UNKNOWN =
      List.of(
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "maxItems");

  private final Changes changes;
  private @Nullable ObjectNode format;
  private String instruction = "";

  AnthropicOutput(JsonNode responseFormat, int version, Changes changes) {
    this.changes = changes;
    String type = JsonTree.text(responseFormat, "type");
    JsonNode wanted = responseFormat.path("json_schema");
    if (type.equals("json_schema") && wanted.path(SCHEMA).isObject()) {
      read(wanted, version);
    } else if (type.equals("json_object") || type.equals("json_schema")) {
      instruct("Answer with one JSON object and nothing else: no words before or after it.");
    }
  }

  private void read(JsonNode wanted, int version) {
    JsonNode schema = wanted.path(SCHEMA).deepCopy();
    if (version >= ENFORCES && wanted.path("strict").asBoolean(false)) {
      reduce(schema);
      format = JsonTree.NODES.objectNode().put("type", "json_schema");
      format.set(SCHEMA, schema);
    } else {
      instruct(
          "Answer with one JSON value by this JSON Schema and nothing else, no words before or after"
              + " it:\n"
              + JsonTree.write(schema));
    }
  }

  private void instruct(String sentence) {
    instruction = sentence;
    changes.add("response_format said in the system prompt");
  }

  private void reduce(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      for (String keyword : UNKNOWN) {
        if (object.path(keyword).isNumber()) {
          object.remove(keyword);
          changes.add(keyword + " removed from response_format");
        }
      }
    }
    schema.forEach(this::reduce);
  }

  /** What to say to the model; empty if nothing. */
  Optional<String> instruction() {
    return instruction.isEmpty() ? Optional.empty() : Optional.of(instruction);
  }

  /** The form that is enforced; empty if none. */
  Optional<ObjectNode> format() {
    return Optional.ofNullable(format);
  }
}
