package io.codingrouter.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link ModelClient} must do. Extend it and say how to make clients that misbehave. */
@Timeout(120)
public abstract class ModelClientContract {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(60);

  /** A client whose endpoint answers at once with this text. */
  protected abstract ModelClient answering(String text);

  /** A client whose endpoint takes the call, runs the action, and never answers. */
  protected abstract ModelClient silent(Runnable onArrival);

  /** A client whose endpoint breaks the connection in the middle of the reply. */
  protected abstract ModelClient cutting();

  /** The candidate that the clients reach. */
  protected Candidate candidate() {
    return Candidate.builder(ModelRef.of("small"), URI.create("http://localhost:8000/v1")).build();
  }

  private ModelCall call(Duration firstToken, Duration total) {
    return new ModelCall(
        candidate(),
        ChatRequest.user("hello").toBuilder().model("small").build(),
        new CallLimits(LONG, firstToken, LONG, total));
  }

  private static ModelException failure(ModelClient client, ModelCall call) {
    return catchThrowableOfType(
        ModelException.class,
        () -> {
          try (ChatStream stream = client.send(call)) {
            stream.collect();
          }
        });
  }

  @Test
  void a_whole_reply_is_one_chunk() {
    try (ModelClient client = answering("four");
        ChatStream stream = client.send(call(LONG, LONG))) {
      assertThat(stream.hasNext()).isTrue();
      assertThat(stream.next().text()).isEqualTo("four");
      assertThat(stream.hasNext()).isFalse();
    }
  }

  @Test
  void a_call_that_is_already_cancelled_gets_no_reply() {
    ModelCall call = call(LONG, LONG);
    call.cancel();
    try (ModelClient client = answering("four")) {
      assertThat(failure(client, call).kind()).isEqualTo(ModelException.CANCELLED);
    }
  }

  @Test
  void cancelling_ends_the_wait() {
    ModelCall call = call(LONG, LONG);
    try (ModelClient client = silent(call::cancel)) {
      ModelException failure = failure(client, call);
      assertThat(failure.kind()).isEqualTo(ModelException.CANCELLED);
      assertThat(failure.retryable()).isFalse();
    }
  }

  @Test
  void an_interrupt_ends_the_wait_and_stays_visible() {
    Thread caller = Thread.currentThread();
    try (ModelClient client = silent(caller::interrupt)) {
      ModelException failure = failure(client, call(LONG, LONG));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(failure.kind()).isEqualTo(ModelException.CANCELLED);
    }
  }

  @Test
  void the_first_token_has_a_limit() {
    try (ModelClient client = silent(() -> {})) {
      ModelException failure = failure(client, call(SHORT, LONG));
      assertThat(failure.kind()).isEqualTo(ModelException.TIMEOUT);
      assertThat(failure.retryable()).isTrue();
    }
  }

  @Test
  void everything_together_has_a_limit() {
    try (ModelClient client = silent(() -> {})) {
      assertThat(failure(client, call(LONG, SHORT)).kind()).isEqualTo(ModelException.TIMEOUT);
    }
  }

  @Test
  void a_reply_that_breaks_is_no_reply() {
    try (ModelClient client = cutting()) {
      ModelException failure = failure(client, call(LONG, LONG));
      assertThat(failure.kind()).isEqualTo(ModelException.TRUNCATED);
      assertThat(failure.retryable()).isTrue();
    }
  }

  @Test
  void calls_run_side_by_side() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (ModelClient client = answering("four")) {
      List<Future<String>> replies =
          IntStream.range(0, 16)
              .mapToObj(i -> threads.submit(() -> client.send(call(LONG, LONG)).collect().text()))
              .toList();
      for (Future<String> reply : replies) {
        assertThat(reply.get()).isEqualTo("four");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void closing_twice_does_nothing_more() {
    ModelClient client = answering("four");
    client.close();
    client.close();
  }
}
