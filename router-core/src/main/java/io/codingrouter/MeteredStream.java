package io.codingrouter;

import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.Usage;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A stream that tells its outcome once: completed when it ends, or when it is closed after the last
 * word; failed when it throws; closed when its reader closes it early or is known to have left,
 * which is no fault of the model's.
 */
final class MeteredStream implements ChatStream {
  private final ChatStream stream;
  private final Watch watch;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile Usage usage = Usage.UNKNOWN; // of the chunks
  private volatile boolean finished;

  /** Is told how a stream goes. */
  interface Watch {
    /** A chunk was read. */
    default void read(ChatChunk chunk) {}

    /** The stream ended as it should; may come from any thread. */
    void completed(Usage usage);

    /** The stream broke, with this counted so far. */
    void failed(Throwable cause, Usage usage);

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
    } catch (RuntimeException | Error e) {
      broke(e);
      throw e;
    }
    if (ended.compareAndSet(false, true)) {
      watch.completed(usage());
    }
    return false;
  }

  @Override
  public ChatChunk next() {
    ChatChunk chunk;
    try {
      chunk = stream.next();
    } catch (NoSuchElementException e) {
      throw e; // its reader went too far, which says nothing of the model
    } catch (RuntimeException | Error e) {
      broke(e);
      throw e;
    }
    Usage counted = chunk.usage();
    if (!counted.equals(Usage.UNKNOWN)) {
      usage = counted;
    }
    watch.read(chunk);
    if (!finished && chunk.finishReason().isPresent()) {
      finished = true; // last: whoever closes it from now on tells what was noted of all chunks
    }
    return chunk;
  }

  private void broke(Throwable cause) {
    if (ended.compareAndSet(false, true)) {
      watch.failed(cause, usage());
    }
  }

  /** What lies below has read further, and may know more than the chunks say. */
  @Override
  public Usage usage() {
    Usage known = stream.usage();
    return known.equals(Usage.UNKNOWN) ? usage : known;
  }

  /** Its reader has left without closing it. */
  void left() {
    if (ended.compareAndSet(false, true)) {
      watch.closed(usage());
    }
  }

  @Override
  public void close() {
    boolean first = ended.compareAndSet(false, true);
    try {
      stream.close();
    } finally {
      if (first && finished) {
        watch.completed(usage());
      } else if (first) {
        watch.closed(usage());
      }
    }
  }
}
