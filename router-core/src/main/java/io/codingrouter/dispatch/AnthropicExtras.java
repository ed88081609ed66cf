package io.codingrouter.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The blocks of Anthropic's protocol that OpenAI's has no word for. A reply keeps them whole beside
 * its text, each with its place among the blocks: thinking with its signature in {@code
 * thinking_blocks}, anything else, such as searches that ran at the provider, in {@code
 * content_blocks}. A caller who returns the message as it came lets the model see them again, which
 * it must where it thinks between calls of tools.
 */
final class AnthropicExtras {
  private static final String INDEX = "index";
  private static final String THOUGHTS = "thinking_blocks";
  private static final String OTHERS = "content_blocks";

  private final ArrayNode thoughts = JsonTree.NODES.arrayNode();
  private final ArrayNode others = JsonTree.NODES.arrayNode();

  /** Keeps a block of a reply. */
  void add(int index, ObjectNode block) {
    String type = JsonTree.text(block, "type");
    boolean thought = type.equals("thinking") || type.equals("redacted_thinking");
    (thought ? thoughts : others).add(block.deepCopy().put(INDEX, index));
  }

  /** Writes what was kept into a message, or into the last delta of one. */
  void writeTo(ObjectNode message) {
    if (!thoughts.isEmpty()) {
      message.set(THOUGHTS, thoughts);
    }
    if (!others.isEmpty()) {
      message.set(OTHERS, others);
    }
  }

  private record Kept(int index, JsonNode block) {}

  /** The blocks of an assistant's message, with those that were kept in their places. */
  static ArrayNode restore(JsonNode message, ArrayNode rest, Changes changes) {
    List<Kept> kept = new ArrayList<>();
    collect(message.path(OTHERS), kept);
    boolean thoughtful = collectThoughts(message, kept, changes);
    if (!thoughtful
        && (says(message, "reasoning_content")
            || says(message, "reasoning")
            || says(message, "reasoning_details"))) {
      changes.add("reasoning of another model removed");
    }
    if (kept.isEmpty()) {
      return rest;
    }
    kept.sort(Comparator.comparingInt(Kept::index));
    ArrayNode blocks = JsonTree.NODES.arrayNode();
    int next = 0;
    for (Kept each : kept) {
      while (blocks.size() < each.index() && next < rest.size()) {
        blocks.add(rest.get(next++));
      }
      blocks.add(each.block());
    }
    while (next < rest.size()) {
      blocks.add(rest.get(next++));
    }
    // Cut off amid its thoughts: their API wants something said behind them.
    while (!blocks.isEmpty() && AnthropicContent.isThought(blocks.get(blocks.size() - 1))) {
      blocks.remove(blocks.size() - 1);
      changes.add("thinking without an answer behind it removed");
    }
    return blocks;
  }

  private static boolean collectThoughts(JsonNode message, List<Kept> kept, Changes changes) {
    ArrayNode own = JsonTree.NODES.arrayNode();
    for (JsonNode block : message.path(THOUGHTS)) {
      if (AnthropicContent.isThought(block)) {
        own.add(block);
      } else {
        changes.add("reasoning of another model removed");
      }
    }
    collect(own, kept);
    return message.path(THOUGHTS).size() > 0;
  }

  private static void collect(JsonNode list, List<Kept> kept) {
    int place = 0;
    for (JsonNode block : list) {
      if (block instanceof ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        JsonNode index = copy.remove(INDEX);
        kept.add(new Kept(index == null ? place : index.asInt(place), copy));
      }
      place++;
    }
  }

  private static boolean says(JsonNode message, String field) {
    JsonNode value = message.path(field);
    return value.isTextual() ? !value.textValue().isBlank() : value.size() > 0;
  }
}
