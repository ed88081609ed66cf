package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.FakeModelClient;
import io.codingrouter.dispatch.FakeReply;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of limit, of a model and of a tenant, over streamed calls and reloads. */
class LimitKindsTest {
  private static final String CONFIG =
      """
      version: v0.1
      description: %s
      providers:
        reliability: {retry_count: 0}
        models:
          - name: first
            endpoints: [{name: first, endpoint: first.example}]
            pricing: {prompt_per_1m: 10, completion_per_1m: 10}
            quality_score: 0.5
            limits: {%s}
          - name: second
            endpoints: [{name: second, endpoint: second.example}]
            pricing: {prompt_per_1m: 20, completion_per_1m: 20}
            quality_score: 0.9
        default_model: first
      limits: {tenant: {%s}}
      decisions:
        - name: any
          modelRefs: [{model: first}, {model: second}]
          algorithm: {type: cost}
      """;

  /** A thousand tokens, which are a cent at the first model. */
  private static final FakeReply THOUSAND =
      FakeReply.streams(
          List.of(
              ChatChunk.fromJson("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"so\"}}]}"),
              ChatChunk.fromJson(
                  "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
                      + "\"usage\":{\"prompt_tokens\":900,\"completion_tokens\":100}}")));

  private final AtomicLong clock = new AtomicLong();
  private final FakeModelClient client = FakeModelClient.replying(THOUSAND);

  private static RouterConfig config(String description, String model, String tenant) {
    return RouterConfig.parse(CONFIG.formatted(description, model, tenant));
  }

  private Router router(String model, String tenant) {
    return Router.builder(config("before", model, tenant))
        .modelClient(client)
        .nanoTime(clock::get)
        .build();
  }

  private static ChatRequest ask(String tenant) {
    return ChatRequest.user("hello").toBuilder().tenant(tenant).build();
  }

  private static void stream(Router router, String tenant) {
    router.stream(ask(tenant)).collect();
  }

  private String lastAsked() {
    return client.targets().get(client.targets().size() - 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rpm: 2 | 2 requests a minute | PT61S",
        "tpm: 2000 | 2000 tokens a minute | PT61S",
        "budget: {amount: 0.02, per: minute} | 0.02 USD a minute | PT61S",
        "budget: {amount: 0.02, per: hour} | 0.02 USD an hour | PT61M",
        "budget: {amount: 0.02, per: day} | 0.02 USD a day | PT24H24M",
        "budget: {amount: 0.02, per: month} | 0.02 USD a month | PT732H",
      })
  void holds_for_a_model_and_for_a_tenant_and_over_a_reload(
      String limit, String words, Duration length) {
    try (Router router = router(limit, "")) {
      stream(router, "a");
      stream(router, "b");
      assertThat(lastAsked()).isEqualTo("first"); // the cheapest
      stream(router, "a");
      assertThat(lastAsked()).isEqualTo("second"); // left out before the cheapest is looked for
      router.reload(config("after", limit, ""));
      Route full = router.route(ask("c"));
      assertThat(((Route.Forward) full).model().name()).isEqualTo("second");
      assertThat(full.trace().notes())
          .contains("left out: model 'first' has reached its limit of " + words);
      clock.addAndGet(length.toNanos());
      stream(router, "a");
      assertThat(lastAsked()).isEqualTo("first");
    }
    clock.set(0);
    try (Router router = router("", limit)) {
      stream(router, "a");
      stream(router, "a");
      refused(router, words);
      router.reload(config("after", "", limit));
      refused(router, words);
      stream(router, "b");
      clock.addAndGet(length.toNanos());
      stream(router, "a");
    }
  }

  private void refused(Router router, String words) {
    int calls = client.calls().size();
    assertThatExceptionOfType(BlockedException.class)
        .isThrownBy(() -> router.stream(ask("a")))
        .satisfies(
            e -> {
              assertThat(e.reason()).isEqualTo(Route.Blocked.LIMIT);
              assertThat(e.trace().reason()).isEqualTo(Route.Blocked.LIMIT);
              assertThat(e.retryAfter()).hasValueSatisfying(time -> assertThat(time).isPositive());
              assertThat(e)
                  .hasMessageStartingWith("this tenant has reached its limit of " + words)
                  .hasMessageContaining("try again in");
            });
    assertThat(client.calls()).hasSize(calls);
  }

  @Test
  void what_failed_before_a_reply_that_its_reader_left_counts_where_it_was_tried() {
    client
        .on("first", FakeReply.fails(ModelException.BAD_REQUEST, true))
        .on("second", FakeReply.stallsAfter("so"));
    try (Router router = router("", "")) {
      router.reload(
          RouterConfig.parse(
              CONFIG
                  .formatted("after", "", "")
                  .replace("quality_score: 0.9", "quality_score: 0.9\n      limits: {rpm: 1}")));
      try (ChatStream stream = router.stream(ask("a"))) {
        assertThat(stream.next().text()).isEqualTo("so");
      }
      Route next = router.route(ask("a"));
      assertThat(((Route.Forward) next).candidates()).hasSize(1);
    }
  }
}
