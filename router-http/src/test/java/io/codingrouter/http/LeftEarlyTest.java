package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.codingrouter.BlockedException;
import io.codingrouter.Router;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.Attempt;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.Usage;
import io.codingrouter.telemetry.RouteRecord;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.RouterListener;
import io.codingrouter.telemetry.Spend;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is known of the tokens and the money of a streamed reply that nobody reads to its end. */
@Timeout(60)
class LeftEarlyTest extends HttpTest {
  private static final String CLAUDE =
      event(
              "{'type':'message_start','message':{'id':'m','type':'message','role':'assistant',"
                  + "'model':'claude','content':[],'usage':{'input_tokens':100000,"
                  + "'cache_creation_input_tokens':200000,'cache_read_input_tokens':700000,"
                  + "'output_tokens':4}}}")
          + event(
              "{'type':'content_block_start','index':0,"
                  + "'content_block':{'type':'text','text':''}}")
          + event(
              "{'type':'content_block_delta','index':0,"
                  + "'delta':{'type':'text_delta','text':'so'}}");
  private static final Usage PROMPT_OF_CLAUDE =
      new Usage(
          OptionalLong.of(1_000_000),
          OptionalLong.empty(),
          OptionalLong.of(700_000),
          OptionalLong.empty(),
          OptionalLong.of(200_000));

  // 0.1 × 3 + 0.7 × 0.30 + 0.2 × 3.75
  private static final BigDecimal PRICE_OF_THE_PROMPT = new BigDecimal("1.26");

  private final List<String> heard = new ArrayList<>();
  private final RouterListener listener =
      new RouterListener() {
        @Override
        public void completed(RouteTrace trace, Usage usage, List<Attempt> attempts) {
          heard.add("completed " + usage.promptTokens());
        }

        @Override
        public void cancelled(RouteTrace trace, Usage usage, List<Attempt> attempts) {
          heard.add("cancelled");
          left = usage;
        }

        @Override
        public void failed(RouteTrace trace, String kind, List<Attempt> attempts) {
          heard.add("failed " + kind);
        }

        @Override
        public void charged(RouteTrace trace, String model, BigDecimal cost, String currency) {
          heard.add("charged " + cost.toPlainString() + " " + currency);
        }
      };
  private Usage left = Usage.UNKNOWN;

  private static String event(String json) {
    return "data: " + json.replace('\'', '"') + "\n\n";
  }

  private Router router(String format) {
    return Router.builder(
            RouterConfig.parse(
                """
                version: v0.1
                providers:
                  reliability: {retry_count: 0}
                  models:
                    - name: model
                      api_format: %s
                      endpoints: [{endpoint: "127.0.0.1:%d/v1", protocol: http}]
                      pricing:
                        prompt_per_1m: 3
                        cached_input_per_1m: 0.30
                        cache_write_per_1m: 3.75
                        completion_per_1m: 15
                      limits: {budget: {amount: 1, per: day}}
                  default_model: model
                decisions:
                  - name: any
                    modelRefs: [{model: model}]
                    plugins: [{type: router_replay, configuration: {enabled: true}}]
                """
                    .formatted(format, server.getPort())))
        .modelClient(HttpModelClient.create())
        .listener(listener)
        .build();
  }

  /** Sends these events; then the connection is silent, or breaks. */
  private void serve(String events, SocketEffect then) {
    server.enqueue(
        new MockResponse.Builder()
            .addHeader("Content-Type", "text/event-stream")
            .body(events + ":" + "x".repeat(events.length())) // it happens amid the body
            .onResponseBody(then)
            .build());
  }

  private void read(Router router, int chunks) {
    try (ChatStream stream = router.stream(ChatRequest.user("hello"))) {
      for (int i = 0; i < chunks; i++) {
        assertThat(stream.next().usage()).as("as its reader sees it").isEqualTo(Usage.UNKNOWN);
      }
    }
  }

  private static Spend spend(Router router) {
    return router.stats().models().get(0).spend();
  }

  @Test
  void the_prompt_of_anthropic_s_is_counted_and_charged_whenever_the_reader_leaves() {
    for (int chunks = 0; chunks <= 2; chunks++) {
      heard.clear();
      serve(CLAUDE, SocketEffect.Stall.INSTANCE);
      try (Router router = router("anthropic")) {
        read(router, chunks);
        assertThat(heard).containsExactly("cancelled", "charged 1.26 USD");
        assertThat(left).isEqualTo(PROMPT_OF_CLAUDE);
        assertThat(spend(router))
            .isEqualTo(
                new Spend(
                    1,
                    1,
                    0,
                    1_000_000,
                    700_000,
                    200_000,
                    0,
                    0,
                    Map.of("USD", PRICE_OF_THE_PROMPT)));
        assertThat(spend(router).isWhole()).as("what was written is not known").isFalse();
        RouteRecord record = router.records().get(0);
        assertThat(record.usage()).isEqualTo(PROMPT_OF_CLAUDE);
        assertThat(record.cost()).contains(PRICE_OF_THE_PROMPT);
        assertThat(record.failure()).contains(ModelException.CANCELLED);
        assertThat(record.isAnswered()).isFalse();
        assertThat(catchThrowable(() -> router.chat(ChatRequest.user("hello"))))
            .as("a budget of 1 USD")
            .isInstanceOf(BlockedException.class);
      }
    }
  }

  @Test
  void of_anthropic_s_that_breaks_the_prompt_is_charged_though_nobody_answered() {
    serve(CLAUDE, new SocketEffect.CloseSocket());
    try (Router router = router("anthropic")) {
      assertThat(catchThrowable(() -> read(router, 9))).isInstanceOf(ModelException.class);
      assertThat(heard).containsExactly("failed truncated", "charged 1.26 USD");
      assertThat(spend(router).answered()).isZero();
      assertThat(spend(router).promptTokens()).isEqualTo(1_000_000);
      assertThat(router.records().get(0).cost()).contains(PRICE_OF_THE_PROMPT);
    }
  }

  @Test
  void a_prompt_of_no_tokens_is_one_that_nobody_has_counted_yet() {
    String unsaid = CLAUDE.replaceAll("(tokens\":)[0-9]+", "$10");
    serve(unsaid, SocketEffect.Stall.INSTANCE);
    try (Router router = router("anthropic")) {
      read(router, 1);
      assertThat(heard).containsExactly("cancelled");
      assertThat(left).isEqualTo(Usage.UNKNOWN);
      assertThat(spend(router).cost()).isEmpty();
    }
  }

  @Test
  void an_answer_of_anthropic_s_that_is_read_to_its_end_is_charged_once_and_in_full() {
    server.enqueue(
        new MockResponse.Builder()
            .addHeader("Content-Type", "text/event-stream")
            .body(
                CLAUDE
                    + event("{'type':'content_block_stop','index':0}")
                    + event(
                        "{'type':'message_delta','delta':{'stop_reason':'end_turn'},"
                            + "'usage':{'output_tokens':100000}}")
                    + event("{'type':'message_stop'}"))
            .build());
    try (Router router = router("anthropic")) {
      try (ChatStream stream = router.stream(ChatRequest.user("hello"))) {
        stream.forEachRemaining(chunk -> {});
        assertThat(stream.usage().completionTokens()).hasValue(100_000);
      }
      assertThat(heard).containsExactly("completed OptionalLong[1000000]", "charged 2.76 USD");
      assertThat(spend(router).isWhole()).isTrue();
    }
  }

  @Test
  void of_openai_s_nothing_is_known_before_the_end_and_nothing_is_guessed() {
    String chunk = event("{'choices':[{'index':0,'delta':{'content':'so'}}],'usage':null}");
    serve(chunk + chunk, SocketEffect.Stall.INSTANCE);
    try (Router router = router("openai")) {
      read(router, 1);
      assertThat(heard).containsExactly("cancelled");
      assertThat(left).isEqualTo(Usage.UNKNOWN);
      assertThat(spend(router)).isEqualTo(new Spend(1, 1, 0, 0, 0, 0, 0, 0, Map.of()));
      assertThat(router.records().get(0).cost()).isEmpty();
    }
  }

  @Test
  void a_server_that_counts_as_it_goes_is_believed_as_far_as_the_router_has_read() {
    String chunk =
        event(
            "{'choices':[{'index':0,'delta':{'content':'so'}}],"
                + "'usage':{'prompt_tokens':100000,'completion_tokens':20000}}");
    serve(chunk + chunk, SocketEffect.Stall.INSTANCE);
    try (Router router = router("openai")) {
      read(router, 0); // the first content is here, though its reader has not taken it
      assertThat(heard).containsExactly("cancelled", "charged 0.6 USD");
      assertThat(left).isEqualTo(Usage.of(100_000, 20_000));
      assertThat(spend(router).isWhole()).isTrue();
    }
  }
}
