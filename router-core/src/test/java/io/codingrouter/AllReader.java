package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.message.ChatChunk;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Takes all chunks. */
final class AllReader implements Flow.Subscriber<ChatChunk> {
  private final CountDownLatch over = new CountDownLatch(1);
  volatile Flow.@Nullable Subscription subscription;

  AllReader(Flow.Publisher<ChatChunk> publisher) {
    publisher.subscribe(this);
  }

  void await() {
    try {
      assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(ChatChunk chunk) {}

  @Override
  public void onError(Throwable failure) {
    over.countDown();
  }

  @Override
  public void onComplete() {
    over.countDown();
  }
}
