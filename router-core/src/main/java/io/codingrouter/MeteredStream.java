package io.codingrouter;

import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.Usage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A stream that tells its outcome once: completed when it ends, or when it is closed after the last
 * word; failed when it throws; closed when its reader closes it early, which is no fault of the
 * model's.
 */
final class MeteredStream implements ChatStream {
  private final ChatStream stream;
  private final Watch watch;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile Usage usage = Usage.UNKNOWN;
  private volatile boolean finished;

  /** Is told how a stream goes. */
  interface Watch {
    /** A chunk was read. */
    default void read(ChatChunk chunk) {}

    /** The stream ended as it should; may come from any thread. */
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
    boolean first = ended.compareAndSet(false, true);
    try {
      stream.close();
    } finally {
      if (first && finished) {
        watch.completed(usage);
      } else if (first) {
        watch.closed(usage);
      }
    }
  }
}
