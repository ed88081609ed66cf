package io.codingrouter.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.codingrouter.dispatch.Reliability.Ejection;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EjectionTest {
  private static final Duration BASE = Duration.ofSeconds(30);
  private static final FakeReply GOOD = FakeReply.streams("fi", "ne");
  private static final FakeReply DOWN = FakeReply.fails(ModelException.SERVER_ERROR, true);

  private final ManualTime time = new ManualTime(0);

  private static Dispatch dispatch(int consecutive, int maxPercent, String... names) {
    Reliability reliability = Policies.ejecting(new Ejection(consecutive, 0, BASE, maxPercent));
    return Dispatch.builder(
            List.of(names).stream().map(EjectionTest::candidate).toList(),
            c -> ChatRequest.user("hello").toBuilder().set("/stream", true).build())
        .reliability(c -> reliability)
        .build();
  }

  private static Candidate candidate(String name) {
    return Candidate.builder(ModelRef.of("small"), URI.create("http://" + name + ".example/v1"))
        .endpoint(name)
        .build();
  }

  private static List<String> ask(Dispatcher dispatcher, Dispatch dispatch) {
    try {
      Dispatcher.Reply<ChatStream> reply = dispatcher.stream(dispatch);
      reply.answer().collect();
      return endpoints(reply.attempts());
    } catch (ModelException e) {
      return endpoints(e.attempts());
    }
  }

  private static List<String> endpoints(List<Attempt> attempts) {
    return attempts.stream().map(Attempt::endpoint).toList();
  }

  @Test
  void an_endpoint_that_fails_is_passed_over_tried_by_one_and_taken_back() {
    FakeModelClient client = FakeModelClient.replying(GOOD).on("a", DOWN, DOWN, DOWN, GOOD);
    Dispatcher dispatcher = new Dispatcher(client, time, time);
    Dispatch dispatch = dispatch(2, 50, "a", "b");
    assertThat(ask(dispatcher, dispatch)).containsExactly("a", "b");
    assertThat(ask(dispatcher, dispatch)).containsExactly("a", "b");
    assertThat(ask(dispatcher, dispatch)).containsExactly("b");
    time.pass(BASE);
    assertThat(ask(dispatcher, dispatch)).as("the trial fails").containsExactly("a", "b");
    time.pass(BASE);
    assertThat(ask(dispatcher, dispatch)).as("out for longer").containsExactly("b");
    time.pass(BASE);
    assertThat(ask(dispatcher, dispatch)).as("the trial succeeds").containsExactly("a");
    assertThat(ask(dispatcher, dispatch)).containsExactly("a");
  }

  @Test
  void while_one_tries_it_the_others_do_not_until_it_begins_to_answer() {
    FakeModelClient client = FakeModelClient.replying(GOOD).on("a", DOWN, GOOD);
    Dispatcher dispatcher = new Dispatcher(client, time, time);
    Dispatch dispatch = dispatch(1, 50, "a", "b");
    assertThat(ask(dispatcher, dispatch)).containsExactly("a", "b");
    time.pass(BASE);
    client.onArrival(
        () -> {
          client.onArrival(() -> {});
          assertThat(ask(dispatcher, dispatch)).containsExactly("b");
        });
    try (ChatStream trial = dispatcher.stream(dispatch).answer()) {
      assertThat(ask(dispatcher, dispatch)).containsExactly("a");
      assertThat(trial.hasNext()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "connect, true, true",
    "timeout, true, true",
    "server_error, true, true",
    "truncated, true, true",
    "malformed, true, true",
    "rate_limited, true, false",
    "unauthorized, false, false",
    "not_found, false, false",
    "bad_request, true, false",
    "configuration, false, false",
  })
  void only_the_endpoints_own_faults_count(String kind, boolean retryable, boolean counts) {
    FakeModelClient client =
        FakeModelClient.replying(GOOD).on("a", FakeReply.fails(kind, retryable), GOOD);
    Dispatcher dispatcher = new Dispatcher(client, time, time);
    Dispatch dispatch = dispatch(1, 50, "a", "b");
    assertThat(ask(dispatcher, dispatch)).containsExactly("a", "b");
    assertThat(ask(dispatcher, dispatch)).containsExactly(counts ? "b" : "a");
  }

  @Test
  void a_stream_counts_at_its_end_and_not_when_it_begins() {
    FakeModelClient client = FakeModelClient.replying(GOOD).on("a", FakeReply.cutAfter("x"));
    Dispatcher dispatcher = new Dispatcher(client, time, time);
    Dispatch dispatch = dispatch(2, 50, "a", "b");
    assertThat(ask(dispatcher, dispatch)).containsExactly("a");
    assertThat(ask(dispatcher, dispatch)).containsExactly("a");
    assertThat(ask(dispatcher, dispatch)).containsExactly("b");
  }

  @Test
  void a_reader_who_leaves_says_nothing_of_the_endpoint() {
    FakeModelClient client = FakeModelClient.replying(GOOD).on("a", DOWN, GOOD, DOWN, GOOD);
    Dispatcher dispatcher = new Dispatcher(client, time, time);
    Dispatch dispatch = dispatch(2, 50, "a", "b");
    assertThat(ask(dispatcher, dispatch)).containsExactly("a", "b");
    dispatcher.stream(dispatch).answer().close();
    assertThat(ask(dispatcher, dispatch)).containsExactly("a", "b");
    assertThat(ask(dispatcher, dispatch)).as("two in a row").containsExactly("b");
  }

  @Test
  void who_has_no_other_choice_is_served_all_the_same() {
    FakeModelClient client = FakeModelClient.replying(GOOD).on("a", DOWN, GOOD);
    Dispatcher dispatcher = new Dispatcher(client, time, time);
    Dispatch dispatch = dispatch(1, 50, "a");
    assertThat(ask(dispatcher, dispatch)).containsExactly("a");
    assertThat(dispatcher.stream(dispatch).answer().collect().text()).isEqualTo("fine");
  }

  @Test
  void of_many_that_fail_some_are_asked_after_the_others() {
    FakeModelClient client = FakeModelClient.replying(DOWN).on("d", DOWN, DOWN, GOOD);
    Dispatcher dispatcher = new Dispatcher(client, time, time);
    Dispatch dispatch = dispatch(2, 50, "a", "b", "c", "d");
    Dispatch three = dispatch(2, 50, "a", "b", "c");
    assertThat(ask(dispatcher, three)).containsExactly("a", "b", "c");
    assertThat(ask(dispatcher, three)).containsExactly("a", "b", "c");
    assertThat(ask(dispatcher, dispatch)).as("three of four are out").containsExactly("d", "a");
    assertThat(ask(dispatcher, dispatch)).containsExactly("d", "a");
    assertThat(ask(dispatcher, dispatch)).as("all four").containsExactly("a", "b");
  }

  @Test
  void if_all_may_be_ejected_it_is_told_for_how_long() {
    FakeModelClient client = FakeModelClient.replying(DOWN);
    Dispatcher dispatcher = new Dispatcher(client, time, time);
    Dispatch dispatch = dispatch(1, 100, "a", "b");
    assertThat(ask(dispatcher, dispatch)).containsExactly("a", "b");
    time.pass(Duration.ofSeconds(10));
    ModelException e =
        catchThrowableOfType(ModelException.class, () -> dispatcher.stream(dispatch));
    assertThat(e.kind()).isEqualTo(ModelException.UNAVAILABLE);
    assertThat(e.retryable()).isTrue();
    assertThat(e.retryAfter()).contains(Duration.ofSeconds(20));
    assertThat(e.attempts()).isEmpty();
    assertThat(client.calls()).hasSize(2);
  }

  @Test
  void models_of_one_server_are_known_apart() {
    FakeModelClient client = FakeModelClient.replying(GOOD).on("small", DOWN, GOOD);
    URI server = URI.create("http://server.example/v1");
    Dispatcher dispatcher = new Dispatcher(client, time, time);
    List<Candidate> both =
        List.of(
            Candidate.builder(ModelRef.of("small"), server).build(),
            Candidate.builder(ModelRef.of("large"), server).build());
    Reliability once = Policies.ejecting(new Ejection(1, 0, BASE, 50));
    for (int i = 0; i < 2; i++) {
      dispatcher.stream(
              Dispatch.builder(both, c -> ChatRequest.user("x")).reliability(c -> once).build())
          .answer()
          .close();
    }
    assertThat(client.targets()).containsExactly("small", "large", "large");
  }
}
