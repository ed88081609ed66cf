package io.codingrouter;

import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.Usage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A stream that tells its outcome once: completed when it ends or its reader leaves after the
 * model's last word, failed when it throws, closed when its reader leaves before, which is no fault
 * of the model's.
 */
final class MeteredStream implements ChatStream {
  private final ChatStream stream;
  private final Watch watch;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile Usage usage = Usage.UNKNOWN; // volatile since any thread may close
  private volatile boolean finished;

  /** Is told how a stream goes. */
  interface Watch {
    /** A chunk was read. */
    default void read(ChatChunk chunk) {}

    /** The stream ended as it should. */
    void completed(Usage usage);

    /** The stream broke. */
    void failed(Throwable cause);

    /** The stream was closed before its end, with this counted so far; comes from any thread. */
    void closed(Usage usage);
  }

  MeteredStream(ChatStream stream, Watch watch) {
    this.stream = stream;
    this.watch = watch;
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
      watch.completed(usage);
    }
    return false;
  }

  @Override
  public ChatChunk next() {
    ChatChunk chunk;
    try {
      chunk = stream.next();
    } catch (RuntimeException e) {
      throw failure(e);
    }
    Usage counted = chunk.usage();
    if (!counted.equals(Usage.UNKNOWN)) {
      usage = counted;
    }
    if (!finished && chunk.finishReason().isPresent()) {
      finished = true;
    }
    watch.read(chunk);
    return chunk;
  }

  private RuntimeException failure(RuntimeException e) {
    if (ended.compareAndSet(false, true)) {
      watch.failed(e);
    }
    return e;
  }

  @Override
  public void close() {
    if (ended.compareAndSet(false, true)) {
      if (finished) {
        watch.completed(usage);
      } else {
        watch.closed(usage);
      }
    }
    stream.close();
  }
}
