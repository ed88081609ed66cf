package io.codingrouter;

import io.codingrouter.message.ChatStream;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gets a reply on a thread of the executor, so that another can wait for it and tell its reader
 * that it does, or need not wait at all. If the executor has no thread for it, who waits gets it,
 * without any keep-alive: a full pool makes nobody wait. Whoever closes it interrupts the thread
 * that gets the reply.
 */
final class OpeningTask extends FutureTask<ChatStream> implements PendingStream.Opening {
  /** How long the executor has to begin. */
  private static final Duration TO_BEGIN = Duration.ofMillis(250);

  private final AtomicBoolean begun;
  private final Runnable unbegun;
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private volatile @Nullable ChatStream opened;

  private OpeningTask(Supplier<ChatStream> opening, AtomicBoolean begun, Runnable unbegun) {
    super(
        () -> {
          if (begun.compareAndSet(false, true)) {
            return opening.get();
          }
          throw new CancellationException(); // meanwhile, and that was told
        });
    this.begun = begun;
    this.unbegun = unbegun;
  }

  /**
   * Begins to get a reply.
   *
   * @param opening gets it
   * @param unbegun run if that is closed before it begins, and so never will
   */
  static OpeningTask start(Supplier<ChatStream> opening, Runnable unbegun, Executor executor) {
    OpeningTask task = new OpeningTask(opening, new AtomicBoolean(), unbegun);
    try {
      executor.execute(task::runInPool);
    } catch (RuntimeException | Error e) { // whatever it calls it, "no more native threads" say
      task.run();
    }
    return task;
  }

  private void runInPool() {
    try {
      run();
    } finally {
      if (isCancelled()) {
        boolean unused = Thread.interrupted(); // it was meant for the reply, not for what is next
      }
    }
  }

  @Override
  public @Nullable ChatStream await(Duration time) throws InterruptedException {
    try {
      if (!begun.get()) {
        ChatStream soon = within(TO_BEGIN);
        if (soon != null) {
          return soon;
        }
        if (!begun.get()) {
          run();
        }
      }
      return within(time);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause(); // a supplier throws no other
    }
  }

  private @Nullable ChatStream within(Duration time)
      throws InterruptedException, ExecutionException {
    try {
      return get(nanos(time), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return null;
    }
  }

  /** The longest that there are, 292 years, stand for what is longer. */
  private static long nanos(Duration time) {
    return TimeUnit.NANOSECONDS.convert(time);
  }

  @Override
  public CompletableFuture<Void> overWithin(Duration time) {
    return over.copy().completeOnTimeout(null, nanos(time), TimeUnit.NANOSECONDS);
  }

  @Override
  protected void set(ChatStream stream) {
    opened = stream;
    super.set(stream);
    if (isCancelled()) { // nobody will come for it
      stream.close();
    }
  }

  @Override
  protected void done() {
    if (isCancelled() && begun.compareAndSet(false, true)) {
      unbegun.run();
    }
    over.complete(null);
  }

  @Override
  public void close() {
    cancel(true);
    ChatStream stream = opened;
    if (stream != null) {
      stream.close();
    }
  }
}
