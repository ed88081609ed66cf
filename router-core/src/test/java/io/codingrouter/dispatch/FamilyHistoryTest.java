package io.codingrouter.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import java.net.URI;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A conversation that Claude, Gemini and Qwen have led, each in its own manner. */
class FamilyHistoryTest {
  private static final String CLAUDE_S =
      call("toolu_01")
          .replace(
              "'content':null",
              "'content':null,'reasoning_content':'C','thinking_blocks':"
                  + "[{'type':'thinking','thinking':'C','signature':'sc','index':0}]");
  private static final String GEMINI_S =
      call("function-call-9")
          .replace(
              "'type':'function',",
              "'type':'function','extra_content':{'google':{'thought_signature':'sg'}},");
  private static final String QWEN_S =
      call("chatcmpl-tool-1").replace("'content':null", "'content':null,'reasoning':'Q'");
  private static final String CONVERSATION =
      "{'model':'m','x':1.10,'tools':[{'type':'function','function':{'name':'f'}}],'messages':["
          + "{'role':'user','content':'go'},"
          + CLAUDE_S
          + ","
          + result("toolu_01")
          + ",{'role':'assistant','content':'One.'},{'role':'user','content':'on'},"
          + GEMINI_S
          + ","
          + result("function-call-9")
          + ","
          + QWEN_S
          + ","
          + result("chatcmpl-tool-1")
          + "]}";

  private static String call(String id) {
    return "{'role':'assistant','content':null,'tool_calls':[{'id':'"
        + id
        + "','type':'function','function':{'name':'f','arguments':'{}'}}]}";
  }

  private static String result(String id) {
    return "{'role':'tool','tool_call_id':'" + id + "','content':'ok'}";
  }

  private static Candidate candidate(String model) {
    return Candidate.builder(ModelRef.of(model), URI.create("https://models.example/v1")).build();
  }

  private static Adaptation adapt(String json, Candidate candidate) {
    return ApiFormat.adapt(
        ChatRequest.fromJson(json.replace('\'', '"')), candidate, OptionalInt.empty());
  }

  private static JsonNode messages(Adaptation adaptation) {
    return JsonTree.object(adaptation.request().toJson()).path("messages");
  }

  private static List<String> all(JsonNode messages, String field) {
    return messages.findValuesAsText(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gpt-5.1", "o4-mini", "chatgpt-4o-latest", "mistral-large", "gemini-2.5-pro"})
  void hosted_families_get_no_reasoning_at_all(String model) {
    JsonNode messages = messages(adapt(CONVERSATION, candidate(model)));
    for (String field : List.of("reasoning_content", "reasoning", "thinking_blocks")) {
      assertThat(messages.findValues(field)).isEmpty();
    }
    assertThat(messages).hasSize(9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Qwen3-Coder", "openai/gpt-oss-120b", "deepseek-chat", "glm-5"})
  void open_models_get_back_what_nobody_signed(String model) {
    Adaptation adaptation = adapt(CONVERSATION, candidate(model));
    JsonNode messages = messages(adaptation);
    assertThat(messages.findValues("thinking_blocks")).isEmpty();
    assertThat(messages.findValues("extra_content")).isEmpty();
    assertThat(messages.findValues("reasoning_content")).isEmpty();
    assertThat(all(messages, "reasoning")).containsExactly("Q");
    assertThat(adaptation.changes())
        .containsExactly(
            "reasoning of another model removed (2 times)", "a signature of another model removed");
    assertThat(adaptation.request().json("/x")).contains("1.10");
  }

  @Test
  void gemini_keeps_its_signatures_and_is_told_which_calls_are_not_its_own() {
    JsonNode messages = messages(adapt(CONVERSATION, candidate("gemini-3-pro-preview")));
    assertThat(all(messages, "thought_signature"))
        .containsExactly(
            "skip_thought_signature_validator", "sg", "skip_thought_signature_validator");
    JsonNode older = messages(adapt(CONVERSATION, candidate("gemini-2.5-pro")));
    assertThat(all(older, "thought_signature")).containsExactly("sg");
  }

  @Test
  void mistral_gets_ids_of_its_own_form() {
    JsonNode messages = messages(adapt(CONVERSATION, candidate("mistral-large")));
    List<String> calls =
        messages.findValues("tool_calls").stream().map(c -> c.at("/0/id").asText()).toList();
    assertThat(calls).hasSize(3).allMatch(id -> id.matches("[a-zA-Z0-9]{9}"));
    assertThat(all(messages, "tool_call_id")).isEqualTo(calls);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-5.1", "gemini-2.5-pro"})
  void hosted_models_get_ids_that_are_told_apart_and_not_too_long(String model) {
    String long41 = "x".repeat(41);
    String conversation =
        "{'messages':["
            + String.join(
                ",",
                call("call_0"),
                result("call_0"),
                call("call_0"),
                result("call_0"),
                call(long41),
                result(long41))
            + "]}";
    JsonNode messages = messages(adapt(conversation, candidate(model)));
    List<String> calls =
        messages.findValues("tool_calls").stream().map(c -> c.at("/0/id").asText()).toList();
    assertThat(calls).hasSize(3).doesNotHaveDuplicates().contains("call_0").doesNotContain(long41);
    assertThat(all(messages, "tool_call_id")).isEqualTo(calls);
  }

  @Test
  void claude_s_api_takes_it_all() {
    Candidate claude =
        candidate("claude-sonnet-4-5").toBuilder().apiFormat(Candidate.ANTHROPIC).build();
    Adaptation adaptation = adapt(CONVERSATION, claude);
    AnthropicApi.accepts(adaptation.request().toJson());
    assertThat(all(messages(adaptation), "signature")).containsExactly("sc");
  }

  @ParameterizedTest
  @CsvSource({"gpt-5.1", "Qwen3-Coder", "mistral-large", "gemini-3-pro-preview", "claude-opus-4-6"})
  void a_turn_begins_as_the_turn_before_it(String model) {
    Candidate candidate = candidate(model);
    String before = JsonTree.write(messages(adapt(CONVERSATION, candidate)));
    String more = ",{'role':'assistant','content':'Two.'},{'role':'user','content':'on'}," + QWEN_S;
    String longer = CONVERSATION.substring(0, CONVERSATION.length() - 2) + more + "]}";
    assertThat(JsonTree.write(messages(adapt(longer, candidate))))
        .startsWith(before.substring(0, before.length() - 1));
  }

  @Test
  void a_history_that_needs_nothing_stays_as_it_is() {
    for (String json :
        List.of(
            "{ \"messages\":[{\"role\":\"user\",\"content\":\"of \\\"reasoning\\\"\"}] }",
            "{ \"messages\":[{\"role\":\"user\",\"content\":\"thinking\"}],\"tool_calls\":1 }",
            "{ \"messages\":\"thinking_blocks\" }",
            "{ \"reasoning\":1 }")) {
      ChatRequest request = ChatRequest.fromJson(json);
      for (String model : List.of("gpt-5.1", "Qwen3-Coder", "mistral-large", "gemini-3-pro")) {
        Adaptation same = ApiFormat.adapt(request, candidate(model), OptionalInt.empty());
        assertThat(same.request()).isSameAs(request);
        assertThat(same.changes()).isEmpty();
      }
    }
  }

  @Test
  void a_gateway_that_translates_reasoning_gets_it() {
    Candidate gateway =
        Candidate.builder(
                ModelRef.of("google/gemini-3-pro"), URI.create("https://openrouter.ai/api/v1"))
            .build();
    Adaptation adaptation = adapt(CONVERSATION, gateway);
    assertThat(all(messages(adaptation), "reasoning")).containsExactly("Q");
    assertThat(all(messages(adaptation), "thought_signature")).containsExactly("sg");
  }
}
