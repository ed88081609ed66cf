package io.codingrouter.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.Usage;
import java.util.List;

/**
 * What Anthropic counted, in the words of OpenAI's protocol. There the tokens of the prompt include
 * those from the cache, here they are told apart; what else is told stays beside them, such as the
 * tokens written to the cache, which have a price of their own.
 */
final class AnthropicUsage {
  private static final String READ = "input_tokens";
  private static final String WRITTEN = "output_tokens";
  private static final String CACHED = "cache_read_input_tokens";
  private static final String STORED = "cache_creation_input_tokens";

  private final ObjectNode counts = JsonTree.NODES.objectNode();

  /** Takes counts; those of a stream grow, so the last ones hold. */
  void add(JsonNode usage) {
    usage
        .properties()
        .forEach(
            count -> {
              if (!count.getValue().isNull()) {
                counts.set(count.getKey(), count.getValue());
              }
            });
  }

  /**
   * What is known of the prompt alone. A reply begins with a count of what it has written by then,
   * which tells nothing of the rest; and some servers know nothing yet and say zero.
   */
  Usage ofPrompt() {
    if (prompt() <= 0) {
      return Usage.UNKNOWN;
    }
    ObjectNode chunk = JsonTree.NODES.objectNode();
    writeTo(chunk);
    ((ObjectNode) chunk.path("usage")).remove(List.of("completion_tokens", "total_tokens"));
    return ChatChunk.fromJson(JsonTree.write(chunk)).usage();
  }

  private long prompt() {
    return counts.path(READ).asLong() + counts.path(CACHED).asLong() + counts.path(STORED).asLong();
  }

  /** Writes the counts, if there are any. */
  void writeTo(ObjectNode target) {
    if (counts.isEmpty()) {
      return;
    }
    ObjectNode usage = target.putObject("usage");
    boolean read = counts.path(READ).isIntegralNumber();
    boolean written = counts.path(WRITTEN).isIntegralNumber();
    long prompt = prompt();
    if (read) {
      usage.put("prompt_tokens", prompt);
    }
    if (written) {
      usage.put("completion_tokens", counts.path(WRITTEN).asLong());
    }
    if (read && written) {
      usage.put("total_tokens", prompt + counts.path(WRITTEN).asLong());
    }
    if (counts.path(CACHED).isIntegralNumber()) {
      usage.putObject("prompt_tokens_details").put("cached_tokens", counts.path(CACHED).asLong());
    }
    counts
        .properties()
        .forEach(
            count -> {
              if (!count.getKey().equals(READ) && !count.getKey().equals(WRITTEN)) {
                usage.set(count.getKey(), count.getValue());
              }
            });
  }
}
