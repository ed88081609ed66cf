package io.codingrouter.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a conversation in Anthropic's protocol. What the system says first stands apart; user and
 * assistant take turns, the user first; the results of a turn's calls stand at the beginning of the
 * next; every call has its result. Each message is written alike in every request, so the beginning
 * of a conversation stays as it is from turn to turn. Used by one thread.
 */
final class AnthropicMessages {
  private static final String USER = "user";
  private static final String ASSISTANT = "assistant";

  private final Changes changes;
  private final AnthropicContent content;
  private final ToolCallIds ids = new ToolCallIds(ToolCallIds.Form.ANTHROPIC);
  private final ArrayNode system = JsonTree.NODES.arrayNode();
  private final List<Turn> turns = new ArrayList<>();

  /** What one side says; results go before all else. */
  private record Turn(String role, ArrayNode results, ArrayNode blocks) {
    static Turn of(String role) {
      return new Turn(role, JsonTree.NODES.arrayNode(), JsonTree.NODES.arrayNode());
    }

    boolean isOf(String speaker) {
      return role.equals(speaker);
    }
  }

  /** Writes the messages of a body of OpenAI's protocol. */
  AnthropicMessages(JsonNode messages, Changes changes) {
    this.changes = changes;
    this.content = new AnthropicContent(changes);
    messages.forEach(this::add);
    finish();
  }

  /** What the system says, as blocks; empty if nothing. */
  ArrayNode system() {
    return system;
  }

  /** The conversation. */
  ArrayNode messages() {
    ArrayNode messages = JsonTree.NODES.arrayNode(turns.size());
    for (Turn turn : turns) {
      messages
          .addObject()
          .put("role", turn.role())
          .set("content", turn.results().deepCopy().addAll(turn.blocks()));
    }
    return messages;
  }

  /** Whether tools are called anywhere. */
  boolean callsTools() {
    return turns.stream()
        .anyMatch(turn -> !turn.results().isEmpty() || has(turn.blocks(), "tool_use"));
  }

  /**
   * Whether the model is amid calls of tools that it began without thinking: then it must not begin
   * to think before the next human turn.
   */
  boolean isThoughtlessLoop() {
    int last = turns.size() - 1;
    boolean loop = false;
    for (int i = last; i > 0 && turns.get(i).isOf(USER) && hasResults(i); i -= 2) {
      loop = true;
      for (JsonNode block : turns.get(i - 1).blocks()) {
        if (AnthropicContent.isThought(block)) {
          return false;
        }
      }
    }
    return loop;
  }

  private boolean hasResults(int turn) {
    return !turns.get(turn).results().isEmpty();
  }

  private static boolean has(ArrayNode blocks, String type) {
    for (JsonNode block : blocks) {
      if (JsonTree.text(block, "type").equals(type)) {
        return true;
      }
    }
    return false;
  }

  private void add(JsonNode message) {
    switch (JsonTree.text(message, "role")) {
      case "system", "developer" -> addSystem(message);
      case ASSISTANT -> addAssistant(message);
      case "tool", "function" -> addResult(message);
      default -> turn(USER, said(message));
    }
  }

  private ArrayNode said(JsonNode message) {
    ArrayNode blocks = content.blocks(message.path("content"));
    AnthropicContent.mark(blocks, message);
    if (JsonTree.has(message, "name")) {
      changes.add("the name of a speaker removed");
    }
    return blocks;
  }

  // Amid a conversation the system has no place of its own in this protocol; at its beginning it
  // would change all that the provider has cached.
  private void addSystem(JsonNode message) {
    ArrayNode blocks = said(message);
    if (turns.isEmpty()) {
      system.addAll(blocks);
      return;
    }
    for (JsonNode block : blocks) {
      if (block instanceof ObjectNode text && text.has("text")) {
        String said = JsonTree.text(text, "text");
        text.put("text", "<system-reminder>\n" + said + "\n</system-reminder>");
      }
    }
    if (!blocks.isEmpty()) {
      changes.add("a system message amid the conversation sent as a user's system-reminder");
    }
    turn(USER, blocks);
  }

  private void addAssistant(JsonNode message) {
    answer();
    ArrayNode rest = said(message);
    if (rest.isEmpty() && JsonTree.has(message, "refusal")) {
      rest.add(JsonTree.textBlock(JsonTree.text(message, "refusal")));
    }
    for (JsonNode call : message.path("tool_calls")) {
      rest.add(call(JsonTree.text(call, "id"), call));
    }
    if (message.path("function_call").isObject()) {
      rest.add(call(legacyId(message.path("function_call")), message));
    }
    turn(ASSISTANT, AnthropicExtras.restore(message, rest, changes));
  }

  private static String legacyId(JsonNode function) {
    return "function_" + JsonTree.text(function, "name");
  }

  private ObjectNode call(String id, JsonNode call) {
    if (JsonTree.has(call, "extra_content")) {
      changes.add("a signature of another model removed");
    }
    JsonNode function = call.path("function");
    String arguments = JsonTree.text(function, "arguments");
    if (call.path("custom").isObject()) {
      function = call.path("custom");
      arguments =
          JsonTree.write(
              JsonTree.NODES.objectNode().put("input", JsonTree.text(function, "input")));
    } else if (call.path("function_call").isObject()) {
      function = call.path("function_call");
      arguments = JsonTree.text(function, "arguments");
    }
    ObjectNode block =
        JsonTree.NODES
            .objectNode()
            .put("type", "tool_use")
            .put("id", ids.ofCall(id))
            .put("name", JsonTree.text(function, "name"));
    block.set("input", input(arguments));
    if (JsonTree.has(call, "cache_control")) {
      block.set("cache_control", call.path("cache_control"));
    }
    return block;
  }

  private ObjectNode input(String arguments) {
    if (arguments.isBlank()) {
      return JsonTree.NODES.objectNode();
    }
    if (JsonTree.value(arguments) instanceof ObjectNode object) {
      return object;
    }
    changes.add("arguments of a tool call that are no JSON object wrapped in one");
    return JsonTree.NODES.objectNode().put("arguments", arguments);
  }

  private void addResult(JsonNode message) {
    boolean legacy = JsonTree.text(message, "role").equals("function");
    String id = legacy ? legacyId(message) : JsonTree.text(message, "tool_call_id");
    ArrayNode blocks = content.blocks(message.path("content"));
    Optional<String> call = ids.ofResult(id);
    if (call.isEmpty()) {
      changes.add("a tool result without its call sent as the user's");
      turn(USER, blocks);
      return;
    }
    ObjectNode result = result(call.get(), blocks);
    if (message.path("is_error").asBoolean(false)) {
      result.put("is_error", true);
    }
    if (JsonTree.has(message, "cache_control")) {
      result.set("cache_control", message.path("cache_control"));
    }
    at(USER).results().add(result);
  }

  private static ObjectNode result(String id, ArrayNode blocks) {
    ObjectNode result =
        JsonTree.NODES.objectNode().put("type", "tool_result").put("tool_use_id", id);
    if (!blocks.isEmpty()) {
      result.set("content", blocks);
    }
    return result;
  }

  /** Gives every call before this place a result, as the protocol wants it. */
  private void answer() {
    if (turns.isEmpty() || !last().isOf(USER)) {
      return;
    }
    for (String id : ids.unanswered()) {
      ArrayNode none = JsonTree.NODES.arrayNode().add(JsonTree.textBlock("no result"));
      last().results().add(result(id, none).put("is_error", true));
      changes.add("a missing tool result added as an error");
    }
  }

  private void turn(String role, ArrayNode blocks) {
    if (!blocks.isEmpty()) {
      at(role).blocks().addAll(blocks);
    }
  }

  /** The turn of a speaker: the last, or a new one after it. */
  private Turn at(String role) {
    if (turns.isEmpty() && role.equals(ASSISTANT)) {
      begin();
    }
    if (turns.isEmpty() || !last().isOf(role)) {
      turns.add(Turn.of(role));
    }
    return last();
  }

  private void begin() {
    turns.add(Turn.of(USER));
    last().blocks().add(JsonTree.textBlock("."));
    changes.add("a user message added: the conversation must begin with one");
  }

  private Turn last() {
    return turns.get(turns.size() - 1);
  }

  private void finish() {
    answer();
    if (turns.isEmpty() && !system.isEmpty()) {
      begin();
    }
    if (!turns.isEmpty() && last().isOf(ASSISTANT)) {
      ArrayNode blocks = last().blocks();
      if (!blocks.isEmpty()
          && blocks.get(blocks.size() - 1) instanceof ObjectNode block
          && block.path("text").isTextual()) {
        // What the model shall go on from must not end in white space.
        block.put("text", block.path("text").textValue().stripTrailing());
      }
    }
  }
}
