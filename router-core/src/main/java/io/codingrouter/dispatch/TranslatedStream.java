package io.codingrouter.dispatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.Usage;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A stream in OpenAI's protocol over one in any that we know. Its first chunk tells which; one of
 * OpenAI's passes untouched. A failure stays: who asks again gets it again.
 */
final class TranslatedStream implements ChatStream {
  private final ChatStream stream;
  private final AnthropicEvents events = new AnthropicEvents();
  private @Nullable ChatChunk next;
  private @Nullable ModelException failure;
  private boolean begun;
  private volatile boolean passes;
  private volatile Usage usage = Usage.UNKNOWN;

  TranslatedStream(ChatStream stream) {
    this.stream = stream;
  }

  @Override
  public boolean hasNext() {
    if (passes) {
      return next != null || stream.hasNext();
    }
    if (failure != null) {
      throw failure;
    }
    try {
      while (next == null && stream.hasNext()) {
        next = read(stream.next());
      }
      if (next == null && events.isCut()) {
        throw ModelException.builder(
                ModelException.TRUNCATED, "the model's answer was cut off: part of it is missing")
            .retryable(true)
            .build();
      }
    } catch (ModelException e) {
      failure = e;
      stream.close();
      throw e;
    }
    return next != null;
  }

  @Override
  public ChatChunk next() {
    if (passes && next == null) {
      return stream.next();
    }
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("the stream is over");
    }
    ChatChunk chunk = next;
    next = null;
    return chunk;
  }

  @Override
  public Usage usage() {
    return passes ? stream.usage() : usage;
  }

  @Override
  public void close() {
    stream.close();
  }

  private @Nullable ChatChunk read(ChatChunk chunk) {
    if (!begun) {
      begun = true;
      passes = !ApiFormat.isForeign(chunk.json("/type"));
    }
    if (passes) {
      return chunk;
    }
    ObjectNode event = JsonTree.object(chunk.toJson());
    if (AnthropicReply.is(event)) {
      return ChatChunk.fromJson(JsonTree.write(AnthropicReply.of(event)));
    }
    ChatChunk translated =
        events.chunk(event).map(JsonTree::write).map(ChatChunk::fromJson).orElse(null);
    Usage counted = translated == null ? Usage.UNKNOWN : translated.usage();
    if (!counted.equals(Usage.UNKNOWN)) {
      usage = counted;
    } else if (usage.equals(Usage.UNKNOWN)) {
      usage = events.ofPrompt();
    }
    return translated;
  }
}
