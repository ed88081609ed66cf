package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.FakeModelClient;
import io.codingrouter.dispatch.FakeReply;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Replies whose every field may be anything: they are answers or typed exceptions, end once, and
 * are priced as far as they make sense.
 */
class HostileReplyPropertyTest {
  private static final String CONFIG =
      """
      version: v0.1
      providers:
        reliability: {retry_count: 0}
        models:
          - name: model
            api_format: %s
            max_in_flight: 1
            endpoints: [{endpoint: model.example}]
            pricing: {prompt_per_1m: 3, cached_input_per_1m: 1, completion_per_1m: 15}
            limits: {tpm: 2000000000, budget: {amount: 1000000, per: day}}
        default_model: model
      decisions:
        - name: any
          modelRefs: [{model: model}]
          plugins:
            - type: router_replay
              configuration: {enabled: true, capture_request_body: true, capture_response_body: true}
      """;
  private static final List<String> FIELDS =
      List.of(
          "index",
          "type",
          "text",
          "content",
          "role",
          "id",
          "name",
          "function",
          "arguments",
          "tool_calls",
          "finish_reason",
          "message",
          "delta",
          "choices",
          "usage",
          "thinking",
          "signature",
          "partial_json",
          "input",
          "stop_reason",
          "refusal",
          "audio",
          "data",
          "logprobs",
          "reasoning_details",
          "citations");
  private static final List<String> COUNTS =
      List.of(
          "prompt_tokens",
          "completion_tokens",
          "total_tokens",
          "cached_tokens",
          "input_tokens",
          "output_tokens",
          "cache_read_input_tokens",
          "cache_creation_input_tokens");
  private static final List<String> TYPES =
      List.of(
          "message_start",
          "content_block_start",
          "content_block_delta",
          "content_block_stop",
          "message_delta",
          "message_stop",
          "message",
          "ping",
          "text_delta",
          "input_json_delta");

  private static Arbitrary<String> leaf() {
    return Arbitraries.of(
        "null",
        "true",
        "0",
        "1",
        "-1",
        "2147483648",
        "9223372036854775807",
        "-9223372036854775808",
        "99999999999999999999999",
        "1e400",
        "0.5",
        "\"\"",
        "\"x\"",
        "\"stop\"",
        "\"tool_use\"",
        "\"text\"",
        "\"thinking\"",
        "\"{\\\"a\\\":\"",
        "[]",
        "{}");
  }

  private static Arbitrary<String> count() {
    return Arbitraries.of(
        "0",
        "7",
        "9223372036854775807",
        "9223372036854775800",
        "-1",
        "1e400",
        "\"7\"",
        "null",
        "4611686018427387904",
        "99999999999999999999999");
  }

  private static Arbitrary<String> object(Arbitrary<String> keys, Arbitrary<String> values) {
    return Combinators.combine(keys, values)
        .as((key, value) -> "\"" + key + "\":" + value)
        .list()
        .ofMaxSize(4)
        .map(fields -> fields.stream().distinct().collect(Collectors.toList()))
        .map(HostileReplyPropertyTest::withoutTwins)
        .map(fields -> "{" + String.join(",", fields) + "}");
  }

  private static List<String> withoutTwins(List<String> fields) {
    return fields.stream()
        .collect(
            Collectors.toMap(
                field -> field.substring(0, field.indexOf(':')), field -> field, (a, b) -> a))
        .values()
        .stream()
        .sorted()
        .toList();
  }

  private static Arbitrary<String> value(int depth) {
    if (depth == 0) {
      return leaf();
    }
    Arbitrary<String> inner = value(depth - 1);
    return Arbitraries.frequencyOf(
        Tuple.of(2, leaf()),
        Tuple.of(3, object(Arbitraries.of(FIELDS), inner)),
        Tuple.of(1, inner.list().ofMaxSize(3).map(all -> "[" + String.join(",", all) + "]")));
  }

  private static Arbitrary<String> usage() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, object(Arbitraries.of(COUNTS), count())), Tuple.of(1, leaf()));
  }

  @Provide
  Arbitrary<List<String>> chunks() {
    Arbitrary<String> chunk =
        Combinators.combine(value(1), value(3), leaf(), usage())
            .as(
                (index, delta, finish, usage) ->
                    "{\"choices\":[{\"index\":"
                        + index
                        + ",\"delta\":"
                        + delta
                        + ",\"finish_reason\":"
                        + finish
                        + "}],\"usage\":"
                        + usage
                        + "}");
    Arbitrary<String> whole =
        Combinators.combine(value(3), usage())
            .as(
                (message, usage) ->
                    "{\"object\":\"chat.completion\",\"choices\":[{\"message\":"
                        + message
                        + ",\"finish_reason\":\"stop\"}],\"usage\":"
                        + usage
                        + "}");
    Arbitrary<String> any = object(Arbitraries.of(FIELDS), value(3));
    return Arbitraries.oneOf(chunk, chunk, whole, any).list().ofMinSize(1).ofMaxSize(6);
  }

  @Provide
  Arbitrary<List<String>> events() {
    Arbitrary<String> event =
        Combinators.combine(Arbitraries.of(TYPES), leaf(), value(3), value(2), value(2), usage())
            .as(
                (type, index, message, block, delta, usage) ->
                    "{\"type\":\""
                        + type
                        + "\",\"index\":"
                        + index
                        + ",\"message\":"
                        + message
                        + ",\"content_block\":"
                        + block
                        + ",\"delta\":"
                        + delta
                        + ",\"content\":"
                        + message
                        + ",\"usage\":"
                        + usage
                        + "}");
    return event.list().ofMinSize(1).ofMaxSize(6);
  }

  @Property(tries = 300)
  void of_openai_s_protocol(@ForAll("chunks") List<String> chunks) {
    check("openai", chunks);
  }

  @Property(tries = 300)
  void of_anthropic_s_protocol(@ForAll("events") List<String> events) {
    check("anthropic", events);
  }

  private static void check(String format, List<String> json) {
    List<ChatChunk> chunks = json.stream().map(ChatChunk::fromJson).toList();
    List<BiConsumer<Router, ChatRequest>> ways =
        List.of(
            Router::chat,
            (router, request) -> router.stream(request).collect(),
            (router, request) -> read(router.stream(request), Integer.MAX_VALUE),
            (router, request) -> read(router.stream(request), 1));
    ways.forEach(way -> check(format, chunks, way));
  }

  private static void check(
      String format, List<ChatChunk> chunks, BiConsumer<Router, ChatRequest> way) {
    FakeModelClient client = FakeModelClient.replying(FakeReply.streams(chunks));
    Ledger ledger = new Ledger();
    try (Router router =
        Router.builder(RouterConfig.parse(CONFIG.formatted(format)))
            .modelClient(client)
            .listener(ledger)
            .listener(ledger.metrics())
            .executor(Runnable::run)
            .build()) {
      try {
        way.accept(router, ChatRequest.user("hello"));
      } catch (ModelException e) {
        assertThat(e.attempts()).isNotEmpty(); // what a caller can expect
      }
      assertThat(router.stats().cost()).isNotNegative();
      assertThat(router.stats().models().get(0).spend().completionTokens()).isNotNegative();
      assertThat(router.records()).hasSize(1);
    }
    assertThat(ledger.ends()).hasSize(1);
    assertThat(client.openStreams()).isZero();
  }

  private static void read(ChatStream reply, int most) {
    try (ChatStream stream = reply) {
      for (int i = 0; i < most && stream.hasNext(); i++) {
        ChatChunk chunk = stream.next();
        assertThat(chunk.text() + chunk.choices() + chunk.finishReason() + chunk.usage())
            .isNotEmpty();
      }
    }
  }
}
