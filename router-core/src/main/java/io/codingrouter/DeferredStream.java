package io.codingrouter;

import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.Usage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A stream whose call is made when it is first read. Closing it stops the call from then on. */
final class DeferredStream implements ChatStream {
  private final Supplier<ChatStream> call;
  private final AsyncCalls.Dropped dropped;
  private final Interruption interruption = new Interruption();
  private volatile @Nullable ChatStream stream;
  private volatile boolean closed;

  DeferredStream(Supplier<ChatStream> call, AsyncCalls.Dropped dropped) {
    this.call = call;
    this.dropped = dropped;
  }

  @Override
  public boolean hasNext() {
    return opened().hasNext();
  }

  @Override
  public ChatChunk next() {
    return opened().next();
  }

  @Override
  public boolean awaits(Runnable ready) {
    return opened().awaits(ready);
  }

  @Override
  public Usage usage() {
    ChatStream opened = stream;
    return opened == null ? Usage.UNKNOWN : opened.usage();
  }

  private ChatStream opened() {
    ChatStream known = stream;
    if (known != null) {
      return known;
    }
    ChatStream opened = open();
    stream = opened;
    if (closed) { // meanwhile, and whoever closed it saw nothing to close
      opened.close();
    }
    return opened;
  }

  private ChatStream open() {
    try {
      return interruption.call(call);
    } catch (RuntimeException | Error e) {
      dropped.because(e);
      throw e;
    }
  }

  @Override
  public void close() {
    closed = true;
    interruption.stop();
    ChatStream opened = stream;
    if (opened == null) {
      dropped.because(null);
    } else {
      opened.close();
    }
  }
}
