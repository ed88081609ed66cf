package io.codingrouter.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.dispatch.Reliability.Ejection;
import io.codingrouter.dispatch.Reliability.Load;
import io.codingrouter.dispatch.Reliability.Retries;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Four endpoints that fail at random, and many threads that ask them. */
@Timeout(120)
class ChaosTest {
  private static final int THREADS = 32;
  private static final int CALLS = 150; // of each thread
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final AtomicInteger openStreams = new AtomicInteger();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();

  /** Answers with what it was asked, or fails; by seed, endpoint and question, not by time. */
  private ChatStream send(ModelCall call) {
    Candidate candidate = call.candidate();
    String question = call.request().messages().get(0).text();
    SplittableRandom random =
        new SplittableRandom(question.hashCode() * 31L + candidate.endpoint().hashCode());
    return switch (random.nextInt(10)) {
      case 0 -> throw fails(ModelException.CONNECT).build();
      case 1 -> throw fails(ModelException.SERVER_ERROR).status(503).build();
      case 2 -> throw fails(ModelException.RATE_LIMITED).retryAfter(Duration.ofMillis(2)).build();
      case 3 -> stream(call, FakeReply.cutAfter());
      case 4 -> stream(call, FakeReply.cutAfter(question.substring(0, 1)));
      case 5 -> throw new IllegalArgumentException("a defect of the client");
      default -> stream(call, FakeReply.streams(question, " ", candidate.endpoint()));
    };
  }

  private static ModelException.Builder fails(String kind) {
    return ModelException.builder(kind, "scripted: " + kind).retryable(true);
  }

  private ChatStream stream(ModelCall call, FakeReply reply) {
    openStreams.incrementAndGet();
    return new FakeStream(
        call, reply, new Wait(call, new CountDownLatch(1)), openStreams::decrementAndGet);
  }

  private static List<Candidate> candidates(String order) {
    return order
        .chars()
        .mapToObj(c -> String.valueOf((char) c))
        .map(
            name ->
                Candidate.builder(
                        ModelRef.of("a".equals(name) || "b".equals(name) ? "small" : "large"),
                        URI.create("http://" + name + ".example/v1"))
                    .endpoint(name)
                    .build())
        .toList();
  }

  private static final Reliability RELIABILITY =
      new Reliability(
          Reliability.Timeouts.DEFAULT,
          new Retries(
              2,
              Retries.DEFAULT.on(),
              Duration.ofMillis(1),
              Duration.ofMillis(5),
              Duration.ofSeconds(1),
              false),
          new Ejection(5, 50, Duration.ofMillis(50), 50),
          new Load(OptionalInt.of(3), 24, true, true));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void every_call_ends_in_its_own_answer_or_a_typed_failure_and_nothing_is_left_behind(long seed)
      throws Exception {
    // Time goes by as it is waited for, by whomever: nobody sleeps, and all can go wrong at once.
    ManualTime time = new ManualTime(seed);
    Dispatcher dispatcher = new Dispatcher(this::send, time, time);
    AtomicInteger answered = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        SplittableRandom random = new SplittableRandom(seed * THREADS + thread);
        int number = thread;
        all.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < CALLS; i++) {
                    String question = "question " + seed + "/" + number + "/" + i;
                    (ask(dispatcher, question, random) ? answered : failed).incrementAndGet();
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(answered.get() + failed.get()).isEqualTo(THREADS * CALLS);
    assertThat(answered.get()).as("%s", failures).isGreaterThan(THREADS * CALLS / 4);
    assertThat(failures).hasSizeGreaterThan(2);
    assertThat(openStreams).hasValue(0);
    for (Candidate candidate : candidates("abcd")) {
      Traffic.Endpoint endpoint = dispatcher.traffic().endpoint(candidate);
      assertThat(endpoint.slots().taken()).as(candidate.endpoint()).isZero();
      assertThat(endpoint.slots().pending()).as(candidate.endpoint()).isZero();
    }
  }

  /** Whether an answer came; a reader who leaves early is content with what it has. */
  private boolean ask(Dispatcher dispatcher, String question, SplittableRandom random) {
    List<String> orders = List.of("abcd", "badc", "dcba", "ca", "b");
    boolean streamed = random.nextBoolean();
    Dispatch dispatch =
        Dispatch.builder(
                candidates(orders.get(random.nextInt(orders.size()))),
                c -> ChatRequest.user(question).toBuilder().set("/stream", streamed).build())
            .timeout(TIMEOUT)
            .reliability(c -> RELIABILITY)
            .random(random)
            .build();
    try {
      if (!streamed) {
        Dispatcher.Reply<ChatResponse> reply = dispatcher.whole(dispatch);
        assertThat(reply.answer().text()).isEqualTo(question + " " + reply.candidate().endpoint());
        return true;
      }
      Dispatcher.Reply<ChatStream> reply = dispatcher.stream(dispatch);
      try (ChatStream stream = reply.answer()) {
        boolean leaves = random.nextInt(4) == 0;
        StringBuilder text = new StringBuilder();
        while (stream.hasNext() && !(leaves && !text.isEmpty())) {
          text.append(stream.next().text());
        }
        assertThat(question + " " + reply.candidate().endpoint()).startsWith(text.toString());
        return true;
      }
    } catch (ModelException e) {
      assertThat(e.kind()).isIn(KINDS);
      failures.merge(e.kind(), 1, Integer::sum);
      assertThat(e.attempts()).hasSizeLessThanOrEqualTo(3 * 4);
      return false;
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessage("a defect of the client");
      return false;
    }
  }

  private static final List<String> KINDS =
      List.of(
          ModelException.CONNECT,
          ModelException.SERVER_ERROR,
          ModelException.RATE_LIMITED,
          ModelException.TRUNCATED,
          ModelException.TIMEOUT,
          ModelException.BUSY,
          ModelException.UNAVAILABLE);
}
