package io.codingrouter.dispatch;

import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;

/**
 * A stream whose first content has come. Until then its chunks are held back, so that another
 * candidate can be asked without the reader noticing; from then on what breaks is the reader's to
 * know.
 */
final class CommittedStream implements ChatStream {
  /** Chunks without content that are held back at most: a server that sends more is answering. */
  static final int MAX_HELD = 64;

  private final ChatStream stream;
  private final Deque<ChatChunk> held;
  private final UnaryOperator<ModelException> broken;
  private volatile boolean closed;

  private CommittedStream(
      ChatStream stream, Deque<ChatChunk> held, UnaryOperator<ModelException> broken) {
    this.stream = stream;
    this.held = held;
    this.broken = broken;
  }

  /**
   * Waits for the first content.
   *
   * @param stream a reply that began; closed if this throws
   * @param broken makes of a later failure what the reader sees
   * @throws ModelException if the stream breaks before
   */
  static CommittedStream commit(ChatStream stream, UnaryOperator<ModelException> broken) {
    Deque<ChatChunk> held = new ArrayDeque<>();
    try {
      boolean begun = false;
      while (!begun && held.size() < MAX_HELD && stream.hasNext()) {
        ChatChunk chunk = stream.next();
        held.add(chunk);
        begun = chunk.hasContent();
      }
    } catch (RuntimeException e) {
      stream.close();
      throw e;
    }
    return new CommittedStream(stream, held, broken);
  }

  @Override
  public boolean hasNext() {
    if (closed) {
      return false;
    }
    try {
      return !held.isEmpty() || stream.hasNext();
    } catch (ModelException e) {
      throw broken.apply(e);
    }
  }

  @Override
  public ChatChunk next() {
    if (closed) {
      throw new NoSuchElementException("the reply is closed");
    }
    if (!held.isEmpty()) {
      return held.remove();
    }
    try {
      return stream.next();
    } catch (ModelException e) {
      throw broken.apply(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    stream.close();
  }
}
