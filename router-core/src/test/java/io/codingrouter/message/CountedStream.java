package io.codingrouter.message;

import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;

/** A stream of so many chunks that counts what is read of it. */
final class CountedStream implements ChatStream {
  private static final ChatChunk CHUNK =
      ChatChunk.fromJson("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"}}]}");

  final AtomicInteger looks = new AtomicInteger();
  final AtomicInteger closes = new AtomicInteger();
  private long left;

  CountedStream(long chunks) {
    this.left = chunks;
  }

  @Override
  public boolean hasNext() {
    looks.incrementAndGet();
    return left > 0;
  }

  @Override
  public ChatChunk next() {
    if (left-- <= 0) {
      throw new NoSuchElementException();
    }
    return CHUNK;
  }

  @Override
  public void close() {
    closes.incrementAndGet();
  }
}
