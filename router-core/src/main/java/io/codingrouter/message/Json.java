package io.codingrouter.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON trees as this library wants them: field order and exact decimals kept, duplicate keys
 * refused, size and nesting bounded, and no message that quotes the text. No tree leaves the
 * package, since that would take a public type that shows Jackson's; {@code dispatch.JsonTree}
 * reads the text again.
 */
final class Json {
  /** Bound on a document, in UTF-16 units: images travel inside requests as base64. */
  static final int MAX_LENGTH = 64 * 1024 * 1024;

  private static final int MAX_DEPTH = 500;

  static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(MAX_LENGTH)
                          .maxNestingDepth(MAX_DEPTH)
                          .build())
                  .build())
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private static final ObjectReader READER = MAPPER.readerFor(JsonNode.class);
  private static final ObjectWriter WRITER = MAPPER.writer();

  private Json() {}

  /** Parses a JSON object; {@code what} names it in the message of the error. */
  static ObjectNode object(String json, String what) {
    if (json.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          what + " is longer than " + MAX_LENGTH + " characters: " + json.length());
    }
    JsonNode node;
    try {
      node = READER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(complaint(e, what));
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException(what + " must be a JSON object");
  }

  /** Parses any JSON value. */
  static JsonNode value(String json) {
    try {
      return READER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(complaint(e, "the value"));
    }
  }

  // The parser's own words are left out, and so is the cause: both quote the document.
  private static String complaint(JsonProcessingException e, String what) {
    String complaint = what + " is not valid JSON";
    String words = String.valueOf(e.getOriginalMessage());
    if (words.startsWith("Duplicate field")) {
      complaint = what + " has a duplicate key";
    } else if (words.contains("exceeds the maximum allowed")) {
      complaint = what + " is nested deeper than " + MAX_DEPTH + " or holds an oversized number";
    }
    return e.getLocation() == null
        ? complaint
        : complaint
            + " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ")";
  }

  static String write(JsonNode node) {
    try {
      return WRITER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree in memory can always be written", e);
    }
  }

  /** The JSON text of the value at a pointer, if there is one. */
  static Optional<String> at(JsonNode root, String pointer) {
    JsonNode found = root.at(JsonPointer.compile(pointer));
    return found.isMissingNode() ? Optional.empty() : Optional.of(write(found));
  }

  /** The string at a field, or {@code ""} when it is absent or not a string. */
  static String text(JsonNode node, String field) {
    return text(node.path(field));
  }

  static String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : "";
  }

  /** The text of a content: a string, or the texts of its parts. */
  static String joinedText(JsonNode content) {
    if (content.isTextual()) {
      return content.textValue();
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      text.append(text(part, "text"));
    }
    return text.toString();
  }

  /**
   * A copy of a tree in which the value at a path is replaced, or removed when {@code value} is
   * null. Only the nodes along the path are copied; missing parents become objects.
   */
  static JsonNode with(JsonNode node, JsonPointer path, @Nullable JsonNode value) {
    if (path.matches()) {
      return value == null ? NODES.missingNode() : value;
    }
    if (node instanceof ArrayNode array) {
      return withElement(array, path, value);
    }
    ObjectNode copy = NODES.objectNode();
    if (node instanceof ObjectNode object) {
      copy.setAll(object);
    }
    String name = path.getMatchingProperty();
    JsonNode child = with(copy.path(name), path.tail(), value);
    if (child.isMissingNode()) {
      copy.remove(name);
    } else {
      copy.set(name, child);
    }
    return copy;
  }

  private static JsonNode withElement(ArrayNode array, JsonPointer path, @Nullable JsonNode value) {
    int index = path.getMatchingProperty().equals("-") ? array.size() : path.getMatchingIndex();
    if (index < 0) {
      throw new IllegalArgumentException(
          "an element of an array is named by its index, or by - for one behind the last");
    }
    if (index > array.size()) {
      throw new IllegalArgumentException(
          "index " + index + " is beyond the array's " + array.size() + " elements");
    }
    ArrayNode copy = NODES.arrayNode(array.size() + 1).addAll(array);
    JsonNode child = with(array.path(index), path.tail(), value);
    if (child.isMissingNode()) {
      copy.remove(index);
    } else if (index == array.size()) {
      copy.add(child);
    } else {
      copy.set(index, child);
    }
    return copy;
  }

  /** A tree of plain Java values: null, strings, booleans, numbers, lists and maps of these. */
  static JsonNode of(@Nullable Object value) {
    if (value == null) {
      return NODES.nullNode();
    }
    if (value instanceof String s) {
      return NODES.textNode(s);
    }
    if (value instanceof Boolean b) {
      return NODES.booleanNode(b);
    }
    if (value instanceof Number n) {
      return number(n);
    }
    if (value instanceof List<?> list) {
      ArrayNode array = NODES.arrayNode(list.size());
      list.forEach(element -> array.add(of(element)));
      return array;
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = NODES.objectNode();
      map.forEach((key, element) -> object.set(String.valueOf(key), of(element)));
      return object;
    }
    throw new IllegalArgumentException("no JSON form for " + value.getClass().getName());
  }

  private static JsonNode number(Number n) {
    if (n instanceof Integer || n instanceof Short || n instanceof Byte) {
      return NODES.numberNode(n.intValue());
    }
    if (n instanceof Long l) {
      return NODES.numberNode(l.longValue());
    }
    if (n instanceof BigInteger i) {
      return NODES.numberNode(i);
    }
    if (n instanceof BigDecimal d) {
      return NODES.numberNode(d);
    }
    double d = n.doubleValue();
    if (!Double.isFinite(d)) {
      throw new IllegalArgumentException("JSON has no number for " + d);
    }
    return NODES.numberNode(BigDecimal.valueOf(d));
  }
}
