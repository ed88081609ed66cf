package io.codingrouter;

import io.codingrouter.message.ChatStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gets a reply on a thread of the executor, so that another can wait for it and tell its reader
 * that it does. If the executor has no thread for it, who waits gets it, without any keep-alive: a
 * full pool makes nobody wait. Whoever closes it interrupts the thread that gets the reply.
 */
final class OpeningTask extends FutureTask<ChatStream> implements PendingStream.Opening {
  /** How long the executor has to begin. */
  private static final Duration TO_BEGIN = Duration.ofMillis(250);

  private volatile boolean begun;
  private volatile @Nullable ChatStream opened;

  private OpeningTask(Supplier<ChatStream> opening) {
    super(opening::get);
  }

  /** Begins to get a reply. */
  static OpeningTask start(Supplier<ChatStream> opening, Executor executor) {
    OpeningTask task = new OpeningTask(opening);
    try {
      executor.execute(task::runInPool);
    } catch (RejectedExecutionException e) {
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
  public void run() {
    begun = true;
    super.run();
  }

  @Override
  public @Nullable ChatStream await(Duration time) throws InterruptedException {
    try {
      if (!begun) {
        ChatStream soon = within(TO_BEGIN);
        if (soon != null) {
          return soon;
        }
        if (!begun) {
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
      return get(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return null;
    }
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
  public void close() {
    cancel(true);
    ChatStream stream = opened;
    if (stream != null) {
      stream.close();
    }
  }
}
