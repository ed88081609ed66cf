package io.codingrouter;

import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.Usage;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A reply that no model has begun. Its reader is handed a keep-alive each time that it has waited
 * for the interval, and the reply from when it is there; candidates are asked, fail and are
 * replaced behind it. Closing it ends that at once.
 */
final class PendingStream implements ChatStream {
  private final Opening opening;
  private final Duration interval;
  private volatile @Nullable Thread closedBy;
  private volatile @Nullable ChatStream stream; // set by the one thread that reads
  // Used by that thread, as all below.
  private @Nullable RuntimeException failure;
  private @Nullable CompletableFuture<Void> waiting; // until there is something to hand on
  private boolean hasKeepAlive;

  /** A reply that is being got. */
  interface Opening {
    /**
     * Waits for the reply.
     *
     * @return the reply, null if the time is over
     * @throws ModelException if there will be none
     * @throws CancellationException if this is closed
     */
    @Nullable ChatStream await(Duration time) throws InterruptedException;

    /** Returns what is complete when there is a reply, there will be none, or the time is over. */
    CompletableFuture<Void> overWithin(Duration time);

    /** Whether there is a reply, or there will be none. */
    boolean isDone();

    /** Stops getting it, or closes it if it is there. Does nothing the second time. */
    void close();
  }

  /** A reply for who does not wait: its time begins when it is {@linkplain #awaits awaited}. */
  PendingStream(Opening opening, Duration interval) {
    this.opening = opening;
    this.interval = interval;
  }

  /**
   * Waits for a reply, once for the interval.
   *
   * @return the reply, or this in its place
   * @throws ModelException if it is known by then that there will be none
   */
  static ChatStream of(Opening opening, Duration interval) {
    PendingStream pending = new PendingStream(opening, interval);
    ChatStream opened = pending.await();
    return opened == null ? pending : opened;
  }

  @Override
  public boolean hasNext() {
    if (stream != null) {
      return stream.hasNext();
    }
    if (failure != null) {
      throw failure;
    }
    if (closedBy != null) {
      if (closedBy != Thread.currentThread()) {
        throw cancelled("the reply was closed while it was waited for");
      }
      return false;
    }
    if (!hasKeepAlive) {
      stream = await();
    }
    return stream == null || stream.hasNext();
  }

  @Override
  public boolean awaits(Runnable ready) {
    if (stream != null) {
      return stream.awaits(ready);
    }
    if (failure != null || closedBy != null || hasKeepAlive) {
      return false;
    }
    CompletableFuture<Void> begun = waiting == null ? opening.overWithin(interval) : waiting;
    if (begun.isDone()) {
      waiting = null;
      hasKeepAlive = !opening.isDone();
      return false;
    }
    waiting = begun;
    var unused = begun.thenRun(ready);
    return true;
  }

  @Override
  public Usage usage() {
    ChatStream opened = stream;
    return opened == null ? Usage.UNKNOWN : opened.usage();
  }

  @Override
  public ChatChunk next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the reply is closed");
    }
    if (stream != null) {
      return stream.next();
    }
    hasKeepAlive = false;
    return ChatChunk.keepAlive();
  }

  private @Nullable ChatStream await() {
    try {
      ChatStream opened = opening.await(interval);
      hasKeepAlive = opened == null;
      return opened;
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      failure = cancelled("the thread that waited for the reply was interrupted");
    } catch (CancellationException e) {
      failure = cancelled("the reply was closed while it was waited for");
    } catch (RuntimeException e) {
      failure = e;
    }
    throw failure;
  }

  private static ModelException cancelled(String message) {
    return ModelException.builder(ModelException.CANCELLED, message).build();
  }

  @Override
  public void close() {
    closedBy = closedBy == null ? Thread.currentThread() : closedBy;
    opening.close();
  }
}
