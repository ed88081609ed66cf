package io.codingrouter.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object that comes in fragments, field by field. */
final class JoinedObject implements Joined {
  private final Joining joining;
  private final String name;
  private final Map<String, Joined> fields = new LinkedHashMap<>();

  /**
   * Creates an object without fields.
   *
   * @param joining how its fields are joined
   * @param name the field that it stands in, {@code ""} if it stands in none
   */
  JoinedObject(Joining joining, String name) {
    this.joining = joining;
    this.name = name;
  }

  /** Adds all fields of a fragment. */
  void add(JsonNode fragment) {
    fragment.properties().forEach(field -> add(field.getKey(), field.getValue()));
  }

  /** Adds one field of a fragment. */
  void add(String field, JsonNode value) {
    Joined present = fields.get(field);
    Joined joined = present == null ? begun(field, value) : joined(field, present, value);
    if (joined != present) {
      fields.put(field, joined);
    }
  }

  private Joined begun(String field, JsonNode value) {
    if (value.isTextual() && joining.appendsText(field)) {
      return new JoinedText(value.textValue(), name.equals("audio") && field.equals("data"));
    }
    if (value.isObject()) {
      JoinedObject object = new JoinedObject(joining, field);
      object.add(value);
      return object;
    }
    if (value.isArray() && joining.appendsLists()) {
      JoinedList list = new JoinedList(joining, field);
      list.add(value);
      return list;
    }
    return new JoinedWhole(value);
  }

  private Joined joined(String field, Joined present, JsonNode value) {
    if (present instanceof JoinedText text && value.isTextual()) {
      text.append(value.textValue());
      return text;
    }
    if (present instanceof JoinedObject object && value.isObject()) {
      object.add(value);
      return object;
    }
    if (present instanceof JoinedList list && (value.isArray() || value.isTextual())) {
      list.add(value);
      return list;
    }
    if (present instanceof JoinedText text && value.isArray()) {
      JoinedList list = new JoinedList(joining, field);
      list.add(text.toJson());
      list.add(value);
      return list;
    }
    boolean stays =
        JoinedWhole.isEmpty(value)
            || (joining.isSaidOnce(field)
                && !(present instanceof JoinedWhole whole && whole.isUnsaid()));
    return stays ? present : begun(field, value);
  }

  /** The text at a field as far as it has come, {@code ""} if there is none. */
  String text(String field) {
    Joined value = fields.get(field);
    return value == null ? "" : Json.text(value.toJson());
  }

  /** The number at a field as text, {@code ""} if there is none. */
  String number(String field) {
    return fields.get(field) instanceof JoinedWhole whole ? whole.value().asText() : "";
  }

  /** The object at a field, null if there is none. */
  @Nullable JoinedObject object(String field) {
    return fields.get(field) instanceof JoinedObject object ? object : null;
  }

  /** Whether a field says something. */
  boolean has(String field) {
    Joined value = fields.get(field);
    return value instanceof JoinedText text
        ? !text.isEmpty()
        : value != null && !JoinedWhole.isEmpty(value.toJson());
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode object = Json.NODES.objectNode();
    fields.forEach((field, value) -> object.set(field, value.toJson()));
    return object;
  }

  /** Prints the names of the fields, never a value. */
  @Override
  public String toString() {
    return "JoinedObject" + fields.keySet();
  }
}
