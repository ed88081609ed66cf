package io.codingrouter.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DispatcherTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final FakeReply GOOD = FakeReply.streams("fi", "ne");
  private static final ChatChunk ROLE =
      ChatChunk.fromJson(
          "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}");

  /** How a reply goes wrong, and whether another candidate is asked: before content, after it. */
  private record Failure(FakeReply reply, String kind, boolean goesOn, boolean committed) {}

  private static Failure thrown(String kind, boolean retryable, boolean goesOn) {
    return new Failure(FakeReply.fails(kind, retryable), kind, goesOn, false);
  }

  private static List<Failure> failures() {
    return List.of(
        thrown(ModelException.CONNECT, true, true),
        thrown(ModelException.TIMEOUT, true, true),
        thrown(ModelException.RATE_LIMITED, true, true),
        thrown(ModelException.SERVER_ERROR, true, true),
        thrown(ModelException.SERVER_ERROR, false, true),
        thrown(ModelException.MALFORMED, true, true),
        thrown(ModelException.UNAUTHORIZED, false, true),
        thrown(ModelException.NOT_FOUND, false, true),
        thrown(ModelException.CONFIGURATION, false, true),
        thrown(ModelException.BAD_REQUEST, true, true), // 409, say
        thrown(ModelException.BAD_REQUEST, false, false),
        thrown(ModelException.CANCELLED, false, false),
        thrown("of_their_own", true, true),
        thrown("of_their_own", false, false),
        new Failure(FakeReply.cutAfter(), ModelException.TRUNCATED, true, false),
        new Failure(afterRole(FakeReply.End.CUT), ModelException.TRUNCATED, true, false),
        new Failure(FakeReply.cutAfter("par", "tial"), ModelException.TRUNCATED, true, true));
  }

  private static FakeReply afterRole(FakeReply.End end) {
    return new FakeReply(null, false, List.of(ROLE, ROLE), end);
  }

  private record Case(Failure failure, boolean streamed, List<Candidate> candidates) {
    /** Whether a second candidate, if there is one, is to be asked. */
    boolean asksNext() {
      return candidates.size() > 1 && failure.goesOn() && !(streamed && failure.committed());
    }
  }

  private static Stream<Case> cases() {
    List<List<Candidate>> orders =
        List.of(
            List.of(candidate("small", "a")),
            List.of(candidate("small", "a"), candidate("small", "b")),
            List.of(candidate("small", "a"), candidate("large", "c")),
            List.of(candidate("small", "a"), candidate("small", "b"), candidate("large", "c")));
    return failures().stream()
        .flatMap(
            failure ->
                Stream.of(false, true)
                    .flatMap(streamed -> orders.stream().map(o -> new Case(failure, streamed, o))));
  }

  private static Candidate candidate(String model, String endpoint) {
    return Candidate.builder(ModelRef.of(model), URI.create("http://" + endpoint + ".example/v1"))
        .endpoint(endpoint)
        .build();
  }

  private static ChatRequest requestTo(Candidate candidate) {
    return ChatRequest.user("to " + candidate.endpoint());
  }

  private static Dispatcher dispatcher(ModelClient client) {
    return new Dispatcher(client, () -> 0);
  }

  private static Dispatch dispatch(List<Candidate> candidates, Duration timeout) {
    return Dispatch.builder(candidates, DispatcherTest::requestTo)
        .timeout(timeout)
        .reliability(candidate -> Policies.once())
        .build();
  }

  private record Answer(String text, List<Attempt> attempts) {}

  private static Answer ask(Dispatcher dispatcher, List<Candidate> candidates, boolean streamed) {
    if (!streamed) {
      var reply = dispatcher.whole(dispatch(candidates, MINUTE));
      return new Answer(reply.answer().text(), reply.attempts());
    }
    var reply = dispatcher.stream(dispatch(candidates, MINUTE));
    return new Answer(reply.answer().collect().text(), reply.attempts());
  }

  private static List<String> outcomes(List<Attempt> attempts) {
    return attempts.stream().map(a -> a.model() + "/" + a.endpoint() + " " + a.outcome()).toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_next_candidate_answers_where_the_first_cannot(Case row) {
    FakeModelClient client = FakeModelClient.replying(GOOD).on("a", row.failure().reply());
    Dispatcher dispatcher = dispatcher(client);
    String failed = "small/a " + row.failure().kind();
    if (row.asksNext()) {
      Candidate second = row.candidates().get(1);
      Answer answer = ask(dispatcher, row.candidates(), row.streamed());
      assertThat(answer.text()).isEqualTo("fine");
      assertThat(outcomes(answer.attempts()))
          .containsExactly(failed, second.model().name() + "/" + second.endpoint() + " ok");
      assertThat(client.targets()).containsExactly("a", second.endpoint());
      assertThat(client.bodies().get(1)).contains("to " + second.endpoint());
    } else {
      ModelException e =
          catchThrowableOfType(
              ModelException.class, () -> ask(dispatcher, row.candidates(), row.streamed()));
      assertThat(e.kind()).isEqualTo(row.failure().kind());
      assertThat(outcomes(e.attempts())).containsExactly(failed);
      assertThat(client.targets()).containsExactly("a");
    }
    assertThat(client.openStreams()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void when_all_fail_every_attempt_is_listed(boolean streamed) {
    FakeModelClient client =
        FakeModelClient.replying(FakeReply.fails(ModelException.SERVER_ERROR, true))
            .on("a", FakeReply.cutAfter())
            .on("c", FakeReply.fails(ModelException.CONNECT, true));
    List<Candidate> all =
        List.of(candidate("small", "a"), candidate("small", "b"), candidate("large", "c"));
    ModelException e =
        catchThrowableOfType(ModelException.class, () -> ask(dispatcher(client), all, streamed));
    assertThat(e.kind()).isEqualTo(ModelException.CONNECT);
    assertThat(outcomes(e.attempts()))
        .containsExactly("small/a truncated", "small/b server_error", "large/c connect");
    assertThat(client.openStreams()).isZero();
  }

  @Test
  void a_failure_that_passes_is_told_before_one_that_stays() {
    Duration pause = Duration.ofSeconds(7);
    FakeModelClient client =
        FakeModelClient.replying(FakeReply.fails(ModelException.UNAUTHORIZED, false))
            .on(
                "a",
                FakeReply.fails(
                    ModelException.builder(ModelException.RATE_LIMITED, "slow down")
                        .retryable(true)
                        .retryAfter(pause)
                        .build()));
    ModelException e =
        catchThrowableOfType(
            ModelException.class,
            () ->
                ask(
                    dispatcher(client),
                    List.of(candidate("small", "a"), candidate("large", "c")),
                    false));
    assertThat(e.kind()).isEqualTo(ModelException.RATE_LIMITED);
    assertThat(e.retryable()).isTrue();
    assertThat(e.retryAfter()).contains(pause);
    assertThat(e.attempts()).hasSize(2);
  }

  @Test
  void what_is_held_back_until_the_first_content_is_handed_on_in_order() {
    ChatChunk content = ChatChunk.fromJson("{\"choices\":[{\"delta\":{\"content\":\"x\"}}]}");
    FakeModelClient client =
        FakeModelClient.replying(
            new FakeReply(null, false, List.of(ROLE, content, ROLE), FakeReply.End.NORMAL));
    List<ChatChunk> read = new ArrayList<>();
    try (ChatStream stream = open(client)) {
      stream.forEachRemaining(read::add);
    }
    assertThat(read).containsExactly(ROLE, content, ROLE);
  }

  @Test
  void no_more_than_a_bounded_number_of_chunks_is_held_back() {
    ChatChunk[] many = new ChatChunk[CommittedStream.MAX_HELD + 1];
    Arrays.fill(many, ROLE);
    FakeModelClient client =
        FakeModelClient.replying(new FakeReply(null, false, List.of(many), FakeReply.End.CUT));
    try (ChatStream stream = open(client)) {
      for (int i = 0; i < many.length; i++) {
        assertThat(stream.next()).isEqualTo(ROLE);
      }
      assertThat(catchThrowableOfType(ModelException.class, stream::hasNext).kind())
          .isEqualTo(ModelException.TRUNCATED);
    }
  }

  @Test
  void a_closed_stream_hands_on_nothing_and_cancels_the_call() {
    FakeModelClient client = FakeModelClient.replying(FakeReply.stallsAfter("x"));
    ChatStream stream = open(client);
    stream.close();
    assertThat(stream.hasNext()).isFalse();
    assertThat(client.calls().get(0).isCancelled()).isTrue();
    assertThat(client.openStreams()).isZero();
  }

  @Test
  void a_reply_that_another_thread_closes_is_never_taken_for_a_whole_one() throws Exception {
    ChatStream stream = open(FakeModelClient.replying(FakeReply.streams("a", "b")));
    assertThat(stream.next().text()).isEqualTo("a");
    Thread other = new Thread(stream::close);
    other.start();
    other.join();
    assertThat(catchThrowableOfType(ModelException.class, stream::collect).kind())
        .isEqualTo(ModelException.CANCELLED);
    assertThat(catchThrowableOfType(ModelException.class, stream::next).kind())
        .isEqualTo(ModelException.CANCELLED);
  }

  @Test
  void one_that_was_read_to_its_end_stays_read_whoever_closes_it() throws Exception {
    ChatStream stream = open(FakeModelClient.replying(FakeReply.streams("a")));
    stream.forEachRemaining(chunk -> {});
    Thread other = new Thread(stream::close);
    other.start();
    other.join();
    assertThat(stream.hasNext()).isFalse();
  }

  /** A reply that breaks at once, and breaks again when it is closed. */
  private static final class Stubborn implements ChatStream {
    @Override
    public boolean hasNext() {
      throw ModelException.builder(ModelException.TRUNCATED, "cut").retryable(true).build();
    }

    @Override
    public ChatChunk next() {
      throw new AssertionError("there is none");
    }

    @Override
    public void close() {
      throw new IllegalStateException("it does not close");
    }
  }

  @Test
  void a_stream_that_breaks_and_does_not_close_is_failed_over_like_any() {
    FakeModelClient others = FakeModelClient.replying(FakeReply.streams("so"));
    ModelClient client =
        call -> call.candidate().endpoint().equals("a") ? new Stubborn() : others.send(call);
    Dispatch dispatch = dispatch(List.of(candidate("small", "a"), candidate("small", "b")), MINUTE);
    assertThat(dispatcher(client).stream(dispatch).answer().collect().text()).isEqualTo("so");
    assertThat(dispatcher(client).whole(dispatch).answer().text()).isEqualTo("so");
  }

  @Test
  void attempts_that_fail_before_anything_is_sent_begin_and_end() {
    List<String> told = new ArrayList<>();
    AttemptListener listener =
        new AttemptListener() {
          @Override
          public void started(Candidate candidate) {
            told.add("started");
          }

          @Override
          public void ended(Candidate candidate, Attempt attempt) {
            told.add("ended: " + attempt.outcome());
          }
        };
    Dispatch dispatch =
        Dispatch.builder(
                List.of(candidate("small", "a")),
                candidate -> {
                  throw new IllegalArgumentException("cannot be written");
                })
            .listener(listener)
            .build();
    Dispatcher dispatcher = dispatcher(FakeModelClient.answering("never"));
    assertThatIllegalArgumentException().isThrownBy(() -> dispatcher.whole(dispatch));
    assertThat(told).containsExactly("started", "ended: cancelled");
    assertThat(dispatcher.traffic().endpoint(candidate("small", "a")).slots().taken()).isZero();
  }

  @Test
  void a_listener_that_fails_at_the_first_content_leaves_no_stream_open() {
    FakeModelClient client = FakeModelClient.replying(FakeReply.streams("so"));
    AttemptListener listener =
        new AttemptListener() {
          @Override
          public void firstToken(Candidate candidate, Duration waited) {
            throw new AssertionError("mine");
          }
        };
    Dispatch dispatch =
        Dispatch.builder(
                List.of(candidate("small", "a")),
                c -> ChatRequest.user("hello").toBuilder().set("/stream", true).build())
            .listener(listener)
            .build();
    Dispatcher dispatcher = dispatcher(client);
    assertThat(catchThrowable(() -> dispatcher.stream(dispatch)))
        .isInstanceOf(AssertionError.class);
    assertThat(client.openStreams()).isZero();
    assertThat(dispatcher.traffic().endpoint(candidate("small", "a")).slots().taken()).isZero();
  }

  private static ChatStream open(ModelClient client) {
    return dispatcher(client).stream(dispatch(List.of(candidate("small", "a")), MINUTE)).answer();
  }

  @Test
  void a_stream_that_breaks_once_handed_on_lists_its_attempts() {
    FakeModelClient client =
        FakeModelClient.replying(FakeReply.cutAfter("x"))
            .on("a", FakeReply.fails(ModelException.CONNECT, true));
    ChatStream stream =
        dispatcher(client).stream(
                dispatch(List.of(candidate("small", "a"), candidate("small", "b")), MINUTE))
            .answer();
    assertThat(stream.next().text()).isEqualTo("x");
    ModelException e = catchThrowableOfType(ModelException.class, stream::hasNext);
    assertThat(outcomes(e.attempts())).containsExactly("small/a connect", "small/b truncated");
    stream.close();
  }

  @Test
  void an_interrupt_ends_it_and_keeps_the_flag() {
    FakeModelClient client = FakeModelClient.replying(GOOD);
    Thread.currentThread().interrupt();
    ModelException e =
        catchThrowableOfType(
            ModelException.class,
            () ->
                ask(
                    dispatcher(client),
                    List.of(candidate("small", "a"), candidate("small", "b")),
                    false));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(e.kind()).isEqualTo(ModelException.CANCELLED);
    assertThat(client.targets()).containsExactly("a");
  }

  @Test
  void somebody_must_be_asked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ask(dispatcher(FakeModelClient.answering("x")), List.of(), false))
        .withMessageContaining("candidates");
  }

  @Test
  void a_time_limit_of_for_ever_is_no_overflow() {
    FakeModelClient client = FakeModelClient.replying(FakeReply.whole("x"));
    Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
    assertThat(
            dispatcher(client)
                .whole(dispatch(List.of(candidate("small", "a")), forEver))
                .attempts())
        .hasSize(1);
  }

  @Property(tries = 300)
  void no_attempt_is_given_more_time_than_is_left(
      @ForAll @IntRange(min = 1, max = 100) int timeout,
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 40) Integer> spent,
      @ForAll long origin) {
    AtomicLong clock = new AtomicLong(origin);
    List<Long> begun = new ArrayList<>();
    FakeModelClient client =
        FakeModelClient.replying(FakeReply.fails(ModelException.SERVER_ERROR, true));
    client.onArrival(
        () -> {
          begun.add(clock.get() - origin);
          clock.addAndGet(spent.get(begun.size() - 1) * 1_000_000L);
        });
    List<Candidate> candidates = spent.stream().map(ignored -> candidate("small", "a")).toList();
    ModelException e =
        catchThrowableOfType(
            ModelException.class,
            () ->
                new Dispatcher(client, clock::get)
                    .whole(dispatch(candidates, Duration.ofMillis(timeout))));
    for (int i = 0; i < begun.size(); i++) {
      Duration left = Duration.ofMillis(timeout).minusNanos(begun.get(i));
      assertThat(left).isPositive();
      CallLimits limits = client.calls().get(i).limits();
      assertThat(limits.total()).isEqualTo(left);
      assertThat(limits.connect()).isLessThanOrEqualTo(left);
      assertThat(e.attempts().get(i).duration()).isEqualTo(Duration.ofMillis(spent.get(i)));
    }
    assertThat(e.attempts()).hasSameSizeAs(begun);
    boolean allAsked = begun.size() == candidates.size();
    assertThat(e.kind()).isEqualTo(allAsked ? ModelException.SERVER_ERROR : ModelException.TIMEOUT);
    if (!allAsked) {
      assertThat(clock.get() - origin).isGreaterThanOrEqualTo(timeout * 1_000_000L);
      assertThat(e).hasMessageContaining(begun.size() + " of " + candidates.size());
    }
  }
}
