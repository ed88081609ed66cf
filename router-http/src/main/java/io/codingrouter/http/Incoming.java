package io.codingrouter.http;

import io.codingrouter.dispatch.ModelException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * What comes back from one post: a whole reply, or an event stream, read piece by piece as its
 * reader asks. Read by one thread; {@link #close()} may be called from any.
 */
final class Incoming implements AutoCloseable {
  private final Post post;
  private final Call call;
  private final Progress progress;
  private final BooleanSupplier clientClosed;

  Incoming(Post post, Call call, Progress progress, BooleanSupplier clientClosed) {
    this.post = post;
    this.call = call;
    this.progress = progress;
    this.clientClosed = clientClosed;
  }

  /**
   * Waits until the reply begins.
   *
   * @return the reply if it is a whole one, whatever its status; empty if it is an event stream, of
   *     which the first bytes are here
   * @throws ModelException if none begins
   */
  Optional<Reply> begin() {
    await();
    Outcome ended = progress.outcome();
    if (ended != null && ended.reply() != null) {
      return Optional.of(ended.reply());
    }
    if (progress.head() == null) {
      throw failure(ended);
    }
    return Optional.empty();
  }

  /**
   * Waits for more of an event stream.
   *
   * @return bytes, null when the body has ended as HTTP says
   * @throws ModelException if it breaks, stalls or is stopped
   */
  byte @Nullable [] next() {
    await();
    byte[] piece = progress.take();
    if (piece != null) {
      return piece;
    }
    Outcome ended = progress.outcome();
    if (ended != null && ended.isEnd()) {
      return null;
    }
    throw failure(ended);
  }

  /** Returns the head of the event stream with a body of its own: one event, say. */
  Reply reply(String body) {
    Reply head = progress.head();
    if (head == null) {
      throw new IllegalStateException("there is no event stream");
    }
    return new Reply(head.status(), head.headers(), body, false);
  }

  Post post() {
    return post;
  }

  /**
   * Says that the first content of the event stream is here.
   *
   * @param asked whether a stream was asked for: then its total time has no limit any more
   */
  void begun(boolean asked) {
    progress.begun(asked);
  }

  /** Lets an event stream that has said its last word end, so that its connection is of use. */
  void finish() {
    if (!progress.drain()) {
      close();
    }
  }

  /** Stops what is not over. Does nothing the second time. */
  @Override
  public void close() {
    if (!progress.isComplete()) {
      progress.complete(Outcome.CANCELLED);
      call.cancel();
    }
  }

  private void await() {
    try {
      if (progress.await()) {
        return;
      }
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw cancelled("the thread that waited was interrupted");
    }
    String expired = progress.expired();
    close();
    throw named(
        ModelException.builder(ModelException.TIMEOUT, post.peer().name() + " " + expired)
            .retryable(true));
  }

  private ModelException failure(@Nullable Outcome ended) {
    if (clientClosed.getAsBoolean()) {
      return cancelled("the client is closed");
    }
    if (ended == null || ended.failure() == null) {
      return cancelled("it was cancelled");
    }
    if (call.isCanceled()) {
      return ModelException.builder(
              ModelException.CONFIGURATION,
              "the call of "
                  + post.peer().name()
                  + " was given up by OkHttp, as when an interceptor of the application's fails or"
                  + " libraries do not fit together")
          .build();
    }
    Progress.Stage stage = progress.head() == null ? progress.stage() : Progress.Stage.READING;
    return named(new Breakage(post.peer(), stage).exception(ended.failure()).toBuilder());
  }

  /** A failure with the name of the request, if the server can have seen it. */
  ModelException named(ModelException.Builder failure) {
    if (progress.stage() != Progress.Stage.CONNECTING) {
      post.requestId().ifPresent(failure::requestId);
    }
    return failure.build();
  }

  ModelException cancelled(String why) {
    return ModelException.builder(
            ModelException.CANCELLED, "the call of " + post.peer().name() + " was stopped: " + why)
        .build();
  }
}
