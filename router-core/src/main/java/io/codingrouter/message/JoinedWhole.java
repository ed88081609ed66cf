package io.codingrouter.message;

import com.fasterxml.jackson.databind.JsonNode;

/** A value that came whole. */
record JoinedWhole(JsonNode value) implements Joined {
  @Override
  public JsonNode toJson() {
    return value;
  }

  /** Whether a value says nothing: null, an empty text, list or object. */
  static boolean isEmpty(JsonNode value) {
    return value.isNull()
        || (value.isTextual() && value.textValue().isEmpty())
        || (value.isContainerNode() && value.isEmpty());
  }

  /** Whether nothing was said yet; a zero in the place of a time is nothing. */
  boolean isUnsaid() {
    return isEmpty(value) || (value.isNumber() && value.decimalValue().signum() == 0);
  }

  /** Prints what kind of value it is, never the value. */
  @Override
  public String toString() {
    return "JoinedWhole[" + value.getNodeType() + "]";
  }
}
