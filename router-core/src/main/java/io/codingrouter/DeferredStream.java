package io.codingrouter;

import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A stream whose call is made when it is first read. Closing it stops the call from then on. */
final class DeferredStream implements ChatStream {
  private final Supplier<ChatStream> call;
  private final Interruption interruption = new Interruption();
  private volatile @Nullable ChatStream stream;
  private volatile boolean closed;

  DeferredStream(Supplier<ChatStream> call) {
    this.call = call;
  }

  @Override
  public boolean hasNext() {
    return opened().hasNext();
  }

  @Override
  public ChatChunk next() {
    return opened().next();
  }

  private ChatStream opened() {
    ChatStream known = stream;
    if (known != null) {
      return known;
    }
    ChatStream opened = interruption.call(call);
    stream = opened;
    if (closed) { // meanwhile, and whoever closed it saw nothing to close
      opened.close();
    }
    return opened;
  }

  @Override
  public void close() {
    closed = true;
    interruption.stop();
    ChatStream opened = stream;
    if (opened != null) {
      opened.close();
    }
  }
}
