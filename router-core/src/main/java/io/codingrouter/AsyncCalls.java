package io.codingrouter;

import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** Makes calls on an executor, so that nobody waits for them. Safe for concurrent use. */
final class AsyncCalls {
  private final Executor executor;

  AsyncCalls(Executor executor) {
    this.executor = new WaitingExecutor(executor);
  }

  /** The outcome of a call. Whoever completes the future first, by cancelling it say, stops it. */
  <T> CompletableFuture<T> future(Supplier<T> call) {
    Interruption interruption = new Interruption();
    CompletableFuture<T> future = new CompletableFuture<>();
    var unused = future.whenComplete((reply, failure) -> interruption.stop());
    try {
      executor.execute(() -> complete(future, interruption, call));
    } catch (RejectedExecutionException e) {
      future.completeExceptionally(e);
    }
    return future;
  }

  private static <T> void complete(
      CompletableFuture<T> future, Interruption interruption, Supplier<T> call) {
    if (future.isDone()) {
      return;
    }
    T reply;
    try {
      reply = interruption.call(call);
    } catch (RuntimeException | Error e) {
      future.completeExceptionally(e);
      return;
    }
    future.complete(reply);
  }

  /** The chunks of a call that is made when the first of them is requested. */
  Flow.Publisher<ChatChunk> publisher(Supplier<ChatStream> call) {
    return new DeferredStream(call).publisher(executor);
  }
}
