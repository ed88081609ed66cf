package io.codingrouter.message;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/** A stream as a publisher for one subscriber, read on an executor. Safe for concurrent use. */
final class ChatPublisher implements Flow.Publisher<ChatChunk> {
  private final ChatStream stream;
  private final Executor executor;
  private final AtomicBoolean taken = new AtomicBoolean();

  ChatPublisher(ChatStream stream, Executor executor) {
    this.stream = stream;
    this.executor = Objects.requireNonNull(executor, "executor");
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ChatChunk> subscriber) {
    Objects.requireNonNull(subscriber, "subscriber");
    if (taken.compareAndSet(false, true)) {
      new ChatSubscription(stream, executor, subscriber).begin();
    } else {
      subscriber.onSubscribe(REFUSED);
      subscriber.onError(
          new IllegalStateException(
              "this reply has its subscriber already: a reply can be read once, so make another"
                  + " publisher for another call"));
    }
  }

  /** Rule 1.9: there is a subscription before there is an error. */
  private static final Flow.Subscription REFUSED =
      new Flow.Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
      };
}
