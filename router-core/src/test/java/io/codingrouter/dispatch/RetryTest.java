package io.codingrouter.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.codingrouter.dispatch.Reliability.Retries;
import io.codingrouter.dispatch.Reliability.RetryOn;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RetryTest {
  private static final FakeReply GOOD = FakeReply.streams("fi", "ne");
  private static final FakeReply DOWN = FakeReply.fails(ModelException.SERVER_ERROR, true);

  private final ManualTime time = new ManualTime(Long.MAX_VALUE - 5);

  private static Candidate candidate(String model, String endpoint, String host, String key) {
    return Candidate.builder(ModelRef.of(model), URI.create("http://" + host + "/v1"))
        .endpoint(endpoint)
        .headers(() -> Map.of("Authorization", key))
        .build();
  }

  private static Candidate candidate(String name) {
    return candidate(name, name, name + ".example", "key");
  }

  private static Dispatch.Builder dispatch(Reliability reliability, Candidate... candidates) {
    return Dispatch.builder(List.of(candidates), c -> ChatRequest.user("hello"))
        .reliability(c -> reliability);
  }

  private List<String> ask(FakeModelClient client, Dispatch.Builder dispatch) {
    return outcomes(new Dispatcher(client, time, time).whole(dispatch.build()).attempts());
  }

  private ModelException failure(FakeModelClient client, Dispatch.Builder dispatch) {
    return catchThrowableOfType(ModelException.class, () -> ask(client, dispatch));
  }

  private static List<String> outcomes(List<Attempt> attempts) {
    return attempts.stream().map(a -> a.endpoint() + " " + a.outcome()).toList();
  }

  private static FakeReply limited(Duration retryAfter) {
    return FakeReply.fails(
        ModelException.builder(ModelException.RATE_LIMITED, "slow down")
            .retryable(true)
            .status(429)
            .retryAfter(retryAfter)
            .build());
  }

  private record Failure(FakeReply reply, String kind, boolean again) {}

  private static Failure thrown(String kind, boolean retryable) {
    return new Failure(FakeReply.fails(kind, retryable), kind, retryable);
  }

  private static Stream<Failure> failures() {
    return Stream.of(
        thrown(ModelException.CONNECT, true),
        thrown(ModelException.CONNECT, false), // a certificate that nobody trusts, say
        thrown(ModelException.TIMEOUT, true), // 408
        thrown(ModelException.BAD_REQUEST, true), // 409
        thrown(ModelException.RATE_LIMITED, true),
        thrown(ModelException.SERVER_ERROR, true),
        thrown("of_their_own", true),
        new Failure(FakeReply.cutAfter("par"), ModelException.TRUNCATED, true),
        thrown(ModelException.MALFORMED, true),
        thrown(ModelException.BAD_REQUEST, false), // 400, 422
        thrown(ModelException.UNAUTHORIZED, false), // 401, 403
        thrown(ModelException.NOT_FOUND, false),
        thrown(ModelException.CONFIGURATION, false),
        thrown(ModelException.CONTENT_POLICY, false),
        thrown(ModelException.CONTEXT_LENGTH, false),
        thrown(ModelException.CANCELLED, false));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void what_may_pass_is_asked_again_and_nothing_else(Failure row) {
    FakeModelClient client = FakeModelClient.replying(GOOD).on("a", row.reply(), GOOD);
    Dispatch.Builder dispatch = dispatch(Policies.retrying(2), candidate("a"));
    if (row.again()) {
      assertThat(ask(client, dispatch)).containsExactly("a " + row.kind(), "a ok");
      assertThat(time.pauses()).hasSize(1);
    } else {
      assertThat(failure(client, dispatch).kind()).isEqualTo(row.kind());
      assertThat(client.calls()).hasSize(1);
      assertThat(time.pauses()).isEmpty();
    }
  }

  @Test
  void others_are_asked_first_and_without_waiting() {
    FakeModelClient client = FakeModelClient.replying(GOOD).on("a", DOWN).on("b", DOWN, GOOD);
    assertThat(ask(client, dispatch(Policies.retrying(2), candidate("a"), candidate("b"))))
        .containsExactly("a server_error", "b server_error", "a server_error", "b ok");
    assertThat(time.pauses()).hasSize(1);
  }

  @Test
  void one_whose_failure_stays_is_not_asked_again_with_the_others() {
    FakeModelClient client =
        FakeModelClient.replying(DOWN).on("a", FakeReply.fails(ModelException.UNAUTHORIZED, false));
    assertThat(
            outcomes(
                failure(client, dispatch(Policies.retrying(1), candidate("a"), candidate("b")))
                    .attempts()))
        .containsExactly("a unauthorized", "b server_error", "b server_error");
  }

  @ParameterizedTest
  @CsvSource({
    "connect, , CONNECT_FAILURE, true",
    "connect, , SERVER_ERROR, true", // as Envoy has it: no answer at all is one too
    "server_error, 500, SERVER_ERROR, true",
    "server_error, 500, GATEWAY_ERROR, false",
    "server_error, 503, GATEWAY_ERROR, true",
    "server_error, 503, CONNECT_FAILURE, false",
    "rate_limited, 429, SERVER_ERROR, false",
    "truncated, , RESET, true",
    "timeout, 408, REQUEST_TIMEOUT, true",
    "bad_request, 409, RETRIABLE_4XX, true",
    "bad_request, 409, RATE_LIMITED, false",
  })
  void the_classes_that_are_configured_are_asked_again(
      String kind, Integer status, RetryOn on, boolean again) {
    ModelException.Builder failure = ModelException.builder(kind, "scripted").retryable(true);
    if (status != null) {
      failure.status(status);
    }
    FakeModelClient client =
        FakeModelClient.replying(GOOD).on("a", FakeReply.fails(failure.build()), GOOD);
    Dispatch.Builder dispatch = dispatch(Policies.retrying(1, on), candidate("a"));
    if (again) {
      assertThat(ask(client, dispatch)).hasSize(2);
    } else {
      assertThat(failure(client, dispatch).attempts()).hasSize(1);
    }
  }

  @Property(tries = 300)
  void the_time_between_two_rounds_is_drawn_below_a_bound_that_doubles(
      @ForAll @IntRange(min = 0, max = 12) int count, @ForAll long seed) {
    ManualTime clock = new ManualTime(seed);
    Retries retries =
        new Retries(
            count,
            Retries.DEFAULT.on(),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ZERO,
            false);
    for (int i = 0; i < 2; i++) {
      Dispatch dispatch =
          dispatch(Policies.retrying(retries), candidate("a"))
              .random(new SplittableRandom(seed))
              .build();
      Dispatcher dispatcher = new Dispatcher(FakeModelClient.replying(DOWN), clock, clock);
      ModelException e =
          catchThrowableOfType(ModelException.class, () -> dispatcher.whole(dispatch));
      assertThat(e.attempts()).hasSize(count + 1);
    }
    List<Duration> pauses = clock.pauses();
    assertThat(pauses.subList(0, count)).isEqualTo(pauses.subList(count, 2 * count));
    for (int i = 0; i < count; i++) {
      long bound = Math.min(100L << Math.min(i, 10), 1_000);
      assertThat(pauses.get(i)).isBetween(Duration.ZERO, Duration.ofMillis(bound));
    }
  }

  @Test
  void the_deadline_holds_over_all_rounds_and_nobody_waits_beyond_it() {
    FakeModelClient client = FakeModelClient.replying(DOWN);
    Duration each = Duration.ofMillis(400);
    client.onArrival(() -> time.pass(each));
    ModelException e =
        failure(
            client,
            dispatch(Policies.retrying(20), candidate("a"))
                .timeout(Duration.ofSeconds(3))
                .random(new SplittableRandom(7)));
    assertThat(e.kind()).isEqualTo(ModelException.SERVER_ERROR);
    assertThat(e.attempts()).hasSizeBetween(3, 7);
    assertThat(time.getAsLong() - (Long.MAX_VALUE - 5))
        .isLessThan(Duration.ofSeconds(3).plus(each).toNanos());
  }

  @Test
  void who_says_when_to_come_again_is_asked_then() {
    FakeModelClient client =
        FakeModelClient.replying(GOOD).on("a", limited(Duration.ofSeconds(7)), GOOD);
    assertThat(ask(client, dispatch(Policies.retrying(2), candidate("a"))))
        .containsExactly("a rate_limited", "a ok");
    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void endpoints_of_one_host_and_key_share_their_quota() {
    FakeModelClient client =
        FakeModelClient.replying(GOOD).on("a", limited(Duration.ofSeconds(60)));
    Candidate limited = candidate("small", "a", "api.example", "key");
    Candidate sameQuota = candidate("large", "b", "api.example", "key");
    Candidate otherKey = candidate("large", "c", "api.example", "other");
    assertThat(ask(client, dispatch(Policies.retrying(2), limited, sameQuota, otherKey)))
        .containsExactly("a rate_limited", "c ok");
  }

  @Test
  void the_next_request_heeds_what_one_was_told_until_the_time_is_over() {
    FakeModelClient client =
        FakeModelClient.replying(GOOD).on("a", limited(Duration.ofSeconds(60)), GOOD);
    Dispatcher dispatcher = new Dispatcher(client, time, time);
    Dispatch dispatch = dispatch(Policies.retrying(2), candidate("a"), candidate("b")).build();
    assertThat(outcomes(dispatcher.whole(dispatch).attempts()))
        .containsExactly("a rate_limited", "b ok");
    time.pass(Duration.ofSeconds(59));
    assertThat(outcomes(dispatcher.whole(dispatch).attempts())).containsExactly("b ok");
    time.pass(Duration.ofSeconds(1));
    assertThat(outcomes(dispatcher.whole(dispatch).attempts())).containsExactly("a ok");
  }

  @Test
  void where_all_want_to_be_left_alone_for_longer_than_one_waits_it_is_told_how_long() {
    FakeModelClient client = FakeModelClient.replying(limited(Duration.ofSeconds(60)));
    Dispatcher dispatcher = new Dispatcher(client, time, time);
    Dispatch dispatch = dispatch(Policies.retrying(2), candidate("a"), candidate("b")).build();
    ModelException first =
        catchThrowableOfType(ModelException.class, () -> dispatcher.whole(dispatch));
    assertThat(first.retryAfter()).contains(Duration.ofSeconds(60));
    assertThat(first.attempts()).hasSize(2);
    time.pass(Duration.ofSeconds(20));
    ModelException second =
        catchThrowableOfType(ModelException.class, () -> dispatcher.whole(dispatch));
    assertThat(second.kind()).isEqualTo(ModelException.RATE_LIMITED);
    assertThat(second.retryable()).isTrue();
    assertThat(second.retryAfter()).contains(Duration.ofSeconds(40));
    assertThat(second.attempts()).isEmpty();
    assertThat(time.pauses()).isEmpty();
    assertThat(client.calls()).hasSize(2);
  }

  @Test
  void a_short_time_is_waited_for_before_anybody_is_asked() {
    FakeModelClient client =
        FakeModelClient.replying(GOOD).on("a", limited(Duration.ofSeconds(60)), GOOD);
    Dispatcher dispatcher = new Dispatcher(client, time, time);
    Dispatch dispatch = dispatch(Policies.retrying(0), candidate("a")).build();
    assertThat(catchThrowableOfType(ModelException.class, () -> dispatcher.whole(dispatch)))
        .isNotNull();
    time.pass(Duration.ofSeconds(55));
    assertThat(outcomes(dispatcher.whole(dispatch).attempts())).containsExactly("a ok");
    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(5));
  }

  @Test
  void an_interrupt_ends_a_wait_and_stays_visible() {
    FakeModelClient client = FakeModelClient.replying(DOWN);
    Dispatcher.Pause interrupted =
        nanos -> {
          throw new InterruptedException();
        };
    Dispatch dispatch = dispatch(Policies.retrying(2), candidate("a")).build();
    ModelException e =
        catchThrowableOfType(
            ModelException.class, () -> new Dispatcher(client, time, interrupted).whole(dispatch));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(e.kind()).isEqualTo(ModelException.CANCELLED);
    assertThat(outcomes(e.attempts())).containsExactly("a server_error");
  }

  @Test
  void a_request_that_is_too_long_goes_on_to_models_of_larger_windows() {
    FakeModelClient client =
        FakeModelClient.replying(GOOD)
            .on("small", FakeReply.fails(ModelException.CONTEXT_LENGTH, false));
    Map<String, OptionalInt> windows =
        Map.of(
            "small", OptionalInt.of(8_000),
            "same", OptionalInt.of(8_000),
            "unknown", OptionalInt.empty(),
            "large", OptionalInt.of(128_000));
    Dispatch.Builder dispatch =
        dispatch(
            Policies.retrying(2),
            candidate("small", "a", "a.example", "key"),
            candidate("small", "b", "b.example", "key"),
            candidate("same"),
            candidate("large"),
            candidate("unknown"));
    dispatch.contextWindow(candidate -> windows.get(candidate.model().name()));
    assertThat(ask(client, dispatch)).containsExactly("a context_length", "large ok");
    client.on("large", FakeReply.fails(ModelException.CONTEXT_LENGTH, false));
    assertThat(ask(client, dispatch))
        .containsExactly("a context_length", "large context_length", "unknown ok");
    client.on("unknown", FakeReply.fails(ModelException.CONTEXT_LENGTH, false));
    assertThat(failure(client, dispatch).kind()).isEqualTo(ModelException.CONTEXT_LENGTH);
  }

  @Test
  void a_refusal_by_content_policy_goes_on_only_if_that_is_configured() {
    FakeModelClient client =
        FakeModelClient.replying(GOOD)
            .on("a", FakeReply.fails(ModelException.CONTENT_POLICY, false));
    Retries retries = Retries.DEFAULT;
    assertThat(
            failure(client, dispatch(Policies.retrying(retries), candidate("a"), candidate("b")))
                .attempts())
        .hasSize(1);
    Retries goingOn =
        new Retries(
            2,
            retries.on(),
            retries.backOffBase(),
            retries.backOffMax(),
            retries.retryAfterMax(),
            true);
    assertThat(ask(client, dispatch(Policies.retrying(goingOn), candidate("a"), candidate("b"))))
        .containsExactly("a content_policy", "b ok");
  }
}
