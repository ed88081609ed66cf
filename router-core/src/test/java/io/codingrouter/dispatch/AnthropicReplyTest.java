package io.codingrouter.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies are written with ' for ". */
class AnthropicReplyTest {
  private static final String REPLY =
      "{'id':'msg_1','type':'message','role':'assistant','model':'claude-sonnet-4-5',"
          + "'content':[{'type':'thinking','thinking':'Oslo first.','signature':'sig'},"
          + "{'type':'text','text':'I look.'},"
          + "{'type':'tool_use','id':'toolu_1','name':'weather','input':{'city':'Oslo','t':1.10}},"
          + "{'type':'tool_use','id':'toolu_2','name':'now','input':{}}],"
          + "'stop_reason':'tool_use','stop_sequence':null,"
          + "'usage':{'input_tokens':10,'cache_creation_input_tokens':200,"
          + "'cache_read_input_tokens':3000,'output_tokens':50,'service_tier':'standard'}}";

  private static final String[] EVENTS = {
    "{'type':'message_start','message':{'id':'msg_1','type':'message','role':'assistant',"
        + "'model':'claude-sonnet-4-5','content':[],'stop_reason':null,'stop_sequence':null,"
        + "'usage':{'input_tokens':10,'cache_creation_input_tokens':200,"
        + "'cache_read_input_tokens':3000,'output_tokens':1,'service_tier':'standard'}}}",
    "{'type':'content_block_start','index':0,'content_block':"
        + "{'type':'thinking','thinking':'','signature':''}}",
    "{'type':'ping'}",
    "{'type':'content_block_delta','index':0,'delta':"
        + "{'type':'thinking_delta','thinking':'Oslo '}}",
    "{'type':'content_block_delta','index':0,'delta':"
        + "{'type':'thinking_delta','thinking':'first.'}}",
    "{'type':'content_block_delta','index':0,'delta':{'type':'signature_delta','signature':'sig'}}",
    "{'type':'content_block_stop','index':0}",
    "{'type':'content_block_start','index':1,'content_block':{'type':'text','text':''}}",
    "{'type':'content_block_delta','index':1,'delta':{'type':'text_delta','text':'I '}}",
    "{'type':'content_block_delta','index':1,'delta':{'type':'text_delta','text':'look.'}}",
    "{'type':'content_block_stop','index':1}",
    "{'type':'content_block_start','index':2,'content_block':"
        + "{'type':'tool_use','id':'toolu_1','name':'weather','input':{}}}",
    "{'type':'content_block_delta','index':2,'delta':"
        + "{'type':'input_json_delta','partial_json':''}}",
    "{'type':'content_block_delta','index':2,'delta':"
        + "{'type':'input_json_delta','partial_json':'{\\'city\\':\\'Os'}}",
    "{'type':'content_block_delta','index':2,'delta':"
        + "{'type':'input_json_delta','partial_json':'lo\\',\\'t\\':1.10}'}}",
    "{'type':'content_block_stop','index':2}",
    "{'type':'content_block_start','index':3,'content_block':"
        + "{'type':'tool_use','id':'toolu_2','name':'now','input':{}}}",
    "{'type':'content_block_stop','index':3}",
    "{'type':'something_new','index':3}",
    "{'type':'message_delta','delta':{'stop_reason':'tool_use','stop_sequence':null},"
        + "'usage':{'output_tokens':50}}",
    "{'type':'message_stop'}",
  };

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static ChatResponse read(String reply) {
    return ApiFormat.read(ChatResponse.fromJson(json(reply)));
  }

  private static ChatStream stream(List<String> events) {
    return ApiFormat.read(
        ChatStream.of(
            events.stream().map(AnthropicReplyTest::json).map(ChatChunk::fromJson).toList()));
  }

  private static ModelException failure(List<String> events) {
    return catchThrowableOfType(ModelException.class, () -> stream(events).collect());
  }

  @Test
  void a_whole_reply_is_read() {
    assertThat(read(REPLY).toJson().replace('"', '\''))
        .isEqualTo(
            "{'id':'msg_1','object':'chat.completion','model':'claude-sonnet-4-5','choices':["
                + "{'index':0,'message':{'role':'assistant','content':'I look.',"
                + "'reasoning_content':'Oslo first.','tool_calls':["
                + "{'id':'toolu_1','type':'function','function':"
                + "{'name':'weather','arguments':'{\\'city\\':\\'Oslo\\',\\'t\\':1.10}'}},"
                + "{'id':'toolu_2','type':'function','function':{'name':'now','arguments':'{}'}}],"
                + "'thinking_blocks':[{'type':'thinking','thinking':'Oslo first.',"
                + "'signature':'sig','index':0}]},"
                + "'finish_reason':'tool_calls','native_finish_reason':'tool_use'}],"
                + "'usage':{'prompt_tokens':3210,'completion_tokens':50,'total_tokens':3260,"
                + "'prompt_tokens_details':{'cached_tokens':3000},"
                + "'cache_creation_input_tokens':200,'cache_read_input_tokens':3000,"
                + "'service_tier':'standard'}}");
    assertThat(read(REPLY).usage().cachedTokens()).hasValue(3000);
  }

  @Test
  void a_reply_of_openai_s_protocol_stays_as_it_is() {
    ChatResponse response = ChatResponse.of("hi");
    assertThat(ApiFormat.read(response)).isSameAs(response);
    assertThat(ApiFormat.read(ChatStream.of(response)).next().text()).isEqualTo("hi");
    ChatResponse odd = ChatResponse.fromJson("{\"type\":\"message\",\"content\":\"odd\"}");
    assertThat(ApiFormat.read(odd)).isSameAs(odd);
  }

  @Test
  void events_joined_are_the_whole_reply() {
    assertThat(stream(List.of(EVENTS)).collect()).isEqualTo(read(REPLY));
  }

  @Test
  void a_whole_reply_in_the_place_of_events_is_one_chunk() {
    assertThat(stream(List.of(REPLY)).collect()).isEqualTo(read(REPLY));
  }

  @Test
  void each_event_that_says_something_is_one_chunk() {
    List<String> said = new ArrayList<>();
    try (ChatStream stream = stream(List.of(EVENTS))) {
      while (stream.hasNext()) {
        ChatChunk chunk = stream.next();
        said.add(
            chunk.json("/choices/0/delta").orElseThrow().replace('"', '\'')
                + (chunk.hasContent() ? "" : " without content"));
      }
    }
    assertThat(said)
        .containsExactly(
            "{'role':'assistant','content':null} without content",
            "{'reasoning_content':'Oslo '}",
            "{'reasoning_content':'first.'}",
            "{'content':'I '}",
            "{'content':'look.'}",
            "{'tool_calls':[{'index':0,'id':'toolu_1','type':'function',"
                + "'function':{'name':'weather','arguments':''}}]}",
            "{'tool_calls':[{'index':0,'function':{'arguments':'{\\'city\\':\\'Os'}}]}",
            "{'tool_calls':[{'index':0,'function':{'arguments':'lo\\',\\'t\\':1.10}'}}]}",
            "{'tool_calls':[{'index':1,'id':'toolu_2','type':'function',"
                + "'function':{'name':'now','arguments':''}}]}",
            "{'tool_calls':[{'index':1,'function':{'arguments':'{}'}}]}",
            "{'thinking_blocks':[{'type':'thinking','thinking':'Oslo first.',"
                + "'signature':'sig','index':0}]}");
  }

  @Test
  void a_stream_that_is_cut_before_its_reason_to_stop_is_truncated() {
    for (int end = 1; end < EVENTS.length; end++) {
      List<String> cut = Arrays.asList(EVENTS).subList(0, end);
      if (cut.stream().anyMatch(event -> event.contains("message_delta"))) {
        assertThat(stream(cut).collect()).isEqualTo(read(REPLY));
      } else {
        ModelException failure = failure(cut);
        assertThat(failure).as("cut at %d", end).isNotNull();
        assertThat(failure.kind()).isEqualTo(ModelException.TRUNCATED);
        assertThat(failure.retryable()).isTrue();
      }
    }
  }

  @Test
  void a_failure_stays() {
    ChatStream stream = stream(List.of(EVENTS[0]));
    stream.next();
    for (int i = 0; i < 2; i++) {
      assertThat(catchThrowableOfType(ModelException.class, stream::hasNext)).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "overloaded_error, server_error, true, 529",
    "rate_limit_error, rate_limited, true, 429",
    "timeout_error, timeout, true, 504",
    "authentication_error, unauthorized, false, 401",
    "permission_error, unauthorized, false, 403",
    "not_found_error, not_found, false, 404",
    "invalid_request_error, bad_request, false, 400",
    "api_error, server_error, true, 500",
    "news, server_error, true, 500",
  })
  void an_error_amid_a_stream_is_typed(String type, String kind, boolean retryable, int status) {
    String error = "{'type':'error','error':{'type':'" + type + "','message':'secret'}}";
    for (List<String> events : List.of(List.of(error), List.of(EVENTS[0], error))) {
      ModelException failure = failure(events);
      assertThat(failure.kind()).isEqualTo(kind);
      assertThat(failure.retryable()).isEqualTo(retryable);
      assertThat(failure.status()).hasValue(status);
      assertThat(failure).hasMessageNotContaining("secret");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn, stop",
    "max_tokens, length",
    "model_context_window_exceeded, length",
    "refusal, content_filter",
    "pause_turn, stop",
    "new_reason, stop",
  })
  void the_reason_to_stop_is_said_in_both_protocols_words(String native_, String reason) {
    ChatResponse response =
        read("{'type':'message','content':[],'stop_reason':'" + native_ + "','usage':{}}");
    assertThat(response.finishReason()).contains(reason);
    assertThat(response.json("/choices/0/native_finish_reason")).contains('"' + native_ + '"');
    assertThat(response.json("/choices/0/message/content")).contains("null");
    assertThat(response.usage().isKnown()).isFalse();
  }

  @Test
  void a_stop_sequence_and_fields_that_we_do_not_know_are_kept() {
    ChatResponse response =
        read(
            "{'type':'message','content':[{'type':'text','text':'a'},{'type':'text','text':'b'},"
                + "{'type':'server_tool_use','id':'s','name':'web_search','input':{}}],"
                + "'stop_reason':'stop_sequence','stop_sequence':'END','container':{'id':'c'}}");
    assertThat(response.text()).isEqualTo("ab");
    assertThat(response.json("/choices/0/stop_reason")).contains("\"END\"");
    assertThat(response.json("/choices/0/container/id")).contains("\"c\"");
    assertThat(response.json("/choices/0/message/content_blocks/0/index")).contains("2");
    assertThat(response.usage().promptTokens()).isEmpty();
  }
}
