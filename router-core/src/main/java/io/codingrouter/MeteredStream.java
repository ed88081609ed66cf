package io.codingrouter;

import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.Usage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A stream that tells its outcome once: completed when it ends, failed when it throws. A stream
 * that its reader closes early is neither: the model did nothing wrong.
 */
final class MeteredStream implements ChatStream {
  private final ChatStream stream;
  private final Consumer<Usage> completed;
  private final Consumer<RuntimeException> failed;
  private final AtomicBoolean ended = new AtomicBoolean();
  private Usage usage = Usage.UNKNOWN;

  MeteredStream(ChatStream stream, Consumer<Usage> completed, Consumer<RuntimeException> failed) {
    this.stream = stream;
    this.completed = completed;
    this.failed = failed;
  }

  @Override
  public boolean hasNext() {
    try {
      if (stream.hasNext()) {
        return true;
      }
    } catch (RuntimeException e) {
      throw failure(e);
    }
    if (ended.compareAndSet(false, true)) {
      completed.accept(usage);
    }
    return false;
  }

  @Override
  public ChatChunk next() {
    try {
      ChatChunk chunk = stream.next();
      if (!chunk.usage().equals(Usage.UNKNOWN)) {
        usage = chunk.usage();
      }
      return chunk;
    } catch (RuntimeException e) {
      throw failure(e);
    }
  }

  private RuntimeException failure(RuntimeException e) {
    if (ended.compareAndSet(false, true)) {
      failed.accept(e);
    }
    return e;
  }

  @Override
  public void close() {
    ended.set(true);
    stream.close();
  }
}
