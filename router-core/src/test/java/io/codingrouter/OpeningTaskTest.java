package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class OpeningTaskTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(1);

  private final ExecutorService single = Executors.newSingleThreadExecutor();
  private final AtomicInteger closed = new AtomicInteger();
  private final AtomicInteger unbegun = new AtomicInteger();

  @AfterEach
  void stop() {
    single.shutdownNow();
  }

  private OpeningTask start(Supplier<ChatStream> opening, Executor executor) {
    return OpeningTask.start(opening, unbegun::incrementAndGet, executor);
  }

  private ChatStream reply() {
    ChatStream empty = ChatStream.of(List.of());
    return new ChatStream() {
      @Override
      public boolean hasNext() {
        return empty.hasNext();
      }

      @Override
      public ChatChunk next() {
        return empty.next();
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }

  /** Gets its reply when it is interrupted, or told to. */
  private final class Blocked implements Supplier<ChatStream> {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch go = new CountDownLatch(1);
    volatile boolean interrupted;

    @Override
    public ChatStream get() {
      begun.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        interrupted = true;
      }
      return reply();
    }
  }

  @Test
  void the_executor_gets_the_reply() throws Exception {
    AtomicReference<Thread> thread = new AtomicReference<>();
    CountDownLatch begun = new CountDownLatch(1);
    OpeningTask task =
        start(
            () -> {
              thread.set(Thread.currentThread());
              begun.countDown();
              return reply();
            },
            single);
    begun.await(); // else who waits may be faster
    assertThat(task.await(LONG)).isNotNull();
    assertThat(thread.get()).isNotSameAs(Thread.currentThread());
  }

  @Test
  void the_longest_time_there_is_can_be_waited_for() throws Exception {
    Duration forever = ChronoUnit.FOREVER.getDuration();
    List<Runnable> queue = new ArrayList<>();
    OpeningTask task = start(this::reply, queue::add);
    assertThat(task.overWithin(forever)).isNotDone();
    queue.get(0).run();
    assertThat(task.await(forever)).isNotNull();
  }

  @Test
  void who_waits_gets_it_if_the_executor_is_full() throws Exception {
    Blocked before = new Blocked();
    Future<ChatStream> busy = single.submit(before::get);
    before.begun.await();
    OpeningTask task = start(this::reply, single);
    assertThat(task.await(LONG)).isNotNull();
    assertThat(busy).isNotDone();
  }

  @Test
  void who_starts_gets_it_if_the_executor_refuses() throws Exception {
    OpeningTask task =
        start(
            this::reply,
            work -> {
              throw new RejectedExecutionException("shut down");
            });
    assertThat(task.await(SHORT)).isNotNull();
  }

  @Test
  void a_reply_that_takes_longer_is_not_here_yet() throws Exception {
    Blocked slow = new Blocked();
    OpeningTask task = start(slow, single);
    slow.begun.await();
    assertThat(task.await(SHORT)).isNull();
    assertThat(task.await(SHORT)).isNull();
    slow.go.countDown();
    assertThat(task.await(LONG)).isNotNull();
    task.close();
    assertThat(closed).hasValue(1);
  }

  @Test
  void closing_interrupts_who_gets_it_and_closes_what_comes_all_the_same() throws Exception {
    Blocked slow = new Blocked();
    OpeningTask task = start(slow, single);
    slow.begun.await();
    task.close();
    Future<Boolean> after = single.submit(() -> Thread.currentThread().isInterrupted());
    assertThat(after.get()).as("the flag is not left to the next task").isFalse();
    assertThat(slow.interrupted).isTrue();
    assertThat(closed.get()).isPositive();
    assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> task.await(LONG));
  }

  @Test
  void what_is_closed_before_it_begins_never_does_and_that_is_told_once() throws Exception {
    List<Runnable> queue = new ArrayList<>();
    Blocked never = new Blocked();
    OpeningTask task = start(never, queue::add);
    task.close();
    task.close();
    queue.get(0).run();
    assertThat(unbegun).hasValue(1);
    assertThat(never.begun.getCount()).isEqualTo(1);
    assertThat(task.overWithin(LONG)).isDone();
    OpeningTask begun = start(this::reply, Runnable::run);
    begun.close();
    assertThat(unbegun).as("of what has begun nothing is told").hasValue(1);
  }

  @Test
  void whoever_does_not_wait_is_told_when_there_is_a_reply_or_the_time_is_over() throws Exception {
    Blocked slow = new Blocked();
    OpeningTask task = start(slow, single);
    task.overWithin(SHORT).get();
    assertThat(task.isDone()).isFalse();
    CompletableFuture<Void> over = task.overWithin(LONG);
    assertThat(over).isNotDone();
    slow.go.countDown();
    over.get();
    assertThat(task.isDone()).isTrue();
  }

  @Test
  void a_failure_is_thrown_as_it_is() {
    OpeningTask task =
        start(
            () -> {
              throw new IllegalStateException("no such luck");
            },
            single);
    assertThatIllegalStateException()
        .isThrownBy(() -> task.await(LONG))
        .withMessage("no such luck");
    task.close();
  }

  @Test
  void the_common_pool_gets_more_at_once_than_it_has_threads() throws Exception {
    List<Blocked> replies = new ArrayList<>();
    List<OpeningTask> tasks = new ArrayList<>();
    int many = ForkJoinPool.getCommonPoolParallelism() + 8;
    for (int i = 0; i < many; i++) {
      Blocked reply = new Blocked();
      replies.add(reply);
      tasks.add(start(reply, new WaitingExecutor(ForkJoinPool.commonPool())));
    }
    for (Blocked reply : replies) {
      reply.begun.await(); // none is answered yet
    }
    for (int i = 0; i < many; i++) {
      replies.get(i).go.countDown();
      assertThat(tasks.get(i).await(LONG)).isNotNull();
    }
  }
}
