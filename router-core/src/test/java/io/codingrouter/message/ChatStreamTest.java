package io.codingrouter.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.NoSuchElementException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ChatStreamTest {
  private static ChatChunk chunk(String delta, String rest) {
    return ChatChunk.fromJson(
        "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,"
            + "\"delta\":"
            + delta
            + "}]"
            + rest
            + "}");
  }

  @Test
  void collecting_joins_texts_and_takes_usage_and_finish_reason_from_where_they_came() {
    ChatResponse response =
        ChatStream.of(
                List.of(
                    chunk("{\"role\":\"assistant\",\"content\":\"\"}", ""),
                    chunk("{\"content\":\"Hel\"}", ""),
                    chunk("{\"content\":\"lo\"}", ""),
                    ChatChunk.fromJson(
                        "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}"),
                    ChatChunk.fromJson(
                        "{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}")))
            .collect();
    assertThat(response.text()).isEqualTo("Hello");
    assertThat(response.finishReason()).contains("stop");
    assertThat(response.usage()).isEqualTo(Usage.of(3, 2));
    assertThat(response.model()).contains("m");
    assertThat(response.json("/object")).contains("\"chat.completion\"");
    assertThat(response.json("/choices/0/message/role")).contains("\"assistant\"");
  }

  @Test
  void collecting_joins_the_fragments_of_tool_calls() {
    ChatResponse response =
        ChatStream.of(
                List.of(
                    chunk(
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"type\":\"function\","
                            + "\"function\":{\"name\":\"read\",\"arguments\":\"{\\\"p\"}}]}",
                        ""),
                    chunk(
                        "{\"tool_calls\":[{\"index\":1,\"id\":\"b\",\"type\":\"function\","
                            + "\"function\":{\"name\":\"list\",\"arguments\":\"{}\"}}]}",
                        ""),
                    chunk(
                        "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\\":1}\"}}]}",
                        "")))
            .collect();
    assertThat(response.hasToolCalls()).isTrue();
    assertThat(response.json("/choices/0/message/tool_calls"))
        .contains(
            "[{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"read\","
                + "\"arguments\":\"{\\\"p\\\":1}\"}},{\"id\":\"b\",\"type\":\"function\","
                + "\"function\":{\"name\":\"list\",\"arguments\":\"{}\"}}]");
  }

  @Test
  void a_whole_reply_is_a_stream_of_one_chunk_and_collects_to_itself() {
    ChatResponse response = ChatResponse.of("done");
    ChatStream stream = ChatStream.of(response);
    assertThat(stream.collect().toJson()).isEqualTo(response.toJson());
    assertThat(ChatChunk.of(response).text()).isEqualTo("done");
  }

  @Test
  void a_closed_stream_has_no_more() {
    ChatStream stream = ChatStream.of(ChatResponse.of("x"));
    stream.close();
    assertThat(stream.hasNext()).isFalse();
    ChatStream read = ChatStream.of(List.of());
    Assertions.assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(read::next);
  }

  @Test
  void unknown_usage_is_not_zero() {
    assertThat(ChatResponse.fromJson("{\"usage\":null}").usage()).isEqualTo(Usage.UNKNOWN);
    Usage part = ChatResponse.fromJson("{\"usage\":{\"prompt_tokens\":4}}").usage();
    assertThat(part.promptTokens()).hasValue(4);
    assertThat(part.completionTokens()).isEmpty();
    assertThat(part.isKnown()).isFalse();
    assertThat(ChatResponse.fromJson("{\"usage\":{\"prompt_tokens\":-1}}").usage().promptTokens())
        .isEmpty();
  }

  @Test
  void nothing_prints_what_is_answered() {
    ChatResponse response = ChatResponse.of("the launch code is 0000");
    assertThat(response.toString() + ChatChunk.of(response)).doesNotContain("launch");
  }
}
