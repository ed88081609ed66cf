package io.codingrouter;

import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes calls on an executor, so that nobody waits for them. Safe for concurrent use. */
final class AsyncCalls {
  private final Executor executor;

  AsyncCalls(Executor executor) {
    this.executor = new WaitingExecutor(executor);
  }

  /** Is told that a call ended, for those that had not begun by then. */
  @FunctionalInterface
  interface Dropped {
    /**
     * The call will not be made; said more than once, and also of calls that were begun.
     *
     * @param cause why not, null if nobody waits for it any more
     */
    void because(@Nullable Throwable cause);
  }

  /** The outcome of a call. Whoever completes the future first, by cancelling it say, stops it. */
  <T> CompletableFuture<T> future(Supplier<T> call, Dropped dropped) {
    Interruption interruption = new Interruption();
    CompletableFuture<T> future = new CompletableFuture<>();
    var unused =
        future.whenComplete(
            (reply, failure) -> {
              interruption.stop();
              dropped.because(null);
            });
    try {
      executor.execute(() -> complete(future, interruption, call, dropped));
    } catch (RuntimeException | Error e) { // it has no thread, whatever it calls that
      dropped.because(e);
      future.completeExceptionally(e);
    }
    return future;
  }

  private static <T> void complete(
      CompletableFuture<T> future, Interruption interruption, Supplier<T> call, Dropped dropped) {
    if (future.isDone()) {
      return;
    }
    T reply;
    try {
      reply = interruption.call(call);
    } catch (RuntimeException | Error e) {
      dropped.because(e);
      future.completeExceptionally(e);
      return;
    }
    future.complete(reply);
  }

  /** The chunks of a call that is made when the first of them is requested. */
  Flow.Publisher<ChatChunk> publisher(Supplier<ChatStream> call, Dropped dropped) {
    return new DeferredStream(call, dropped).publisher(executor);
  }
}
