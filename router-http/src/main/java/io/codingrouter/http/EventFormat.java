package io.codingrouter.http;

import io.codingrouter.message.ChatChunk;
import io.codingrouter.model.Candidate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What tells the events of a protocol apart: which belong to the answer, and which ends it. What
 * they say is read in core.
 */
enum EventFormat {
  /** Chunks of OpenAI's protocol; the last has a reason to stop, and {@code [DONE]} follows. */
  OPENAI(Candidate.OPENAI) {
    @Override
    boolean mayBeError(SseEvent event) {
      return super.mayBeError(event) || !hasChoices(event.data());
    }

    @Override
    boolean isAnswer(SseEvent event, ChatChunk chunk) {
      return hasChoices(event.data()) || event.data().contains("\"usage\"");
    }

    @Override
    boolean isWhole(ChatChunk chunk) {
      return chunk.isWhole();
    }

    @Override
    boolean hasContent(ChatChunk chunk) {
      return chunk.hasContent();
    }

    @Override
    boolean finishes(ChatChunk chunk, Choices choices) {
      choices.read(chunk);
      return choices.areFinished();
    }

    @Override
    boolean isLast(ChatChunk chunk) {
      return false;
    }

    // As a key: in a text the quotes would be escaped.
    private static boolean hasChoices(String data) {
      return data.contains("\"choices\"");
    }
  },

  /** Events of Anthropic's protocol; each names its type. */
  ANTHROPIC(Candidate.ANTHROPIC) {
    @Override
    boolean isAnswer(SseEvent event, ChatChunk chunk) {
      Optional<String> type = chunk.json(TYPE);
      return type.isPresent() && !type.get().equals("\"ping\"");
    }

    @Override
    boolean isWhole(ChatChunk chunk) {
      return hasType(chunk, "message") && chunk.json("/content").isPresent();
    }

    @Override
    boolean hasContent(ChatChunk chunk) {
      return isSaid(chunk, "content_block_delta", "/delta")
          || isSaid(chunk, "content_block_start", "/content_block")
          || isCall(chunk)
          || isWhole(chunk)
          || isFinal(chunk);
    }

    // What a model asks of its provider's own tools, and signatures, no reader sees.
    private static boolean isSaid(ChatChunk chunk, String type, String where) {
      return hasType(chunk, type)
          && (hasText(chunk.json(where + "/text")) || hasText(chunk.json(where + "/thinking")));
    }

    private static boolean hasText(Optional<String> json) {
      return json.filter(text -> text.startsWith("\"") && text.length() > 2).isPresent();
    }

    private static boolean isCall(ChatChunk chunk) {
      return hasType(chunk, "content_block_start")
          && chunk.json("/content_block/type").filter("\"tool_use\""::equals).isPresent();
    }

    @Override
    boolean finishes(ChatChunk chunk, Choices choices) {
      return isFinal(chunk);
    }

    private boolean isFinal(ChatChunk chunk) {
      return isLast(chunk)
          || (hasType(chunk, "message_delta")
              && chunk.json("/delta/stop_reason").filter(r -> !r.equals("null")).isPresent());
    }

    @Override
    boolean isLast(ChatChunk chunk) {
      return hasType(chunk, "message_stop");
    }

    private static boolean hasType(ChatChunk chunk, String type) {
      return chunk.json(TYPE).filter(json -> json.equals('"' + type + '"')).isPresent();
    }
  };

  private static final String TYPE = "/type";

  private final String apiFormat;

  EventFormat(String apiFormat) {
    this.apiFormat = apiFormat;
  }

  /** The events of a format, null if we do not know it. */
  static @Nullable EventFormat of(String apiFormat) {
    for (EventFormat format : values()) {
      if (format.apiFormat.equals(apiFormat)) {
        return format;
      }
    }
    return null;
  }

  /** Whether to look for an error: cheap, and true too often. */
  boolean mayBeError(SseEvent event) {
    return event.type().equals("error") || event.data().contains("\"error\"");
  }

  /** Whether an event is more than a sign of life. */
  abstract boolean isAnswer(SseEvent event, ChatChunk chunk);

  /** Whether this is a whole reply. */
  abstract boolean isWhole(ChatChunk chunk);

  /** Whether this is a part of what the model says. */
  abstract boolean hasContent(ChatChunk chunk);

  /** Whether nothing is missing when the stream ends behind this; choices are those so far. */
  abstract boolean finishes(ChatChunk chunk, Choices choices);

  /** Whether nothing comes behind this. */
  abstract boolean isLast(ChatChunk chunk);
}
