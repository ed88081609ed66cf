package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatStream;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PendingStreamTest {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  /** A reply that is there after a time, on a clock that goes when somebody waits. */
  private static final class Later implements PendingStream.Opening {
    private final ChatStream reply =
        ChatStream.of(List.of(chunk("{\"content\":\"he\"}"), chunk("{\"content\":\"re\"}")));
    private Duration left;
    @Nullable RuntimeException failure;
    int closed;

    Later(Duration left) {
      this.left = left;
    }

    private static ChatChunk chunk(String delta) {
      return ChatChunk.fromJson("{\"choices\":[{\"index\":0,\"delta\":" + delta + "}]}");
    }

    @Override
    public @Nullable ChatStream await(Duration time) throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (closed > 0) {
        throw new CancellationException();
      }
      if (left.compareTo(time) > 0) {
        left = left.minus(time);
        return null;
      }
      if (failure != null) {
        throw failure;
      }
      return reply;
    }

    @Override
    public CompletableFuture<Void> overWithin(Duration time) {
      throw new AssertionError("whoever reads waits");
    }

    @Override
    public boolean isDone() {
      return left.isZero();
    }

    @Override
    public void close() {
      closed++;
    }
  }

  private static ChatStream open(Later opening) {
    return PendingStream.of(opening, INTERVAL);
  }

  private static int keepAlives(ChatStream stream) {
    int count = 0;
    while (stream.hasNext()) {
      ChatChunk chunk = stream.next();
      if (!chunk.isKeepAlive()) {
        assertThat(chunk.text()).isEqualTo("he");
        return count;
      }
      assertThat(chunk.hasContent()).isFalse();
      assertThat(chunk.text()).isEmpty();
      count++;
    }
    return count;
  }

  @Test
  void a_reply_that_is_there_soon_enough_is_handed_on_as_it_is() {
    Later soon = new Later(INTERVAL);
    assertThat(open(soon)).isSameAs(soon.reply);
  }

  @Test
  void in_two_minutes_of_silence_there_is_a_sign_of_life_every_ten_seconds() {
    ChatStream stream = open(new Later(Duration.ofSeconds(125)));
    assertThat(keepAlives(stream)).isEqualTo(12);
    assertThat(stream.next().text()).isEqualTo("re");
    assertThat(stream.hasNext()).isFalse();
  }

  @Test
  void asking_twice_waits_once() {
    ChatStream stream = open(new Later(Duration.ofSeconds(15)));
    assertThat(stream.hasNext()).isTrue();
    assertThat(stream.hasNext()).isTrue();
    assertThat(stream.next().isKeepAlive()).isTrue();
    assertThat(stream.next().text()).isEqualTo("he");
  }

  @Test
  void a_collected_reply_knows_nothing_of_them() {
    assertThat(open(new Later(Duration.ofSeconds(60))).collect().text()).isEqualTo("here");
  }

  @Test
  void a_failure_behind_them_is_thrown_and_stays() {
    Later opening = new Later(Duration.ofSeconds(25));
    opening.failure = ModelException.builder(ModelException.TIMEOUT, "nobody").build();
    ChatStream stream = open(opening);
    assertThat(stream.next().isKeepAlive()).isTrue();
    assertThat(stream.next().isKeepAlive()).isTrue();
    assertThatExceptionOfType(ModelException.class).isThrownBy(stream::next).withMessage("nobody");
    assertThatExceptionOfType(ModelException.class).isThrownBy(stream::hasNext);
  }

  @Test
  void a_failure_that_is_known_soon_enough_is_thrown_at_once() {
    Later opening = new Later(Duration.ofSeconds(5));
    opening.failure = ModelException.builder(ModelException.CONNECT, "refused").build();
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> open(opening))
        .withMessage("refused");
  }

  @Test
  void a_closed_one_is_over() {
    Later opening = new Later(Duration.ofSeconds(60));
    ChatStream stream = open(opening);
    stream.close();
    assertThat(opening.closed).isEqualTo(1);
    assertThat(stream.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(stream::next);
  }

  @Test
  void one_that_another_thread_has_closed_is_not_over_but_broken() throws Exception {
    ChatStream stream = open(new Later(Duration.ofSeconds(60)));
    Thread other = new Thread(stream::close);
    other.start();
    other.join();
    ModelException e = catchThrowableOfType(ModelException.class, stream::collect);
    assertThat(e.kind()).isEqualTo(ModelException.CANCELLED);
  }

  @Test
  void closing_it_reaches_the_reply_that_it_became() {
    Later opening = new Later(Duration.ofSeconds(15));
    ChatStream stream = open(opening);
    assertThat(keepAlives(stream)).isEqualTo(1);
    stream.close();
    assertThat(opening.closed).isEqualTo(1);
  }

  @Test
  void an_interrupt_ends_the_wait_and_what_it_waits_for() {
    Later opening = new Later(Duration.ofSeconds(60));
    ChatStream stream = open(opening);
    assertThat(stream.next().isKeepAlive()).isTrue();
    Thread.currentThread().interrupt();
    ModelException e = catchThrowableOfType(ModelException.class, stream::hasNext);
    assertThat(e.kind()).isEqualTo(ModelException.CANCELLED);
    assertThat(Thread.interrupted()).as("the flag is restored").isTrue();
    assertThat(opening.closed).isEqualTo(1);
  }
}
