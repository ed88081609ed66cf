package io.codingrouter.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Beyond the rules: what becomes of the stream, and of threads. */
@Timeout(120)
class ChatPublisherTest {
  private final CountedStream stream = new CountedStream(3);
  private final Tasks tasks = new Tasks();

  /** Runs what it is given when it is told. */
  private static final class Tasks implements Executor {
    private final Queue<Runnable> queue = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
      queue.add(task);
    }

    void run() {
      for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
        task.run();
      }
    }
  }

  /** A stream that waits until it is closed. */
  private static final class Silent implements ChatStream {
    final CountDownLatch read = new CountDownLatch(1);
    final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public boolean hasNext() {
      read.countDown();
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IllegalStateException("closed");
    }

    @Override
    public ChatChunk next() {
      throw new AssertionError("there is none");
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  @Test
  void nothing_is_read_that_was_not_requested() {
    Recorder reader = new Recorder(0);
    stream.publisher(tasks).subscribe(reader);
    tasks.run();
    assertThat(stream.looks).hasValue(0);
    reader.subscription.request(2);
    assertThat(stream.looks).hasValue(0); // the caller's thread reads nothing
    tasks.run();
    assertThat(reader.chunks).hasValue(2);
    assertThat(stream.looks).hasValue(2);
    reader.subscription.request(5);
    tasks.run();
    assertThat(reader.chunks).hasValue(3);
    assertThat(reader.signals).containsExactly("complete");
    assertThat(stream.closes).hasValue(1);
  }

  @Test
  void a_stream_that_breaks_is_closed_and_its_exception_handed_on() {
    IllegalStateException broken = new IllegalStateException("broken");
    ChatStream breaking =
        new ChatStream() {
          @Override
          public boolean hasNext() {
            throw broken;
          }

          @Override
          public ChatChunk next() {
            throw new AssertionError();
          }

          @Override
          public void close() {
            stream.close();
          }
        };
    Recorder reader = new Recorder(1);
    breaking.publisher(Runnable::run).subscribe(reader);
    assertThat(reader.signals).containsExactly(broken);
    assertThat(stream.closes).hasValue(1);
    reader.subscription.request(1);
    reader.subscription.request(-1);
    reader.subscription.cancel();
    assertThat(reader.signals).containsExactly(broken);
  }

  @Test
  void a_reply_is_read_once() {
    Flow.Publisher<ChatChunk> publisher = stream.publisher(tasks);
    publisher.subscribe(new Recorder(1));
    Recorder second = new Recorder(1);
    publisher.subscribe(second);
    tasks.run();
    assertThat(second.signals).singleElement().isInstanceOf(IllegalStateException.class);
    assertThat(second.chunks).hasValue(0);
    assertThatNullPointerException().isThrownBy(() -> publisher.subscribe(null));
  }

  @Test
  void a_wait_for_the_next_chunk_ends_when_the_subscriber_cancels() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Silent silent = new Silent();
      Recorder reader = new Recorder(1);
      silent.publisher(thread).subscribe(reader);
      silent.read.await();
      reader.subscription.cancel();
      assertThat(silent.closed.getCount()).isZero(); // by the thread that cancels
      thread.submit(() -> {}).get(); // the one that read is free
      assertThat(reader.signals).isEmpty();
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void a_wrong_request_ends_a_wait_with_an_error() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Silent silent = new Silent();
      Recorder reader = new Recorder(1);
      silent.publisher(thread).subscribe(reader);
      silent.read.await();
      reader.subscription.request(0);
      reader.awaitEnd();
      assertThat(reader.signals)
          .singleElement()
          .isInstanceOfSatisfying(
              IllegalArgumentException.class,
              e -> assertThat(e).hasMessageContaining("must request at least 1 but asked for 0"));
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void cancelling_before_anything_is_read_closes_the_stream() {
    Recorder reader = new Recorder(1);
    stream.publisher(tasks).subscribe(reader);
    reader.subscription.cancel();
    reader.subscription.cancel();
    tasks.run();
    assertThat(stream.looks).hasValue(0);
    assertThat(stream.closes).hasValue(1);
    assertThat(reader.signals).isEmpty();
  }

  @Test
  void an_executor_that_takes_no_work_fails_the_reply() {
    Recorder reader = new Recorder(1);
    stream
        .publisher(
            task -> {
              throw new RejectedExecutionException("full");
            })
        .subscribe(reader);
    assertThat(reader.signals).singleElement().isInstanceOf(RejectedExecutionException.class);
    assertThat(stream.closes).hasValue(1);
  }

  @Test
  void a_subscriber_that_throws_is_cancelled_and_its_exception_is_not_lost() {
    Recorder thrower =
        new Recorder(2) {
          @Override
          public void onNext(ChatChunk chunk) {
            throw new IllegalStateException("mine");
          }
        };
    stream.publisher(tasks).subscribe(thrower);
    assertThatIllegalStateException().isThrownBy(tasks::run).withMessage("mine");
    tasks.run();
    assertThat(thrower.signals).isEmpty();
    assertThat(stream.closes).hasValue(1);
  }

  @Test
  void requests_from_many_threads_get_as_many_chunks_one_at_a_time() throws Exception {
    int requesters = 8;
    int each = 2_000;
    int all = requesters * each;
    CountDownLatch requested = new CountDownLatch(requesters);
    ExecutorService threads = Executors.newFixedThreadPool(requesters);
    try {
      Recorder reader = new Recorder(0);
      new CountedStream(all).publisher(threads).subscribe(reader);
      for (int i = 0; i < requesters; i++) {
        threads.execute(
            () -> {
              for (int n = 0; n < each; n++) {
                reader.subscription.request(1);
              }
              requested.countDown();
            });
      }
      requested.await();
      reader.subscription.request(1); // for the end
      reader.awaitEnd();
      assertThat(reader.overlapped).isFalse();
      assertThat(reader.chunks).hasValue(all);
      assertThat(reader.signals).containsExactly("complete");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_request_within_each_chunk_never_recurses() {
    int chunks = 200_000;
    Recorder reader =
        new Recorder(1) {
          @Override
          public void onNext(ChatChunk chunk) {
            super.onNext(chunk);
            subscription.request(1);
          }
        };
    new CountedStream(chunks).publisher(Runnable::run).subscribe(reader);
    assertThat(reader.chunks).hasValue(chunks);
    assertThat(reader.signals).containsExactly("complete");
  }
}
