package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.dispatch.CallLimits;
import io.codingrouter.dispatch.ModelCall;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Replies of every shape that OpenAI documents, and of the servers that deviate from it. */
class ShapesTest extends HttpTest {

  static Stream<Shape> shapes() {
    return Shape.all();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void a_whole_reply_comes_back_as_it_was_sent(Shape shape) {
    server.enqueue(json(shape.whole()));
    ChatResponse response = client.send(call(base())).collect();
    assertThat(response.toJson()).isEqualTo(shape.whole());
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void each_chunk_of_a_stream_comes_as_it_was_sent(Shape shape) {
    server.enqueue(events(shape.stream(), 37));
    assertThat(read(shape)).extracting(ChatChunk::toJson).isEqualTo(shape.chunks());
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void a_stream_collects_to_the_whole_reply(Shape shape) {
    ChatResponse whole = ChatResponse.fromJson(shape.whole());
    for (int size : new int[] {1, 50, 100_000}) {
      server.enqueue(events(shape.stream(), size));
      ChatResponse collected = client.send(streamed()).collect();
      assertThat(collected.toJson()).as("pieces of %d", size).satisfies(json -> same(json, whole));
      assertThat(collected.text()).isEqualTo(whole.text());
      assertThat(collected.usage()).isEqualTo(whole.usage());
      assertThat(collected.finishReason()).isEqualTo(whole.finishReason()).isPresent();
      assertThat(collected.hasToolCalls()).isEqualTo(whole.hasToolCalls());
    }
  }

  private static void same(String json, ChatResponse whole) {
    assertThat(ChatResponse.fromJson(json)).isEqualTo(whole);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void what_the_chunks_say_is_what_the_reply_says(Shape shape) {
    server.enqueue(events(shape.stream(), 1000));
    StringBuilder text = new StringBuilder();
    Usage usage = Usage.UNKNOWN;
    for (ChatChunk chunk : read(shape)) {
      text.append(chunk.text());
      usage = chunk.usage().equals(Usage.UNKNOWN) ? usage : chunk.usage();
    }
    ChatResponse whole = ChatResponse.fromJson(shape.whole());
    assertThat(text.toString()).isEqualTo(whole.text());
    assertThat(usage).isEqualTo(whole.usage());
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void a_stream_that_is_cut_before_its_reason_to_stop_is_never_a_reply(Shape shape) {
    List<String> chunks = shape.chunks();
    String cut = "";
    for (String chunk : chunks) {
      boolean ends = ChatChunk.fromJson(chunk).finishReason().isPresent();
      if (ends) {
        break;
      }
      cut += "data: " + chunk + "\n\n";
    }
    if (cut.isEmpty()) {
      assertThat(shape.name()).isEqualTo("gemini-text"); // each chunk has a reason to stop
      return;
    }
    server.enqueue(events(cut, 1000));
    assertThat(failure(streamed()).kind()).isEqualTo(ModelException.TRUNCATED);
  }

  @Test
  void choices_in_turns_can_be_told_apart() {
    Shape shape = Shape.of("openai-logprobs");
    server.enqueue(events(shape.stream(), 1000));
    StringBuilder first = new StringBuilder();
    StringBuilder second = new StringBuilder();
    for (ChatChunk chunk : read(shape)) {
      first.append(chunk.text(0));
      second.append(chunk.text(1));
    }
    assertThat(first.toString()).isEqualTo("Hi you");
    assertThat(second.toString()).isEqualTo("Hello");
  }

  @Test
  void a_stream_is_not_over_before_all_its_choices_are() {
    List<String> chunks = Shape.of("openai-logprobs").chunks();
    String cut = "data: " + String.join("\n\ndata: ", chunks.subList(0, 5)) + "\n\n";
    assertThat(cut).contains("\"finish_reason\":\"length\"");
    String other = cut.replace("\"index\":1", "\"index\":2").replace("\"index\":0", "\"index\":1");
    for (String body : List.of(cut, other.replace("\"index\":2", "\"index\":0"))) {
      server.enqueue(events(body, 1000));
      assertThat(failure(streamed()).kind()).isEqualTo(ModelException.TRUNCATED);
    }
  }

  @Test
  void a_reply_without_a_message_says_why_it_has_none() {
    String whole =
        "{\"id\":\"g\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,"
            + "\"finish_reason\":\"content_filter: PROHIBITED_CONTENT\"}]}";
    server.enqueue(json(whole));
    ChatResponse response = client.send(call(base())).collect();
    assertThat(response.toJson()).isEqualTo(whole);
    assertThat(response.text()).isEmpty();
    assertThat(response.finishReason()).contains("content_filter: PROHIBITED_CONTENT");
    String stream = whole.replace("chat.completion", "chat.completion.chunk");
    server.enqueue(events("data: " + stream + "\n\ndata: [DONE]\n\n", 9));
    assertThat(client.send(streamed()).collect().finishReason()).isEqualTo(response.finishReason());
  }

  /** Each as a whole reply of status 200, and as an event in the place of a chunk. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"error":{"message":"x","type":"server_error","param":null,"code":null}}                                 | server_error
          {"error":{"message":"x","type":"invalid_request_error","code":"context_length_exceeded"}}                | context_length
          {"object":"error","message":"x","type":"BadRequestError","param":null,"code":400}                        | bad_request
          {"error":{"message":"x","type":"InternalServerError","param":null,"code":500}}                           | server_error
          {"error":"model runner has unexpectedly stopped"}                                                        | server_error
          {"error":{"message":"Compute error."},"message":"Compute error."}                                        | server_error
          {"error":{"code":500,"message":"context shift is disabled","type":"server_error"}}                       | server_error
          {"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error","n_prompt_tokens":9,"n_ctx":8}} | context_length
          [{"error":{"code":429,"message":"x","status":"RESOURCE_EXHAUSTED","details":[{"retryDelay":"7s"}]}}]     | rate_limited
          {"error":{"code":503,"message":"overloaded","status":"UNAVAILABLE"}}                                     | server_error
          {"id":"g","object":"chat.completion","error":{"code":502,"message":"x"},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]} | server_error
          {"id":"g","choices":[{"index":0,"error":{"code":429,"message":"x"},"message":{"role":"assistant","content":"Fo"},"finish_reason":"error"}]} | rate_limited
          {"id":"g","choices":[{"index":0,"message":{"role":"assistant","content":"Fo"},"finish_reason":"error"}]} | server_error
          {"error":{"code":"content_filter","message":"x","status":400}}                                           | content_policy
          """)
  void a_failure_in_the_place_of_an_answer_has_its_kind(String body, String kind) {
    server.enqueue(json(body));
    assertThat(failure(call(base())).kind()).isEqualTo(kind);
    for (String event : List.of("data: ", "event: error\ndata: ")) {
      server.enqueue(events(event + body + "\n\n", 11));
      assertThat(failure(streamed()).kind()).isEqualTo(kind);
      String begun = "data: " + Shape.of("openai-text").chunks().get(1) + "\n\n";
      server.enqueue(events(begun + event + body + "\n\ndata: [DONE]\n\n", 11));
      assertThat(failure(streamed()).kind()).isEqualTo(kind);
    }
  }

  @Test
  void what_is_no_error_is_none() {
    for (String harmless :
        List.of("\"error\":null,", "\"finish_details\":{\"error\":null},", "\"note\":\"error\",")) {
      server.enqueue(json(ANSWER.replace("{\"id\"", "{" + harmless + "\"id\"")));
      assertThat(client.send(call(base())).collect().text()).isEqualTo("four");
    }
    server.enqueue(json(ANSWER.replace("four", "say \\\"error\\\": 1")));
    assertThat(client.send(call(base())).collect().text()).startsWith("say \"error\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          openai-text     | 20  | 9  | 16 | 4
          vllm-reasoning  | 3   | 3  | -1 | -1
          llamacpp-timings| 237 | 2  | 200| -1
          gemini-tools    | 30  | 65 | -1 | 45
          gemini-text     | 9   | 31 | -1 | 27
          moonshot-usage  | 19  | 13 | 7  | -1
          deepseek-cache  | 100 | 50 | 64 | 40
          """)
  void tokens_are_counted_alike(String name, long read, long written, long cached, long reasoned) {
    Usage usage = ChatResponse.fromJson(Shape.of(name).whole()).usage();
    assertThat(usage)
        .isEqualTo(
            new Usage(
                OptionalLong.of(read), OptionalLong.of(written), known(cached), known(reasoned)));
  }

  private static OptionalLong known(long count) {
    return count < 0 ? OptionalLong.empty() : OptionalLong.of(count);
  }

  private List<ChatChunk> read(Shape shape) {
    List<ChatChunk> chunks = new ArrayList<>();
    try (ChatStream stream = client.send(streamed())) {
      stream.forEachRemaining(chunks::add);
    }
    assertThat(chunks).as(shape.name()).isNotEmpty();
    return chunks;
  }

  private static MockResponse events(String body, int size) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "text/event-stream")
        .chunkedBody(body, size)
        .build();
  }

  private ModelCall streamed() {
    ModelCall whole = call(base());
    return new ModelCall(
        whole.candidate(),
        whole.request().toBuilder().set("/stream", true).build(),
        new CallLimits(LONG, LONG, LONG, LONG));
  }
}
