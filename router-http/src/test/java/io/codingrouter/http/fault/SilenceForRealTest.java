package io.codingrouter.http.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.Router;
import io.codingrouter.dispatch.Attempt;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.http.HttpModelClient;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.Usage;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.RouterListener;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Time as it is: with what holds where nothing is configured. */
@Tag("slow")
@Timeout(400)
class SilenceForRealTest {
  private static final ChatRequest HELLO = ChatRequest.user("hello");
  private static final Duration SILENCE = Duration.ofMinutes(2);

  /** A server that reads a long prompt. */
  private static final Play LATE =
      e -> {
        e.begin();
        long end = System.nanoTime() + SILENCE.toNanos();
        while (System.nanoTime() < end) {
          e.chunk(": reading\n\n"); // fails if the client has left
          Fault.pause(1_000);
        }
        e.chunks(e.events());
        e.chunk(Exchange.DONE);
        e.end();
      };

  private static final class Told implements RouterListener {
    final CompletableFuture<List<Attempt>> attempts = new CompletableFuture<>();

    @Override
    public void completed(RouteTrace trace, Usage usage, List<Attempt> tried) {
      attempts.complete(tried);
    }
  }

  private record Served(String text, int keepAlives, List<String> outcomes, Duration took) {}

  private static Served read(Setting setting) throws Exception {
    Told told = new Told();
    long start = System.nanoTime();
    try (Router router =
            Router.builder(setting.config())
                .modelClient(HttpModelClient.create())
                .listener(told)
                .build();
        ChatStream stream = router.stream(HELLO)) {
      int keepAlives = 0;
      StringBuilder text = new StringBuilder();
      while (stream.hasNext()) {
        ChatChunk chunk = stream.next();
        keepAlives += chunk.isKeepAlive() ? 1 : 0;
        text.append(chunk.text());
      }
      return new Served(
          text.toString(),
          keepAlives,
          told.attempts.get().stream().map(Attempt::outcome).toList(),
          Duration.ofNanos(System.nanoTime() - start));
    }
  }

  @Test
  void two_minutes_of_silence_are_filled_with_keep_alives_alone_and_with_another_model()
      throws Exception {
    try (Setting alone = Setting.of("", FaultServer.playing("a", LATE));
        Setting two = Setting.of("", FaultServer.playing("a", LATE), Fault.OK.serve("c"))) {
      CompletableFuture<Served> other =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return read(two);
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              },
              task -> new Thread(task, "reader").start());
      Served patient = read(alone);
      assertThat(patient.text()).isEqualTo("from a");
      assertThat(patient.keepAlives()).isBetween(11, 12);
      assertThat(patient.outcomes()).containsExactly(Attempt.OK);
      assertThat(patient.took()).isBetween(SILENCE, SILENCE.plusSeconds(10));
      Served elsewhere = other.get();
      assertThat(elsewhere.text()).isEqualTo("from c");
      assertThat(elsewhere.keepAlives()).isBetween(5, 6);
      assertThat(elsewhere.outcomes()).containsExactly(ModelException.TIMEOUT, Attempt.OK);
    }
  }

  @Test
  void a_streamed_answer_ends_at_some_length() {
    try (Setting setting = Setting.of("retry_count: 0", Fault.ENDLESS.serve("a"));
        HttpModelClient client = HttpModelClient.create()) {
      Outcome outcome = Outcome.of(setting, client, true);
      assertThat(outcome.way()).isEqualTo("a ~");
      assertThat(outcome.kinds()).containsExactly(ModelException.MALFORMED);
    }
  }

  @Test
  void who_leaves_frees_the_only_place_within_100_ms() throws Exception {
    long[] nanos = new long[101];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = untilFree();
    }
    Arrays.sort(nanos);
    System.out.printf(
        "freed after %d us (median), %d us (most)%n",
        nanos[nanos.length / 2] / 1_000, nanos[nanos.length - 1] / 1_000);
    assertThat(Duration.ofNanos(nanos[nanos.length / 2])).isLessThan(Duration.ofMillis(100));
  }

  /** How long it takes from closing a stream that nobody answers to the next request's arrival. */
  private static long untilFree() throws Exception {
    List<Long> arrivals = new CopyOnWriteArrayList<>();
    CountDownLatch first = new CountDownLatch(1);
    Play play =
        e -> {
          arrivals.add(System.nanoTime());
          if (arrivals.size() > 1) {
            Fault.OK.answer(e);
            return;
          }
          first.countDown();
          e.hold();
        };
    try (Setting setting = Setting.of("max_in_flight: 1", FaultServer.playing("a", play));
        Router router =
            Router.builder(setting.config())
                .modelClient(HttpModelClient.create())
                .keepAlive(Duration.ofMillis(5))
                .build()) {
      ChatStream stream = router.stream(HELLO);
      first.await();
      CompletableFuture<String> next =
          CompletableFuture.supplyAsync(
              () -> router.chat(HELLO).text(), task -> new Thread(task, "next").start());
      Fault.pause(20); // it waits for its place
      long left = System.nanoTime();
      stream.close();
      assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo("from a");
      return arrivals.get(1) - left;
    }
  }
}
