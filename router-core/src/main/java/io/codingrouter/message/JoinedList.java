package io.codingrouter.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A list that comes in fragments. Each brings further elements; only a part of a text or of a
 * thought goes on where the last element ended.
 */
final class JoinedList implements Joined {
  /** Lists of parts that come in fragments themselves. */
  private static final Set<String> IN_PARTS = Set.of("content", "thinking", "reasoning_details");

  /** The types of such parts; what is encrypted, say, comes whole. */
  private static final Set<String> GROWING =
      Set.of("text", "thinking", "reasoning.text", "reasoning.summary");

  private final Joining joining;
  private final String name;
  private final List<Joined> elements = new ArrayList<>();

  JoinedList(Joining joining, String name) {
    this.joining = joining;
    this.name = name;
  }

  /** Adds elements, or a text as the part that it would be. */
  void add(JsonNode fragment) {
    if (fragment.isArray()) {
      fragment.forEach(this::addElement);
    } else if (!Json.text(fragment).isEmpty()) {
      addElement(Json.NODES.objectNode().put("type", "text").put("text", Json.text(fragment)));
    }
  }

  private void addElement(JsonNode element) {
    if (!element.isObject()) {
      elements.add(new JoinedWhole(element));
      return;
    }
    Joined last = elements.isEmpty() ? null : elements.get(elements.size() - 1);
    if (last instanceof JoinedObject part && goesOn(part, element)) {
      part.add(element);
      return;
    }
    JoinedObject begun = new JoinedObject(joining, name);
    begun.add(element);
    elements.add(begun);
  }

  private boolean goesOn(JoinedObject last, JsonNode element) {
    String type = Json.text(element, "type");
    return IN_PARTS.contains(name)
        && GROWING.contains(type)
        && last.text("type").equals(type)
        && last.number("index").equals(element.path("index").asText());
  }

  @Override
  public ArrayNode toJson() {
    ArrayNode array = Json.NODES.arrayNode(elements.size());
    elements.forEach(element -> array.add(element.toJson()));
    return array;
  }

  /** Prints how many elements there are, never one of them. */
  @Override
  public String toString() {
    return "JoinedList[" + elements.size() + "]";
  }
}
