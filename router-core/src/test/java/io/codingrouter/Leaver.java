package io.codingrouter;

import io.codingrouter.message.ChatChunk;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** A subscriber that does one thing, when it is subscribed, and hears nothing. */
record Leaver(Consumer<Flow.Subscription> subscribed) implements Flow.Subscriber<ChatChunk> {
  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscribed.accept(subscription);
  }

  @Override
  public void onNext(ChatChunk chunk) {}

  @Override
  public void onError(Throwable failure) {}

  @Override
  public void onComplete() {}
}
