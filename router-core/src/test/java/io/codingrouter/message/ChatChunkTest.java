package io.codingrouter.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatChunkTest {

  private static ChatChunk choice(String fields) {
    return ChatChunk.fromJson("{\"choices\":[{\"index\":0," + fields + "}]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'delta':{'content':'x'}",
        "'delta':{'role':'assistant','content':' '}",
        "'delta':{'reasoning_content':'hm'}",
        "'delta':{'content':null,'tool_calls':[{'index':0,'function':{'name':'f'}}]}",
        "'delta':{'refusal':'no'}",
        "'delta':{'audio':{'id':'a'}}",
        "'delta':{},'finish_reason':'stop'",
        "'text':'x'",
        "'message':{'role':'assistant','content':''}"
      })
  void what_a_model_says_is_content(String fields) {
    assertThat(choice(fields.replace('\'', '"')).hasContent()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'delta':{'role':'assistant'}",
        "'delta':{'role':'assistant','content':'','refusal':null,'tool_calls':[]}",
        "'delta':{},'finish_reason':null",
        "'delta':null",
        "'logprobs':null"
      })
  void a_role_and_empty_fields_are_not(String fields) {
    assertThat(choice(fields.replace('\'', '"')).hasContent()).isFalse();
  }

  @Test
  void nor_are_usage_and_a_servers_own_fields() {
    assertThat(ChatChunk.fromJson("{\"choices\":[],\"usage\":{\"prompt_tokens\":3}}").hasContent())
        .isFalse();
    assertThat(
            ChatChunk.fromJson("{\"choices\":[],\"prompt_filter_results\":[{\"x\":1}]}")
                .hasContent())
        .isFalse();
    assertThat(ChatChunk.fromJson("{}").hasContent()).isFalse();
  }

  @Test
  void content_of_any_choice_counts() {
    ChatChunk second =
        ChatChunk.fromJson(
            "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"}},"
                + "{\"index\":1,\"delta\":{\"content\":\"x\"}}]}");
    assertThat(second.hasContent()).isTrue();
  }
}
