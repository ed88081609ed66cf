package io.codingrouter.dispatch;

import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatStream;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The reply of a {@link FakeModelClient}. */
final class FakeStream implements ChatStream {
  private final ModelCall call;
  private final FakeReply reply;
  private final Iterator<ChatChunk> chunks;
  private final Wait wait;
  private final Runnable onClose;
  private boolean begun;
  private final AtomicBoolean closed = new AtomicBoolean();

  FakeStream(ModelCall call, FakeReply reply, Wait wait, Runnable onClose) {
    this.call = call;
    this.reply = reply;
    this.chunks = reply.chunks().iterator();
    this.wait = wait;
    this.onClose = onClose;
  }

  @Override
  public boolean hasNext() {
    if (closed.get()) {
      return false;
    }
    wait.check();
    if (chunks.hasNext()) {
      return true;
    }
    if (reply.end() == FakeReply.End.STALLS) {
      wait.forRelease(
          begun ? call.limits().stall() : call.limits().firstToken(), "the reply stalled");
    } else if (reply.end() == FakeReply.End.CUT) {
      throw ModelException.builder(ModelException.TRUNCATED, "the reply was cut off")
          .retryable(true)
          .build();
    }
    return false;
  }

  @Override
  public ChatChunk next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the reply is over");
    }
    ChatChunk chunk = chunks.next();
    if (!begun && chunk.hasContent()) {
      begun = true;
      wait.begun();
    }
    return chunk;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      onClose.run();
      call.cancel();
    }
  }
}
