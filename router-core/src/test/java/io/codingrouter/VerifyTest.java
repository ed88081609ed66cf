package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.CallLimits;
import io.codingrouter.dispatch.FakeModelClient;
import io.codingrouter.dispatch.ModelCall;
import io.codingrouter.dispatch.ModelClient;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.dispatch.ModelListing;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Candidate;
import io.codingrouter.telemetry.EndpointCheck;
import io.codingrouter.telemetry.RouterListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class VerifyTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final String CONFIG =
      """
      version: v0.1
      providers:
        models:
          - name: small
            endpoints:
              - {name: a, endpoint: "localhost:8000"}
              - {name: drained, endpoint: "localhost:8001", weight: 0}
            context_window: 128K
          - name: large
            provider_model_id: large-v2
            endpoints: [{name: b, endpoint: large.example}]
        default_model: small
      """;

  /** Lists as it is told, and answers or refuses likewise. */
  private static final class Endpoints implements ModelClient {
    final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Function<Candidate, ModelListing> listing;
    private final Function<ModelCall, ChatStream> answer;

    Endpoints(Function<Candidate, ModelListing> listing, Function<ModelCall, ChatStream> answer) {
      this.listing = listing;
      this.answer = answer;
    }

    @Override
    public ModelListing models(Candidate candidate, CallLimits limits) {
      return listing.apply(candidate);
    }

    @Override
    public ChatStream send(ModelCall call) {
      asked.add(call.request().toJson());
      return answer.apply(call);
    }
  }

  private static ModelListing listed(String name, OptionalInt window) {
    return new ModelListing(List.of(new ModelListing.Served(name, window)), false);
  }

  private static ModelException refusal(String kind) {
    return ModelException.builder(kind, "scripted: " + kind).build();
  }

  private static Endpoints listing(Function<Candidate, ModelListing> listing) {
    return new Endpoints(listing, call -> ChatStream.of(ChatResponse.of("p")));
  }

  private static Router.Builder router(ModelClient client) {
    return Router.builder(RouterConfig.parse(CONFIG)).clock(() -> NOW).modelClient(client);
  }

  private static List<EndpointCheck> verify(ModelClient client, EndpointCheck.Depth depth) {
    try (Router router = router(client).build()) {
      return router.verify(depth);
    }
  }

  @Test
  void every_endpoint_is_checked_by_the_name_it_knows_in_the_order_written() {
    List<EndpointCheck> checks =
        verify(
            listing(candidate -> listed(candidate.wireName(), OptionalInt.empty())),
            EndpointCheck.Depth.LISTING);
    assertThat(checks).extracting(EndpointCheck::endpoint).containsExactly("a", "drained", "b");
    assertThat(checks).allMatch(EndpointCheck::ok);
    assertThat(checks.get(2).listed()).containsExactly("large-v2");
    assertThat(checks.get(2).at()).isEqualTo(NOW);
  }

  @Test
  void a_model_that_is_not_listed_is_told_with_the_nearest_that_is() {
    EndpointCheck check =
        verify(
                listing(candidate -> listed("large-v3", OptionalInt.empty())),
                EndpointCheck.Depth.ANSWER)
            .get(2);
    assertThat(check.ok()).isFalse();
    assertThat(check.outcome()).isEqualTo(ModelException.NOT_FOUND);
    assertThat(check.reason()).contains("no model 'large-v2'", "provider_model_id: \"large-v3\"");
  }

  @Test
  void short_names_and_a_server_of_one_model_are_understood() {
    ModelListing ollama = listed("qwen3:latest", OptionalInt.empty());
    assertThat(ollama.find("qwen3")).isPresent();
    assertThat(ollama.find("qwen")).isEmpty();
    assertThat(listed("models/gemini", OptionalInt.empty()).find("gemini")).isPresent();
    assertThat(new ModelListing(ollama.models(), true).find("whatever")).isPresent();
  }

  @Test
  void failures_keep_their_kind_and_reason() {
    List<EndpointCheck> checks =
        verify(
            listing(
                candidate -> {
                  throw refusal(
                      candidate.endpoint().equals("a")
                          ? ModelException.CONNECT
                          : ModelException.UNAUTHORIZED);
                }),
            EndpointCheck.Depth.LISTING);
    assertThat(checks)
        .extracting(EndpointCheck::outcome)
        .containsExactly("connect", "unauthorized", "unauthorized");
    assertThat(checks.get(0).reason()).isEqualTo("scripted: connect");
  }

  @Test
  void where_nothing_is_listed_only_an_answer_proves_anything() {
    FakeModelClient client = FakeModelClient.answering("p");
    assertThat(verify(client, EndpointCheck.Depth.LISTING))
        .allSatisfy(
            check -> {
              assertThat(check.outcome()).isEqualTo(EndpointCheck.UNPROVEN);
              assertThat(check.reason())
                  .isEqualTo("this client cannot list models: let it answer to know more");
            });
    assertThat(client.calls()).isEmpty();
    assertThat(verify(client, EndpointCheck.Depth.ANSWER)).allMatch(EndpointCheck::ok);
    assertThat(client.calls()).hasSize(3);
    assertThat(client.openStreams()).isZero();
  }

  @Test
  void a_key_that_may_not_list_may_still_answer() {
    Endpoints client =
        listing(
            candidate -> {
              throw refusal(ModelException.UNAUTHORIZED);
            });
    assertThat(verify(client, EndpointCheck.Depth.ANSWER)).allMatch(EndpointCheck::ok);
  }

  @Test
  void one_token_is_asked_for_and_some_more_of_models_that_reason() {
    Endpoints client =
        new Endpoints(
            candidate -> listed(candidate.wireName(), OptionalInt.empty()),
            call -> {
              if (call.request().json("/max_tokens").isPresent()) {
                throw refusal(ModelException.BAD_REQUEST);
              }
              return ChatStream.of(ChatResponse.of("p"));
            });
    assertThat(verify(client, EndpointCheck.Depth.ANSWER)).allMatch(EndpointCheck::ok);
    assertThat(client.asked)
        .hasSize(6)
        .anyMatch(body -> body.contains("\"max_tokens\":1") && body.contains("\"large-v2\""))
        .anyMatch(body -> body.contains("\"max_completion_tokens\":16"));
  }

  @Test
  void a_context_window_that_the_endpoint_denies_is_a_warning() {
    List<String> heard = new ArrayList<>();
    RouterListener listener =
        new RouterListener() {
          @Override
          public void warned(String message) {
            heard.add(message);
          }
        };
    try (Router router =
        router(listing(candidate -> listed(candidate.wireName(), OptionalInt.of(32_768))))
            .listener(listener)
            .build()) {
      List<EndpointCheck> checks = router.verify();
      assertThat(checks.get(0).ok()).isTrue();
      assertThat(checks.get(0).contextWindow()).hasValue(32_768);
      assertThat(checks.get(0).warnings())
          .singleElement()
          .asString()
          .contains("is 128000", "serves 32768", "write context_window: 32768");
      assertThat(checks.get(2).warnings()).isEmpty(); // nothing is claimed of it
      assertThat(heard).hasSize(2);
    }
  }

  @Test
  void the_latest_checks_are_kept_and_nothing_else_is_counted() {
    try (Router router =
        router(listing(candidate -> listed(candidate.wireName(), OptionalInt.empty()))).build()) {
      assertThat(router.stats().checks()).isEmpty();
      List<EndpointCheck> checks = router.verify(EndpointCheck.Depth.ANSWER);
      assertThat(router.stats().checks()).isEqualTo(checks);
      assertThat(router.stats().requests()).isZero();
      assertThat(router.stats().models()).allMatch(model -> model.answered() == 0);
      router.reload(RouterConfig.parse(CONFIG.replace("name: drained", "name: other")));
      assertThat(router.stats().checks())
          .extracting(EndpointCheck::endpoint)
          .containsExactly("a", "b");
    }
  }

  @Test
  void all_endpoints_are_asked_at_once() {
    CountDownLatch all = new CountDownLatch(3);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (Router router =
        router(
                listing(
                    candidate -> {
                      all.countDown();
                      try {
                        all.await();
                      } catch (InterruptedException e) {
                        throw new AssertionError(e);
                      }
                      return listed(candidate.wireName(), OptionalInt.empty());
                    }))
            .executor(threads)
            .build()) {
      assertThat(router.verify()).hasSize(3).allMatch(EndpointCheck::ok);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void an_executor_without_a_free_thread_does_not_matter() {
    try (Router router =
        router(listing(candidate -> listed(candidate.wireName(), OptionalInt.empty())))
            .executor(task -> {}) // never comes to it
            .build()) {
      assertThat(router.verify()).hasSize(3).allMatch(EndpointCheck::ok);
    }
  }

  @Test
  void an_interrupt_ends_the_wait() {
    CountDownLatch never = new CountDownLatch(1);
    Thread waiting = Thread.currentThread();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Router router =
        router(
                listing(
                    candidate -> {
                      if (candidate.endpoint().equals("a")) {
                        waiting.interrupt(); // once: a second one would meet the next test
                      }
                      try {
                        never.await();
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                      throw refusal(ModelException.CANCELLED);
                    }))
            .executor(threads)
            .build()) {
      assertThatExceptionOfType(ModelException.class)
          .isThrownBy(router::verify)
          .satisfies(e -> assertThat(e.kind()).isEqualTo(ModelException.CANCELLED));
      assertThat(Thread.interrupted()).isTrue();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_router_that_only_decides_cannot_verify() {
    try (Router router = Router.create(RouterConfig.parse(CONFIG))) {
      assertThatIllegalStateException()
          .isThrownBy(router::verify)
          .withMessageContaining("modelClient");
    }
  }
}
