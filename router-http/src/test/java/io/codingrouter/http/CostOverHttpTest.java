package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.Router;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.Usage;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.RouterListener;
import io.codingrouter.telemetry.RouterStats;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Money to the cent, over real sockets, from what each kind of provider says of its tokens. */
@Timeout(120)
class CostOverHttpTest extends HttpTest {

  /**
   * A provider: what it counts, and what that costs at 3 per million tokens of the prompt, 0.30
   * from the cache, 3.75 to it, 15 of the answer and 12 of reasoning.
   */
  private record Provider(String name, String usage, String price) {}

  private static final List<Provider> PROVIDERS =
      List.of(
          // 0.4 × 3 + 0.6 × 0.30 + 0.05 × 15 + 0.15 × 12
          new Provider(
              "openai",
              "{'prompt_tokens':1000000,'completion_tokens':200000,'total_tokens':1200000,"
                  + "'prompt_tokens_details':{'cached_tokens':600000},"
                  + "'completion_tokens_details':{'reasoning_tokens':150000}}",
              "3.93"),
          // 0.1 × 3 + 0.7 × 0.30 + 0.2 × 3.75 + 0.25 × 15
          new Provider(
              "anthropic",
              "{'input_tokens':100000,'cache_creation_input_tokens':200000,"
                  + "'cache_read_input_tokens':700000,'output_tokens':250000}",
              "5.01"),
          // 1 × 3 + 0.05 × 15 + 0.15 × 12: only the total tells of the thoughts
          new Provider(
              "gemini",
              "{'prompt_tokens':1000000,'completion_tokens':50000,'total_tokens':1200000}",
              "5.55"),
          // 0.36 × 3 + 0.64 × 0.30 + 0.02 × 15 + 0.08 × 12
          new Provider(
              "deepseek",
              "{'prompt_tokens':1000000,'completion_tokens':100000,'total_tokens':1100000,"
                  + "'prompt_cache_hit_tokens':640000,'prompt_cache_miss_tokens':360000,"
                  + "'completion_tokens_details':{'reasoning_tokens':80000}}",
              "2.532"),
          // 0.5 × 3 + 0.5 × 0.30 + 0.01 × 15 + 0.09 × 12: reasoning beside the completion
          new Provider(
              "xai",
              "{'prompt_tokens':1000000,'completion_tokens':10000,'total_tokens':1100000,"
                  + "'prompt_tokens_details':{'cached_tokens':500000},"
                  + "'completion_tokens_details':{'reasoning_tokens':90000}}",
              "2.88"),
          // 0.6 × 3 + 0.1 × 0.30 + 0.3 × 3.75 + 0.04 × 15
          new Provider(
              "openrouter",
              "{'prompt_tokens':1000000,'completion_tokens':40000,'total_tokens':1040000,"
                  + "'cost':9.99,'prompt_tokens_details':"
                  + "{'cached_tokens':100000,'cache_write_tokens':300000}}",
              "3.555"),
          // 0.75 × 3 + 0.25 × 0.30 + 0.02 × 15
          new Provider(
              "moonshot",
              "{'prompt_tokens':1000000,'completion_tokens':20000,'total_tokens':1020000,"
                  + "'cached_tokens':250000}",
              "2.625"),
          // 1 × 3 + 0.1 × 15
          new Provider(
              "vllm",
              "{'prompt_tokens':1000000,'completion_tokens':100000,'total_tokens':1100000,"
                  + "'prompt_tokens_details':null}",
              "4.5"));

  private static final BigDecimal SUM = new BigDecimal("30.582");

  @BeforeEach
  void serve() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            ChatRequest asked = ChatRequest.fromJson(request.getBody().utf8());
            Provider provider =
                PROVIDERS.stream()
                    .filter(each -> asked.model().orElse("").equals(each.name()))
                    .findFirst()
                    .orElseThrow();
            boolean counts =
                asked.json("/stream_options/include_usage").filter("true"::equals).isPresent();
            return asked.stream() ? stream(provider, counts) : json(whole(provider));
          }
        });
  }

  private static String whole(Provider provider) {
    return provider.name().equals("anthropic")
        ? "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"so\"}],"
            + "\"stop_reason\":\"end_turn\",\"usage\":"
            + usage(provider)
            + "}"
        : "{\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
            + "\"content\":\"so\"},\"finish_reason\":\"stop\"}],\"usage\":"
            + usage(provider)
            + "}";
  }

  private static String usage(Provider provider) {
    return provider.usage().replace('\'', '"');
  }

  /** Usage is where this provider has it: in each chunk, in the last, or behind it for who asks. */
  private static MockResponse stream(Provider provider, boolean counts) {
    String usage = usage(provider);
    String early = usage.replaceAll("('|\")(completion|total)_tokens\\1:", "$0 1");
    List<String> chunks =
        switch (provider.name()) {
          case "anthropic" ->
              List.of(
                  "{\"type\":\"message_start\",\"message\":{\"role\":\"assistant\",\"content\":[],\"usage\":"
                      + usage.replace("250000", "1")
                      + "}}",
                  "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
                      + "{\"type\":\"text\",\"text\":\"\"}}",
                  "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
                      + "{\"type\":\"text_delta\",\"text\":\"so\"}}",
                  "{\"type\":\"content_block_stop\",\"index\":0}",
                  "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
                      + "\"usage\":{\"output_tokens\":250000}}",
                  "{\"type\":\"message_stop\"}");
          case "gemini", "vllm" ->
              List.of(
                  chunk("{\"content\":\"s\"}", "null", ",\"usage\":" + early),
                  chunk("{\"content\":\"o\"}", "\"stop\"", ",\"usage\":" + usage));
          case "moonshot" ->
              List.of(
                  chunk("{\"content\":\"so\"}", "null", ""),
                  chunk("{}", "\"stop\",\"usage\":" + usage, ""));
          default -> {
            List<String> some = new ArrayList<>();
            some.add(chunk("{\"content\":\"s\"}", "null", ",\"usage\":null"));
            some.add(chunk("{\"content\":\"o\"}", "\"stop\"", ",\"usage\":null"));
            if (counts) {
              some.add("{\"choices\":[],\"usage\":" + usage + "}");
            }
            yield some;
          }
        };
    return new MockResponse.Builder()
        .addHeader("Content-Type", "text/event-stream")
        .body("data: " + String.join("\n\ndata: ", chunks) + "\n\ndata: [DONE]\n\n")
        .build();
  }

  private static String chunk(String delta, String finish, String rest) {
    return "{\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"finish_reason\":"
        + finish
        + "}]"
        + rest
        + "}";
  }

  /** A model, a keyword and a decision for each provider. */
  private RouterConfig config() {
    StringBuilder models = new StringBuilder();
    StringBuilder keywords = new StringBuilder();
    StringBuilder decisions = new StringBuilder();
    for (Provider provider : PROVIDERS) {
      models.append(
          """
              - name: %1$s
                api_format: %2$s
                endpoints: [{endpoint: "127.0.0.1:%3$d/v1", protocol: http}]
                pricing:
                  prompt_per_1m: 3
                  cached_input_per_1m: 0.30
                  cache_write_per_1m: 3.75
                  completion_per_1m: 15
                  reasoning_per_1m: 12
          """
              .formatted(
                  provider.name(),
                  provider.name().equals("anthropic") ? "anthropic" : "openai",
                  server.getPort()));
      keywords.append("    - {name: %1$s, keywords: [%1$s]}\n".formatted(provider.name()));
      decisions.append(
          """
            - name: to-%1$s
              rules: {operator: OR, conditions: [{type: keyword, name: %1$s}]}
              modelRefs: [{model: %1$s}]
          """
              .formatted(provider.name()));
    }
    return RouterConfig.parse(
        "version: v0.1\nproviders:\n  models:\n"
            + models
            + "  default_model: openai\nsignals:\n  keywords:\n"
            + keywords
            + "decisions:\n"
            + decisions);
  }

  private static ChatRequest ask(Provider provider, String tenant) {
    return ChatRequest.user("to " + provider.name()).toBuilder().tenant(tenant).build();
  }

  @Test
  void an_answer_costs_the_same_whole_or_streamed_and_sums_are_exact() {
    List<String> bills = new CopyOnWriteArrayList<>();
    RouterListener listener =
        new RouterListener() {
          @Override
          public void charged(RouteTrace trace, String model, BigDecimal cost, String currency) {
            bills.add(model + " " + cost.toPlainString() + " " + currency);
          }
        };
    try (Router router =
        Router.builder(config()).modelClient(HttpModelClient.create()).listener(listener).build()) {
      for (Provider provider : PROVIDERS) {
        bills.clear();
        Usage usage = router.chat(ask(provider, "acme")).usage();
        assertThat(router.stream(ask(provider, "globex")).collect().usage()).isEqualTo(usage);
        try (ChatStream stream = router.stream(ask(provider, "globex"))) {
          stream.forEachRemaining(chunk -> {});
        }
        assertThat(bills)
            .hasSize(3)
            .containsOnly(provider.name() + " " + provider.price() + " USD");
      }
      RouterStats stats = router.stats();
      BigDecimal three = BigDecimal.valueOf(3);
      for (int i = 0; i < PROVIDERS.size(); i++) {
        Provider provider = PROVIDERS.get(i);
        BigDecimal price = new BigDecimal(provider.price()).multiply(three);
        assertThat(stats.models().get(i).cost()).isEqualByComparingTo(price);
        assertThat(stats.models().get(i).spend().isWhole()).isTrue();
        assertThat(stats.decisionSpend().get("to-" + provider.name()).cost("USD"))
            .isEqualByComparingTo(price);
      }
      assertThat(stats.tenantSpend().get("acme").cost()).isEqualTo(Map.of("USD", SUM));
      assertThat(stats.tenantSpend().get("globex").cost("USD"))
          .isEqualByComparingTo(SUM.multiply(BigDecimal.valueOf(2)));
      assertThat(stats.cost()).isEqualByComparingTo(SUM.multiply(three));
    }
  }

  @Test
  void what_a_stream_took_reaches_its_reader_whoever_asked_for_it() throws Exception {
    ChatRequest silent = ask(PROVIDERS.get(0), "acme");
    ChatRequest asking = silent.toBuilder().set("/stream_options/include_usage", true).build();
    try (Router router = Router.builder(config()).modelClient(HttpModelClient.create()).build()) {
      for (ChatRequest request : List.of(silent, asking)) {
        List<ChatChunk> chunks = new ArrayList<>();
        router.stream(request).forEachRemaining(chunks::add);
        ChatChunk last = chunks.get(chunks.size() - 1);
        assertThat(last.choices()).isEmpty();
        assertThat(last.text()).isEmpty();
        assertThat(last.usage().promptTokens()).hasValue(1_000_000);
        assertThat(server.takeRequest().getBody().utf8()).contains("\"include_usage\":true");
      }
    }
  }

  @Test
  void who_does_not_want_it_gets_none_and_the_answer_counts_as_unmetered() throws Exception {
    ChatRequest refusing =
        ask(PROVIDERS.get(0), "acme").toBuilder()
            .set("/stream_options/include_usage", false)
            .build();
    try (Router router = Router.builder(config()).modelClient(HttpModelClient.create()).build()) {
      assertThat(router.stream(refusing).collect().usage()).isEqualTo(Usage.UNKNOWN);
      assertThat(server.takeRequest().getBody().utf8()).contains("\"include_usage\":false");
      assertThat(router.stats().tenantSpend().get("acme").unmetered()).isEqualTo(1);
      assertThat(router.stats().tenantSpend().get("acme").cost()).isEmpty();
    }
  }
}
