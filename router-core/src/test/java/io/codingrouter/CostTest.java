package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.FakeModelClient;
import io.codingrouter.dispatch.FakeReply;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Pricing;
import io.codingrouter.telemetry.ModelStats;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.RouterListener;
import io.codingrouter.telemetry.RouterStats;
import io.codingrouter.telemetry.Spend;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CostTest {
  private static final String CONFIG =
      """
      version: v0.1
      providers:
        models:
          - name: dear
            endpoints: [{endpoint: dear.example}]
            pricing:
              prompt_per_1m: 3
              cached_input_per_1m: 0.30
              cache_write_per_1m: 3.75
              completion_per_1m: 15
              reasoning_per_1m: 12
          - name: euro
            endpoints: [{endpoint: euro.example}]
            pricing: {currency: EUR, prompt_per_1m: 1, completion_per_1m: 2}
          - name: unsaid
            endpoints: [{endpoint: unsaid.example}]
        default_model: dear
      signals:
        keywords: [{name: paris, keywords: [paris]}]
      decisions:
        - name: travel
          rules: {operator: OR, conditions: [{type: keyword, name: paris}]}
          modelRefs: [{model: euro}]
      """;

  /** All kinds of tokens: the plain ones are 100,000 of 1,000,000 read, 150,000 of 250,000. */
  private static final String USAGE =
      "{\"prompt_tokens\":1000000,\"completion_tokens\":250000,"
          + "\"prompt_tokens_details\":{\"cached_tokens\":700000,\"cache_write_tokens\":200000},"
          + "\"completion_tokens_details\":{\"reasoning_tokens\":100000}}";

  // 0.1 × 3 + 0.7 × 0.30 + 0.2 × 3.75 + 0.15 × 15 + 0.1 × 12
  private static final BigDecimal PRICE = new BigDecimal("4.71");

  /** Writes down what was charged. */
  private static final class Bill implements RouterListener {
    final List<String> lines = new ArrayList<>();

    @Override
    public void charged(RouteTrace trace, String model, BigDecimal cost, String currency) {
      lines.add(trace.decision() + " " + model + " " + cost.toPlainString() + " " + currency);
    }
  }

  private static ChatResponse answer(String usage) {
    return ChatResponse.fromJson(
        "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"so\"},"
            + "\"finish_reason\":\"stop\"}],\"usage\":"
            + usage
            + "}");
  }

  private static FakeReply streamed(String usage) {
    List<ChatChunk> chunks = new ArrayList<>(FakeReply.streams("s", "o").chunks());
    chunks.add(ChatChunk.fromJson("{\"choices\":[],\"usage\":" + usage + "}"));
    return new FakeReply(null, false, chunks, FakeReply.streams().end());
  }

  private static Router router(FakeReply reply, RouterListener listener) {
    return Router.builder(RouterConfig.parse(CONFIG))
        .modelClient(FakeModelClient.replying(reply))
        .listener(listener)
        .build();
  }

  private static ChatRequest ask(String tenant, String text) {
    return ChatRequest.user(text).toBuilder().tenant(tenant).build();
  }

  @Test
  void money_is_exact_over_cached_reasoning_and_streamed_tokens() {
    Bill bill = new Bill();
    try (Router router = router(streamed(USAGE), bill)) {
      for (int i = 0; i < 1_000; i++) {
        try (ChatStream stream = router.stream(ask("acme", "hello"))) {
          stream.forEachRemaining(chunk -> {});
        }
      }
      ModelStats model = router.stats().models().get(0);
      assertThat(model.cost()).isEqualByComparingTo(PRICE.multiply(BigDecimal.valueOf(1_000)));
      assertThat(model.spend())
          .isEqualTo(
              new Spend(
                  1_000,
                  0,
                  0,
                  1_000_000_000,
                  700_000_000,
                  200_000_000,
                  250_000_000,
                  100_000_000,
                  Map.of("USD", new BigDecimal("4710"))));
    }
    assertThat(bill.lines).hasSize(1_000).containsOnly("default-route dear 4.71 USD");
  }

  @Test
  void a_reader_who_leaves_early_is_an_answer_of_unknown_cost() {
    Bill bill = new Bill();
    try (Router router = router(streamed(USAGE), bill)) {
      try (ChatStream stream = router.stream(ask("acme", "hello"))) {
        stream.next();
      }
      Spend spend = router.stats().models().get(0).spend();
      assertThat(spend).isEqualTo(new Spend(1, 1, 0, 0, 0, 0, 0, 0, Map.of()));
      assertThat(spend.isWhole()).isFalse();
      assertThat(router.stats().tenantSpend().get("acme")).isEqualTo(spend);
    }
    assertThat(bill.lines).isEmpty();
  }

  @Test
  void what_a_server_counts_as_it_goes_is_counted_when_the_reader_leaves() {
    String chunk =
        "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"so\"}}],\"usage\":"
            + "{\"prompt_tokens\":1000000,\"completion_tokens\":%d}}";
    List<ChatChunk> chunks =
        List.of(ChatChunk.fromJson(chunk.formatted(1)), ChatChunk.fromJson(chunk.formatted(2)));
    Bill bill = new Bill();
    try (Router router =
        router(new FakeReply(null, false, chunks, FakeReply.stallsAfter().end()), bill)) {
      try (ChatStream stream = router.stream(ask("acme", "hello"))) {
        stream.next();
        stream.next();
      }
      Spend spend = router.stats().models().get(0).spend();
      assertThat(spend.unmetered()).isZero();
      assertThat(spend.promptTokens()).isEqualTo(1_000_000);
      assertThat(spend.completionTokens()).isEqualTo(2);
    }
    assertThat(bill.lines).containsExactly("default-route dear 3.00003 USD");
  }

  @Test
  void a_stream_is_asked_what_it_took_unless_the_caller_or_the_server_will_not() {
    FakeModelClient client = FakeModelClient.replying(streamed(USAGE));
    ChatRequest own =
        ChatRequest.user("hello").toBuilder().setJson("/stream_options", "{\"x\":1}").build();
    for (String config : List.of(CONFIG, CONFIG.replace("dear.example", "api.mistral.ai/v1"))) {
      try (Router router = Router.builder(RouterConfig.parse(config)).modelClient(client).build()) {
        router.stream(ChatRequest.user("hello")).close();
        router.stream(own).close();
        router.chat(ChatRequest.user("hello"));
      }
    }
    assertThat(client.calls())
        .extracting(call -> call.request().json("/stream_options").orElse(""))
        .containsExactly("{\"include_usage\":true}", "{\"x\":1}", "", "", "{\"x\":1}", "");
  }

  @Test
  void a_whole_answer_costs_what_the_same_answer_costs_as_a_stream() {
    Bill bill = new Bill();
    try (Router router = router(FakeReply.whole(answer(USAGE)), bill)) {
      router.chat(ChatRequest.user("hello"));
      assertThat(router.stats().cost()).isEqualByComparingTo(PRICE);
    }
    assertThat(bill.lines).containsExactly("default-route dear 4.71 USD");
  }

  @Test
  void a_host_that_makes_the_call_itself_is_charged_the_same() {
    try (Router router = Router.create(RouterConfig.parse(CONFIG))) {
      ((Route.Forward) router.route(ChatRequest.user("hello"))).complete(answer(USAGE));
      assertThat(router.stats().cost()).isEqualByComparingTo(PRICE);
    }
  }

  @Test
  void each_decision_and_each_tenant_has_its_own_account_in_each_currency() {
    try (Router router = router(FakeReply.whole(answer(USAGE)), RouterListener.NONE)) {
      router.chat(ask("acme", "hello"));
      router.chat(ask("acme", "to paris"));
      router.chat(ask("globex", "to paris"));
      router.chat(ChatRequest.user("to paris"));
      RouterStats stats = router.stats();
      assertThat(stats.tenantSpend().keySet()).containsExactly("", "acme", "globex");
      assertThat(stats.tenantSpend().get("acme").cost())
          .isEqualTo(Map.of("EUR", new BigDecimal("1.5"), "USD", new BigDecimal("4.71")));
      assertThat(stats.tenantSpend().get("globex").cost("EUR")).isEqualByComparingTo("1.5");
      assertThat(stats.decisionSpend().get("travel").cost("EUR")).isEqualByComparingTo("4.5");
      assertThat(stats.decisionSpend().get("default-route").cost("EUR")).isZero();
      assertThat(stats.currency()).isEqualTo("USD");
      assertThat(stats.cost()).isEqualByComparingTo(PRICE); // euros are no dollars
    }
  }

  @Test
  void what_is_unknown_is_neither_free_nor_charged() {
    Bill bill = new Bill();
    try (Router router = router(FakeReply.whole("so"), bill)) {
      router.chat(ask("acme", "hello"));
      Spend spend = router.stats().tenantSpend().get("acme");
      assertThat(spend.unmetered()).isEqualTo(1);
      assertThat(spend.isWhole()).isFalse();
      assertThat(spend.cost()).isEmpty();
    }
    try (Router router = router(FakeReply.whole(answer(USAGE)), bill)) {
      router.chat(ChatRequest.user("hello").toBuilder().model("unsaid").build());
      Spend spend = router.stats().models().get(2).spend();
      assertThat(spend.unpriced()).isEqualTo(1);
      assertThat(spend.promptTokens()).isEqualTo(1_000_000);
      assertThat(spend.isWhole()).isFalse();
      assertThat(spend.cost()).isEmpty();
    }
    assertThat(bill.lines).isEmpty();
  }

  @Test
  void accounts_survive_a_reload() {
    try (Router router = router(FakeReply.whole(answer(USAGE)), RouterListener.NONE)) {
      router.chat(ask("acme", "hello"));
      router.reload(
          RouterConfig.parse(CONFIG.replace("completion_per_1m: 15", "completion_per_1m: 0")));
      assertThat(router.stats().tenantSpend().get("acme").cost("USD")).isEqualByComparingTo(PRICE);
    }
  }

  @Test
  void accounts_of_tenants_are_bounded() {
    try (Router router = router(FakeReply.whole(answer(USAGE)), RouterListener.NONE)) {
      for (int i = 0; i < Spending.MOST_TENANTS + 500; i++) {
        router.chat(ask("tenant-" + i, "hello"));
      }
      assertThat(router.stats().tenantSpend()).hasSizeLessThanOrEqualTo(Spending.MOST_TENANTS);
    }
  }

  @Test
  void the_words_of_other_servers_for_cached_tokens_are_understood() {
    assertThat(
            answer(
                    "{\"prompt_tokens\":9,\"completion_tokens\":1,\"prompt_cache_hit_tokens\":4,"
                        + "\"cache_creation_input_tokens\":3}")
                .usage())
        .satisfies(
            usage -> {
              assertThat(usage.cachedTokens()).hasValue(4);
              assertThat(usage.cacheWriteTokens()).hasValue(3);
            });
  }

  @Property(tries = 500)
  void no_kind_of_token_is_priced_twice(
      @ForAll @LongRange(max = 10_000_000) long prompt,
      @ForAll @LongRange(max = 10_000_000) long cached,
      @ForAll @LongRange(max = 10_000_000) long kept,
      @ForAll @LongRange(max = 10_000_000) long completion,
      @ForAll @LongRange(max = 10_000_000) long reasoned) {
    Pricing flat =
        new Pricing(
            "USD",
            BigDecimal.ONE,
            BigDecimal.ONE,
            Optional.of(BigDecimal.ONE),
            Optional.of(BigDecimal.ONE),
            Optional.of(BigDecimal.ONE));
    assertThat(flat.cost(prompt, cached, kept, completion, reasoned))
        .isEqualByComparingTo(BigDecimal.valueOf(prompt + completion).movePointLeft(6));
  }
}
