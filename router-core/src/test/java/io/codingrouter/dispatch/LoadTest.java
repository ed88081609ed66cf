package io.codingrouter.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.codingrouter.dispatch.Reliability.Load;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class LoadTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final FakeModelClient client = FakeModelClient.replying(FakeReply.streams("fi", "ne"));
  private final Dispatcher dispatcher = new Dispatcher(client, System::nanoTime);

  @AfterEach
  void stop() {
    client.release();
    threads.shutdownNow();
  }

  private static Candidate candidate(String name) {
    ModelRef model = ModelRef.of(name.equals("x") ? "large" : "small");
    return Candidate.builder(model, URI.create("http://" + name + ".example/v1"))
        .endpoint(name)
        .build();
  }

  private static Dispatch dispatch(Reliability reliability, Duration timeout, String... names) {
    return Dispatch.builder(
            List.of(names).stream().map(LoadTest::candidate).toList(),
            c -> ChatRequest.user("hello").toBuilder().set("/stream", true).build())
        .timeout(timeout)
        .reliability(c -> reliability)
        .build();
  }

  private static Dispatch dispatch(Reliability reliability, String... names) {
    return dispatch(reliability, Duration.ofMinutes(1), names);
  }

  private Slots slots(String name) {
    return dispatcher.traffic().endpoint(candidate(name)).slots();
  }

  private List<String> ask(Dispatch dispatch) {
    Dispatcher.Reply<ChatStream> reply = dispatcher.stream(dispatch);
    reply.answer().collect();
    return reply.attempts().stream().map(Attempt::endpoint).toList();
  }

  /** Asks on another thread, and returns when that waits for a place. */
  private Future<List<String>> waiting(Dispatch dispatch, String name) {
    int before = slots(name).pending();
    Future<List<String>> asked = threads.submit(() -> ask(dispatch));
    while (slots(name).pending() == before) {
      Thread.onSpinWait();
    }
    return asked;
  }

  /** How a stream leaves its place. */
  enum Leaving {
    READ {
      @Override
      void leave(ChatStream stream) {
        stream.forEachRemaining(chunk -> {});
      }
    },
    CLOSED {
      @Override
      void leave(ChatStream stream) {
        stream.close();
      }
    },
    READ_AND_CLOSED_TWICE {
      @Override
      void leave(ChatStream stream) {
        stream.forEachRemaining(chunk -> {});
        stream.close();
        stream.close();
      }
    },
    CLOSED_AFTER_THE_LAST_WORD {
      @Override
      void leave(ChatStream stream) {
        for (int i = 0; i < 3; i++) {
          stream.next();
        }
        stream.close();
      }
    };

    abstract void leave(ChatStream stream);
  }

  @ParameterizedTest
  @EnumSource
  void a_stream_gives_its_place_back_once_however_it_is_left(Leaving leaving) throws Exception {
    Dispatch one = dispatch(Policies.loading(1, 10, true), "a");
    ChatStream stream = dispatcher.stream(one).answer();
    Future<List<String>> next = waiting(one, "a");
    leaving.leave(stream);
    assertThat(next.get()).containsExactly("a");
    assertThat(slots("a").taken()).isZero();
  }

  @Test
  void a_stream_that_its_reader_has_left_loses_its_place_to_who_waits() throws Exception {
    ManualTime time = new ManualTime(-7);
    Dispatcher timed = new Dispatcher(client, time, time);
    Dispatch one = dispatch(Policies.loading(1, 10, true), Duration.ofHours(1), "a");
    ChatStream left = timed.stream(one).answer();
    ChatStream slow = timed.stream(dispatch(Policies.loading(1, 10, true), "b")).answer();
    time.pass(Duration.ofMinutes(4));
    assertThat(slow.next().text()).isEqualTo("fi");
    Future<String> next = threads.submit(() -> timed.stream(one).answer().collect().text());
    while (timed.traffic().endpoint(candidate("a")).slots().pending() == 0) {
      Thread.onSpinWait();
    }
    time.pass(Duration.ofMinutes(2));
    assertThat(next.get()).isEqualTo("fine");
    ModelException e = catchThrowableOfType(ModelException.class, left::hasNext);
    assertThat(e.kind()).isEqualTo(ModelException.CANCELLED);
    assertThat(e).hasMessageContaining("nobody read this reply for PT5M");
    assertThat(e.attempts()).extracting(Attempt::outcome).containsExactly(ModelException.CANCELLED);
    left.close();
    assertThat(timed.traffic().endpoint(candidate("a")).slots().taken()).isZero();
    assertThat(slow.next().text()).as("it was read two minutes ago").isEqualTo("ne");
    slow.close();
    assertThat(client.openStreams()).isZero();
  }

  @Test
  void a_stream_that_its_reader_has_left_keeps_its_place_while_nobody_wants_it() {
    ManualTime time = new ManualTime(7);
    Dispatcher timed = new Dispatcher(client, time, time);
    Dispatch one = dispatch(Policies.loading(1, 10, true), Duration.ofHours(1), "a");
    try (ChatStream left = timed.stream(one).answer()) {
      time.pass(Duration.ofDays(1));
      assertThat(left.next().text()).isEqualTo("fi");
      time.pass(Duration.ofMinutes(5));
      time.pass(Duration.ofNanos(1));
      try (ChatStream next = timed.stream(one).answer()) {
        assertThat(next.hasNext()).as("a free place is found without waiting").isTrue();
      }
    }
  }

  @Test
  void a_call_that_fails_gives_its_place_back() {
    Dispatch one = dispatch(Policies.loading(1, 10, true), "a");
    client.on(
        "a",
        FakeReply.cutAfter("x"),
        FakeReply.cutAfter(),
        FakeReply.fails(ModelException.CONNECT, true),
        FakeReply.streams("x"));
    for (int i = 0; i < 3; i++) {
      assertThat(catchThrowableOfType(ModelException.class, () -> ask(one))).isNotNull();
      assertThat(slots("a").taken()).isZero();
    }
    assertThat(ask(one)).containsExactly("a");
  }

  @Test
  void a_call_that_never_is_made_gives_its_place_back() {
    Dispatch one =
        Dispatch.builder(
                List.of(candidate("a")),
                c -> {
                  throw new IllegalStateException("cannot be adapted");
                })
            .reliability(c -> Policies.loading(1, 10, true))
            .build();
    assertThat(catchThrowableOfType(IllegalStateException.class, () -> dispatcher.stream(one)))
        .hasMessage("cannot be adapted");
    assertThat(slots("a").taken()).isZero();
  }

  @Test
  void requests_are_served_in_the_order_of_their_coming() throws Exception {
    Reliability single = Policies.loading(1, 10, true);
    ChatStream stream = dispatcher.stream(dispatch(single, "a")).answer();
    List<Future<List<String>>> all = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(waiting(dispatch(single, "a"), "a"));
      sizes.add(slots("a").pending());
    }
    assertThat(sizes).containsExactly(1, 2, 3, 4);
    stream.close();
    for (Future<List<String>> one : all) {
      assertThat(one.get()).containsExactly("a");
    }
  }

  @Test
  void who_does_not_wait_asks_the_next_candidate() {
    Reliability next = Policies.loading(1, 10, false);
    try (ChatStream stream = dispatcher.stream(dispatch(next, "a", "b")).answer()) {
      assertThat(ask(dispatch(next, "a", "b"))).containsExactly("b");
      assertThat(stream.hasNext()).isTrue();
    }
    assertThat(ask(dispatch(next, "a", "b"))).containsExactly("a");
  }

  @Test
  void where_nobody_else_is_left_everybody_waits() throws Exception {
    Reliability next = Policies.loading(1, 10, false);
    ChatStream first = dispatcher.stream(dispatch(next, "a")).answer();
    try (ChatStream second = dispatcher.stream(dispatch(next, "b")).answer()) {
      Future<List<String>> third = waiting(dispatch(next, "a", "b"), "a");
      first.close();
      assertThat(third.get()).containsExactly("a");
      assertThat(second.hasNext()).isTrue();
    }
  }

  @Test
  void who_waits_leaves_time_for_the_next_candidate() {
    Reliability waits = Policies.loading(1, 10, true);
    try (ChatStream stream = dispatcher.stream(dispatch(waits, "a")).answer()) {
      Dispatch hasten = dispatch(waits, Duration.ofMillis(200), "a", "x");
      assertThat(askUntilInTime(hasten)).containsExactly("x");
      assertThat(stream.hasNext()).isTrue();
    }
  }

  /** Asks once more if the time is over: a machine that stands still uses up any. */
  private List<String> askUntilInTime(Dispatch dispatch) {
    for (int i = 0; i < 20; i++) {
      try {
        return ask(dispatch);
      } catch (ModelException e) {
        assertThat(e.kind()).isEqualTo(ModelException.TIMEOUT);
      }
    }
    return List.of();
  }

  @Test
  void nobody_waits_while_a_sibling_is_free() {
    Reliability waits = Policies.loading(1, 10, true);
    try (ChatStream stream = dispatcher.stream(dispatch(waits, "a")).answer()) {
      assertThat(ask(dispatch(waits, "a", "b", "x"))).containsExactly("b");
      assertThat(stream.hasNext()).isTrue();
    }
    assertThat(client.targets()).containsExactly("a", "b");
  }

  @Test
  void nobody_waits_beyond_the_deadline() {
    Reliability waits = Policies.loading(1, 10, true);
    try (ChatStream stream = dispatcher.stream(dispatch(waits, "a")).answer()) {
      ModelException e =
          catchThrowableOfType(
              ModelException.class, () -> ask(dispatch(waits, Duration.ofMillis(30), "a")));
      assertThat(e.kind()).isEqualTo(ModelException.TIMEOUT);
      assertThat(e).hasMessageContaining("0 of 1 candidates");
      assertThat(stream.hasNext()).isTrue();
    }
    assertThat(slots("a").taken()).isZero();
    assertThat(client.calls()).hasSize(1);
  }

  @Test
  void too_many_who_wait_are_told_so_at_once() throws Exception {
    Reliability waits = Policies.loading(1, 1, true);
    Future<List<String>> second;
    try (ChatStream stream = dispatcher.stream(dispatch(waits, "a")).answer()) {
      second = waiting(dispatch(waits, "a"), "a");
      ModelException e =
          catchThrowableOfType(ModelException.class, () -> ask(dispatch(waits, "a")));
      assertThat(e.kind()).isEqualTo(ModelException.BUSY);
      assertThat(e.retryable()).isTrue();
      assertThat(e.attempts()).isEmpty();
      assertThat(stream.hasNext()).isTrue();
    }
    assertThat(second.get()).containsExactly("a");
  }

  @Test
  void an_interrupt_ends_the_wait_for_a_place() {
    Reliability waits = Policies.loading(1, 10, true);
    try (ChatStream stream = dispatcher.stream(dispatch(waits, "a")).answer()) {
      Future<Boolean> interrupted =
          threads.submit(
              () -> {
                Thread.currentThread().interrupt();
                ModelException e =
                    catchThrowableOfType(ModelException.class, () -> ask(dispatch(waits, "a")));
                return e.kind().equals(ModelException.CANCELLED) && Thread.interrupted();
              });
      assertThat(get(interrupted)).isTrue();
      assertThat(stream.hasNext()).isTrue();
      assertThat(slots("a").pending()).isZero();
    }
  }

  private static boolean get(Future<Boolean> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void of_two_endpoints_the_one_with_fewer_calls_is_asked_first_if_that_is_configured() {
    Reliability least =
        Policies.of(
            Policies.NO_RETRIES,
            Policies.NO_EJECTION,
            new Load(OptionalInt.empty(), 0, true, true));
    try (ChatStream first = dispatcher.stream(dispatch(least, "a", "b")).answer();
        ChatStream second = dispatcher.stream(dispatch(least, "a", "b")).answer()) {
      assertThat(first.hasNext() && second.hasNext()).isTrue();
      assertThat(client.targets()).containsExactly("a", "b");
    }
    Reliability drawn = Policies.once();
    try (ChatStream first = dispatcher.stream(dispatch(drawn, "a", "b")).answer();
        ChatStream second = dispatcher.stream(dispatch(drawn, "a", "b")).answer()) {
      assertThat(first.hasNext() && second.hasNext()).isTrue();
      assertThat(client.targets()).containsExactly("a", "b", "a", "a");
    }
  }
}
