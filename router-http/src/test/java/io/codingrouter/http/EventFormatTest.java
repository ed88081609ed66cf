package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.dispatch.ApiFormat;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From the first content on a stream has no deadline, so both sides must agree on which it is. */
class EventFormatTest {
  private static final String START =
      "{'type':'message_start','message':{'role':'assistant','content':[]}}";
  private static final String TEXT = block(0, "{'type':'text','text':''}");
  private static final String SAID = delta(0, "{'type':'text_delta','text':'so'}");
  private static final String DONE =
      "{'type':'message_delta','delta':{'stop_reason':'end_turn'},'usage':{'output_tokens':1}}";

  private static String block(int index, String block) {
    return "{'type':'content_block_start','index':" + index + ",'content_block':" + block + "}";
  }

  private static String delta(int index, String delta) {
    return "{'type':'content_block_delta','index':" + index + ",'delta':" + delta + "}";
  }

  static Stream<List<String>> replies() {
    return Stream.of(
        List.of(START, TEXT, SAID),
        List.of(START, TEXT, delta(0, "{'type':'text_delta','text':''}"), SAID),
        List.of(START, block(0, "{'type':'text','text':'at once'}"), SAID),
        List.of(
            START,
            block(0, "{'type':'thinking','thinking':'','signature':''}"),
            delta(0, "{'type':'thinking_delta','thinking':'hm'}"),
            delta(0, "{'type':'signature_delta','signature':'x'}"),
            SAID),
        List.of(
            START,
            block(0, "{'type':'thinking','thinking':'','signature':''}"),
            delta(0, "{'type':'signature_delta','signature':'x'}"),
            TEXT,
            SAID),
        List.of(START, block(0, "{'type':'redacted_thinking','data':'x'}"), TEXT, SAID),
        List.of(
            START,
            block(0, "{'type':'server_tool_use','id':'s','name':'web_search','input':{}}"),
            delta(0, "{'type':'input_json_delta','partial_json':'{}'}"),
            "{'type':'content_block_stop','index':0}",
            block(1, "{'type':'web_search_tool_result','tool_use_id':'s','content':[]}"),
            block(2, "{'type':'text','text':''}"),
            delta(2, "{'type':'citations_delta','citation':{}}"),
            delta(2, "{'type':'text_delta','text':'so'}")),
        List.of(START, block(0, "{'type':'tool_use','id':'t','name':'f','input':{}}"), SAID),
        List.of(START, SAID), // of a block that nobody has begun
        List.of(START, delta(7, "{'type':'thinking_delta','thinking':'hm'}"), SAID),
        List.of(START, delta(7, "{'type':'input_json_delta','partial_json':'{}'}"), SAID),
        List.of(START, DONE, SAID));
  }

  /** A stream that counts what is read of it. */
  private static ChatStream counted(List<ChatChunk> chunks, AtomicInteger read) {
    return new ChatStream() {
      @Override
      public boolean hasNext() {
        return read.get() < chunks.size();
      }

      @Override
      public ChatChunk next() {
        return chunks.get(read.getAndIncrement());
      }

      @Override
      public void close() {}
    };
  }

  @ParameterizedTest
  @MethodSource("replies")
  void anthropic_s_content_begins_where_core_sees_it_begin(List<String> events) {
    List<ChatChunk> chunks =
        events.stream().map(json -> ChatChunk.fromJson(json.replace('\'', '"'))).toList();
    AtomicInteger read = new AtomicInteger();
    ChatStream translated = ApiFormat.read(counted(chunks, read));
    ChatChunk chunk = translated.next();
    while (!chunk.hasContent()) {
      chunk = translated.next();
    }
    int first = 0;
    while (!EventFormat.ANTHROPIC.hasContent(chunks.get(first))) {
      first++;
    }
    assertThat(first + 1).isEqualTo(read.get());
  }
}
