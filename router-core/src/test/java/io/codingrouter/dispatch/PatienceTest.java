package io.codingrouter.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.dispatch.Reliability.Timeouts;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.Location;
import io.codingrouter.model.ModelRef;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final Duration LEFT = Duration.ofMinutes(10);
  private static final Duration HALF = Duration.ofMinutes(5);

  private static ChatRequest streamed(int characters) {
    return ChatRequest.user("x".repeat(characters)).toBuilder().set("/stream", true).build();
  }

  private static Candidate candidate(Location location, boolean reasoning) {
    return Candidate.builder(
            ModelRef.of("small").withReasoning(reasoning), URI.create("http://localhost:8000/v1"))
        .location(location)
        .build();
  }

  private static Duration firstToken(
      Candidate candidate, ChatRequest request, Duration left, boolean last) {
    return Patience.limits(Timeouts.DEFAULT, candidate, request, left, last).firstToken();
  }

  private static final Candidate LOCAL = candidate(Location.LOCAL, false);
  private static final Candidate CLOUD = candidate(Location.CLOUD, false);

  @Test
  void a_silent_candidate_leaves_time_for_those_after_it() {
    assertThat(firstToken(CLOUD, streamed(1), LEFT, false)).isEqualTo(Duration.ofSeconds(60));
    assertThat(firstToken(CLOUD, streamed(1), Duration.ofSeconds(30), false))
        .isEqualTo(Duration.ofSeconds(15));
    assertThat(firstToken(CLOUD, ChatRequest.user("x"), LEFT, false)).isEqualTo(HALF);
  }

  @Test
  void the_last_candidate_gets_all_that_is_left() {
    assertThat(firstToken(CLOUD, streamed(1), LEFT, true)).isEqualTo(LEFT);
    assertThat(firstToken(LOCAL, streamed(1), LEFT, true)).isEqualTo(LEFT);
  }

  @Test
  void a_long_prompt_takes_long_to_read_and_longer_on_ones_own_machine() {
    ChatRequest request = streamed(40_000);
    assertThat(firstToken(CLOUD, request, LEFT, false)).isEqualTo(Duration.ofSeconds(70));
    assertThat(firstToken(LOCAL, request, LEFT, false)).isEqualTo(Duration.ofSeconds(160));
    assertThat(firstToken(LOCAL, streamed(400_000), LEFT, false)).isEqualTo(HALF);
  }

  @Test
  void reasoning_may_be_silent_for_long() {
    assertThat(firstToken(candidate(Location.CLOUD, true), streamed(1), LEFT, false))
        .isEqualTo(HALF);
    ChatRequest asked = streamed(1).toBuilder().set("/reasoning_effort", "high").build();
    assertThat(firstToken(CLOUD, asked, LEFT, false)).isEqualTo(HALF);
  }

  @Test
  void what_is_configured_holds_for_the_last_too() {
    Timeouts timeouts =
        new Timeouts(
            Duration.ofSeconds(1),
            Optional.of(Duration.ofSeconds(2)),
            Duration.ofSeconds(3),
            Optional.of(Duration.ofSeconds(4)));
    CallLimits limits = Patience.limits(timeouts, CLOUD, streamed(1), LEFT, true);
    assertThat(limits)
        .isEqualTo(
            new CallLimits(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4)));
  }

  @Property(tries = 500)
  void no_limit_is_longer_than_what_is_left_but_that_of_silence_within_an_answer(
      @ForAll @IntRange(min = 1) int nanos, @ForAll boolean local, @ForAll boolean last) {
    Duration left = Duration.ofNanos(nanos);
    CallLimits limits =
        Patience.limits(Timeouts.DEFAULT, local ? LOCAL : CLOUD, streamed(9), left, last);
    assertThat(limits.connect()).isLessThanOrEqualTo(left);
    assertThat(limits.firstToken()).isLessThanOrEqualTo(left);
    assertThat(limits.total()).isEqualTo(left);
    if (!last && nanos > 1) {
      assertThat(limits.firstToken()).isLessThan(left);
    }
  }
}
