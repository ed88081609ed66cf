package io.codingrouter.message;

import java.util.Iterator;

/** A stream of chunks that are already here. */
final class ReadyStream implements ChatStream {
  private final Iterator<ChatChunk> chunks;
  private volatile boolean closed;

  ReadyStream(Iterator<ChatChunk> chunks) {
    this.chunks = chunks;
  }

  @Override
  public boolean hasNext() {
    return !closed && chunks.hasNext();
  }

  @Override
  public ChatChunk next() {
    return chunks.next();
  }

  @Override
  public void close() {
    closed = true;
  }
}
