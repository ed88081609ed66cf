package io.codingrouter.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.codingrouter.message.Usage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of Anthropic's protocol as the chunks of OpenAI's, one for each that says
 * something. Joined, the chunks are what {@link AnthropicReply} makes of the whole reply. Used
 * once, by one thread.
 */
final class AnthropicEvents {
  private static final Set<String> TYPES =
      Set.of(
          "message_start",
          "content_block_start",
          "content_block_delta",
          "content_block_stop",
          "message_delta",
          "message_stop",
          "ping",
          "error");

  private final AnthropicUsage usage = new AnthropicUsage();
  private final AnthropicExtras extras = new AnthropicExtras();
  private final Map<Integer, Block> open = new HashMap<>();
  private JsonNode message = JsonTree.NODES.objectNode();
  private int calls;
  private boolean begun;
  private boolean finished;
  private boolean over;

  /** A block that is coming: what it began as, what was added, and its call's number. */
  private static final class Block {
    final ObjectNode start;
    final StringBuilder text = new StringBuilder();
    final StringBuilder input = new StringBuilder();
    final StringBuilder signature = new StringBuilder();
    final int call;
    boolean hasInput;

    Block(ObjectNode start, int call) {
      this.start = start;
      this.call = call;
    }

    String type() {
      return JsonTree.text(start, "type");
    }

    boolean isCall() {
      return call >= 0;
    }

    boolean isThinking() {
      return type().equals("thinking");
    }

    /** The block as a whole reply would have it. */
    ObjectNode whole() {
      if (isThinking()) {
        start.put("thinking", JsonTree.text(start, "thinking") + text);
        start.put("signature", JsonTree.text(start, "signature") + signature);
      } else if (hasInput) {
        start.set("input", JsonTree.value(input.toString()));
      }
      return start;
    }
  }

  /** Whether an event is of this protocol. */
  static boolean is(JsonNode event) {
    return TYPES.contains(JsonTree.text(event, "type"));
  }

  /** Whether the reply has begun and not come to its end. */
  boolean isCut() {
    return begun && !over && !finished;
  }

  /** What was counted of the prompt, which the beginning of a reply tells. */
  Usage ofPrompt() {
    return usage.ofPrompt();
  }

  /**
   * The chunk of an event; empty if it says nothing to a reader.
   *
   * @throws ModelException if the event is an error
   */
  Optional<ObjectNode> chunk(JsonNode event) {
    if (over) {
      return Optional.empty();
    }
    return switch (JsonTree.text(event, "type")) {
      case "message_start" -> Optional.of(start(event.path("message")));
      case "content_block_start" -> begin(index(event), event.path("content_block"));
      case "content_block_delta" -> add(open.get(index(event)), event.path("delta"));
      case "content_block_stop" -> end(index(event));
      case "message_delta" -> Optional.of(finish(event));
      case "message_stop" -> stop();
      case "error" -> throw AnthropicError.of(event.path("error"));
      default -> Optional.empty();
    };
  }

  private static int index(JsonNode event) {
    return event.path("index").asInt();
  }

  private ObjectNode start(JsonNode started) {
    begun = true;
    message = started;
    usage.add(started.path("usage"));
    ObjectNode delta = JsonTree.NODES.objectNode().put("role", "assistant");
    delta.putNull("content");
    ObjectNode chunk = chunk(delta);
    AnthropicReply.extras(started, choice(chunk));
    return chunk;
  }

  private Optional<ObjectNode> begin(int index, JsonNode block) {
    if (!(block instanceof ObjectNode given)) {
      return Optional.empty();
    }
    boolean call = JsonTree.text(given, "type").equals("tool_use");
    open.put(index, new Block(given, call ? calls++ : -1));
    if (!call) {
      String text = JsonTree.text(given, "text");
      String thinking = JsonTree.text(given, "thinking");
      return text.isEmpty() ? said("reasoning_content", thinking) : said("content", text);
    }
    ObjectNode delta = JsonTree.NODES.objectNode();
    ObjectNode first =
        delta
            .putArray("tool_calls")
            .addObject()
            .put("index", calls - 1)
            .put("id", JsonTree.text(given, "id"))
            .put("type", "function");
    first.putObject("function").put("name", JsonTree.text(given, "name")).put("arguments", "");
    return Optional.of(chunk(delta));
  }

  private Optional<ObjectNode> add(@Nullable Block block, JsonNode delta) {
    return switch (JsonTree.text(delta, "type")) {
      case "text_delta" -> said("content", JsonTree.text(delta, "text"));
      case "thinking_delta" -> {
        String thinking = JsonTree.text(delta, "thinking");
        if (block != null) {
          block.text.append(thinking);
        }
        yield said("reasoning_content", thinking);
      }
      default -> block == null ? Optional.empty() : addTo(block, delta);
    };
  }

  private Optional<ObjectNode> addTo(Block block, JsonNode delta) {
    return switch (JsonTree.text(delta, "type")) {
      case "signature_delta" -> {
        block.signature.append(JsonTree.text(delta, "signature"));
        yield Optional.empty();
      }
      case "input_json_delta" -> {
        String part = JsonTree.text(delta, "partial_json");
        block.hasInput |= !part.isEmpty();
        if (block.isCall()) {
          yield arguments(block.call, part);
        }
        block.input.append(part);
        yield Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  // A call without arguments has no delta, or an empty one.
  private Optional<ObjectNode> end(int index) {
    Block block = open.remove(index);
    if (block == null || block.type().equals("text")) {
      return Optional.empty();
    }
    if (block.isCall()) {
      return block.hasInput
          ? Optional.empty()
          : arguments(block.call, AnthropicReply.arguments(block.start.path("input")));
    }
    extras.add(index, block.whole());
    return Optional.empty();
  }

  private ObjectNode finish(JsonNode event) {
    usage.add(event.path("usage"));
    JsonNode stop = event.path("delta");
    ObjectNode delta = JsonTree.NODES.objectNode();
    boolean last = JsonTree.has(stop, "stop_reason") && !finished;
    if (last) {
      extras.writeTo(delta);
    }
    ObjectNode chunk = chunk(delta);
    ObjectNode choice = choice(chunk);
    if (last) {
      finished = true;
      AnthropicReply.ending(stop, choice);
    }
    AnthropicReply.extras(stop, choice);
    usage.writeTo(chunk);
    return chunk;
  }

  private Optional<ObjectNode> stop() {
    over = true;
    if (finished) {
      return Optional.empty();
    }
    ObjectNode delta = JsonTree.NODES.objectNode();
    extras.writeTo(delta);
    ObjectNode chunk = chunk(delta);
    AnthropicReply.ending(message, choice(chunk));
    usage.writeTo(chunk);
    return Optional.of(chunk);
  }

  private Optional<ObjectNode> said(String field, String text) {
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(chunk(JsonTree.NODES.objectNode().put(field, text)));
  }

  private Optional<ObjectNode> arguments(int call, String part) {
    if (part.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode delta = JsonTree.NODES.objectNode();
    ObjectNode more = delta.putArray("tool_calls").addObject().put("index", call);
    more.putObject("function").put("arguments", part);
    return Optional.of(chunk(delta));
  }

  private ObjectNode chunk(ObjectNode delta) {
    ObjectNode chunk = JsonTree.NODES.objectNode();
    AnthropicReply.head(message, "chat.completion.chunk", chunk);
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.putNull("finish_reason");
    return chunk;
  }

  private static ObjectNode choice(ObjectNode chunk) {
    return (ObjectNode) chunk.path("choices").path(0);
  }
}
