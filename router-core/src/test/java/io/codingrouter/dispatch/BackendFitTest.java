package io.codingrouter.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.dispatch.Compatibility.OnUnsupported;
import io.codingrouter.dispatch.Compatibility.Profile;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackendFitTest {
  private static final String OPENAI = "https://api.openai.com/v1";
  private static final String GEMINI = "https://generativelanguage.googleapis.com/v1beta/openai";
  private static final String ASK = "{'messages':[{'role':'user','content':'hello'}]";
  private static final String TOOLS =
      ",'tools':[{'type':'function','function':{'name':'read','parameters':{'type':'object'}}},"
          + "{'type':'function','function':{'name':'write','parameters':{'type':'object'}}}]";

  private static Candidate candidate(String model, String base) {
    return Candidate.builder(ModelRef.of(model), URI.create(base)).build();
  }

  private static Adaptation adapt(Candidate candidate, Compatibility compatibility, String json) {
    ChatRequest request = ChatRequest.fromJson(json.replace('\'', '"'));
    return ApiFormat.adapt(request, candidate, OptionalInt.empty(), compatibility);
  }

  /** A question with fields, as a backend at an address receives it. */
  private static Adaptation ask(String model, String base, String fields) {
    return adapt(candidate(model, base), Compatibility.DEFAULT, ASK + fields + "}");
  }

  private static Adaptation ask(Profile profile, String fields) {
    return adapt(
        candidate("m", "http://localhost:9999/v1"),
        new Compatibility(Optional.of(profile), OnUnsupported.ADAPT),
        ASK + fields + "}");
  }

  private static String json(Adaptation adaptation) {
    return adaptation.request().toJson().replace('"', '\'');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          o4-mini             | ,'max_tokens':9                                  | ,'max_completion_tokens':9
          o3                  | ,'max_tokens':9,'max_completion_tokens':5        | ,'max_completion_tokens':5
          o3-mini             | ,'parallel_tool_calls':false,'temperature':0.2   | ``
          o3-mini             | ,'temperature':1,'top_p':1.0,'presence_penalty':0 | ,'temperature':1,'top_p':1.0,'presence_penalty':0
          gpt-5               | ,'stop':['x'],'logprobs':true,'top_logprobs':2   | ``
          gpt-5               | ,'parallel_tool_calls':false,'max_tokens':9      | ,'parallel_tool_calls':false,'max_completion_tokens':9
          gpt-5.1             | ,'temperature':0.2,'logprobs':true               | ,'temperature':0.2,'logprobs':true
          gpt-5.1             | ,'temperature':0.2,'reasoning_effort':'high'     | ,'reasoning_effort':'high'
          gpt-5.1             | ,'temperature':0.2,'reasoning_effort':'none'     | ,'temperature':0.2,'reasoning_effort':'none'
          gpt-5.1-codex       | ,'temperature':0.2                               | ``
          gpt-5-chat-latest   | ,'temperature':0.2,'max_tokens':9                | ,'temperature':0.2,'max_tokens':9
          gpt-4o              | ,'temperature':0.2,'max_tokens':9,'stop':'x'     | ,'temperature':0.2,'max_tokens':9,'stop':'x'
          gpt-4o              | ,'top_k':9,'min_p':0.1,'new_field':1             | ,'new_field':1
          """)
  void openai_s_models_get_what_they_take(String model, String given, String sent) {
    assertThat(json(ask(model, OPENAI, given))).isEqualTo(ASK + sent + "}");
  }

  @Test
  void what_was_changed_is_told() {
    Adaptation adaptation =
        ask("o3", OPENAI, ",'max_tokens':9,'parallel_tool_calls':true,'temperature':0.2");
    assertThat(adaptation.changes())
        .containsExactly(
            "max_tokens sent as max_completion_tokens",
            "parallel_tool_calls removed",
            "temperature removed");
  }

  @Test
  void gemini_gets_no_field_that_it_does_not_know() {
    Adaptation adaptation =
        ask(
            "gemini-2.5-pro",
            GEMINI,
            ",'max_tokens':9,'seed':1,'store':null,'user':'u','top_k':4,'my_secret_field':1,"
                + "'extra_body':{'google':{'x':1}},'stream_options':{'include_usage':true}");
    assertThat(json(adaptation))
        .isEqualTo(
            ASK
                + ",'max_tokens':9,'extra_body':{'google':{'x':1}},"
                + "'stream_options':{'include_usage':true}}");
    assertThat(adaptation.changes())
        .containsExactly(
            "seed removed",
            "store removed",
            "user removed",
            "top_k removed",
            "a field that the backend does not know removed");
  }

  @Test
  void vertex_takes_a_seed() {
    String base = "https://europe-west4-aiplatform.googleapis.com/v1/projects/p/endpoints/openapi";
    assertThat(json(ask("google/gemini-2.5-pro", base, ",'seed':1,'user':'u'")))
        .isEqualTo(ASK + ",'seed':1}");
  }

  @Test
  void gemini_gets_messages_and_tools_in_its_own_words() {
    Adaptation adaptation =
        adapt(
            candidate("gemini-2.5-pro", GEMINI),
            Compatibility.DEFAULT,
            "{'messages':[{'role':'developer','content':'Be brief.'},"
                + "{'role':'user','content':[{'type':'text','text':'go','cache_control':{}}]},"
                + "{'role':'assistant','content':'','refusal':null,'annotations':[]},"
                + "{'role':'assistant','content':null,'audio':null,'tool_calls':[{'index':0,"
                + "'id':'c1','type':'function','function':{'name':'f','arguments':'{}'}}]},"
                + "{'role':'tool','tool_call_id':'c1','content':'','is_error':true}],"
                + "'tools':[{'type':'function','cache_control':{},'function':{'name':'f',"
                + "'strict':true,'parameters':{'type':'object','additionalProperties':false}}},"
                + "{'type':'custom','custom':{'name':'g'}}]}");
    assertThat(json(adaptation))
        .isEqualTo(
            "{'messages':[{'role':'system','content':'Be brief.'},"
                + "{'role':'user','content':[{'type':'text','text':'go'}]},"
                + "{'role':'assistant','content':null,'tool_calls':[{"
                + "'id':'c1','type':'function','function':{'name':'f','arguments':'{}'}}]},"
                + "{'role':'tool','tool_call_id':'c1','content':''}],"
                + "'tools':[{'type':'function','function':{'name':'f',"
                + "'parameters':{'type':'object'}}}]}");
    assertThat(adaptation.changes())
        .contains(
            "role developer written as system",
            "an empty message removed",
            "annotations removed from a message",
            "cache_control removed from a message",
            "a tool that is no function removed",
            "strict removed from a tool",
            "additionalProperties removed from a tool's schema");
  }

  @Test
  void where_no_tool_is_left_none_is_chosen() {
    Adaptation adaptation =
        ask(
            "gemini-2.5-pro",
            GEMINI,
            ",'tools':[{'type':'custom','custom':{'name':'g'}}],'tool_choice':'required'");
    assertThat(json(adaptation)).isEqualTo(ASK + "}");
    assertThat(adaptation.changes())
        .containsExactly(
            "tools removed", "tool_choice removed", "a tool that is no function removed");
  }

  @ParameterizedTest
  @EnumSource(names = {"LM_STUDIO", "LLAMA_CPP"})
  void a_server_that_knows_only_words_gets_the_one_tool_that_is_demanded(Profile profile) {
    Adaptation adaptation =
        ask(profile, TOOLS + ",'tool_choice':{'type':'function','function':{'name':'write'}}");
    assertThat(adaptation.request().json("/tool_choice")).contains("\"required\"");
    assertThat(adaptation.request().toolNames()).containsExactly("write");
    assertThat(adaptation.changes())
        .containsExactly("tool_choice written as required, and the other tools removed");
  }

  @ParameterizedTest
  @EnumSource(names = {"GEMINI", "VLLM", "OLLAMA", "MLX", "LM_STUDIO", "LLAMA_CPP"})
  void a_choice_among_allowed_tools_leaves_the_others_out(Profile profile) {
    Adaptation adaptation =
        ask(
            profile,
            TOOLS
                + ",'tool_choice':{'type':'allowed_tools','allowed_tools':{'mode':'auto',"
                + "'tools':[{'type':'function','function':{'name':'read'}}]}}");
    assertThat(adaptation.request().json("/tool_choice")).contains("\"auto\"");
    assertThat(adaptation.request().toolNames()).containsExactly("read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          OLLAMA    | ,'max_completion_tokens':9               | ,'max_tokens':9
          LM_STUDIO | ,'max_completion_tokens':9               | ,'max_tokens':9
          LM_STUDIO | ,'response_format':{'type':'json_object'} | ,'response_format':{'type':'json_schema','json_schema':{'name':'object','schema':{'type':'object'}}}
          MLX       | ,'max_completion_tokens':9,'top_k':4     | ,'max_completion_tokens':9,'top_k':4
          VLLM      | ,'chat_template_kwargs':{'x':1}          | ,'chat_template_kwargs':{'x':1}
          LLAMA_CPP | ,'logprobs':true                         | ,'logprobs':true
          """)
  void a_local_server_gets_what_it_takes(Profile profile, String given, String sent) {
    assertThat(json(ask(profile, given))).isEqualTo(ASK + sent + "}");
  }

  @Test
  void llama_cpp_s_grammar_gets_no_pattern_that_matches_in_part() {
    String tool =
        ",'tools':[{'type':'function','function':{'name':'f','parameters':{'type':'object',"
            + "'properties':{'a':{'type':'string','pattern':'x'},"
            + "'b':{'type':'string','pattern':'^x$'}}}}}]";
    Adaptation adaptation = ask(Profile.LLAMA_CPP, tool + ",'stream':true,'logprobs':true");
    assertThat(json(adaptation)).doesNotContain("'x'", "logprobs").contains("'^x$'");
    assertThat(json(ask(Profile.VLLM, tool))).contains("'x'");
  }

  @ParameterizedTest
  @EnumSource(names = {"VLLM", "OLLAMA", "MLX", "LM_STUDIO", "LLAMA_CPP"})
  void a_template_that_knows_no_developer_gets_a_system_message(Profile profile) {
    Adaptation adaptation =
        adapt(
            candidate("m", "http://localhost:9999/v1"),
            new Compatibility(Optional.of(profile), OnUnsupported.ADAPT),
            "{'messages':[{'role':'developer','content':'of developers'}]}");
    assertThat(json(adaptation))
        .isEqualTo("{'messages':[{'role':'system','content':'of developers'}]}");
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-4o, https://my.openai.azure.com/openai/v1, OPENAI",
    "m, http://localhost:11434/v1, OLLAMA",
    "m, http://localhost:1234/v1, LM_STUDIO",
    "mlx-community/Qwen3-Coder-Next-4bit, http://localhost:8000/v1, MLX",
    "mlx-community/Qwen3-Coder-Next-4bit, http://localhost:1234/v1, LM_STUDIO",
    "qwen3.Q4_K_M.gguf, http://localhost:8080/v1, LLAMA_CPP",
    "gpt-5, https://openrouter.ai/api/v1, NONE",
    "gemini-2.5-pro, https://gateway.example/v1, NONE",
  })
  void a_backend_is_guessed_by_address_and_name(String model, String base, Profile profile) {
    assertThat(Compatibility.DEFAULT.profileOf(candidate(model, base))).isEqualTo(profile);
  }

  @ParameterizedTest
  @ValueSource(strings = {OPENAI, GEMINI, "http://localhost:1234/v1", "http://localhost:9/v1"})
  void a_request_that_needs_nothing_keeps_its_bytes(String base) {
    ChatRequest request =
        ChatRequest.fromJson(
            "{ \"model\":\"gpt-4o\", \"temperature\":1.0, \"messages\":[{\"role\":\"user\","
                + "\"content\":\"hello\"}], \"tools\":[{\"type\":\"function\",\"function\":"
                + "{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}}] }");
    Adaptation same = ApiFormat.adapt(request, candidate("gpt-4o", base), OptionalInt.empty());
    assertThat(same.request()).isSameAs(request);
    assertThat(same.changes()).isEmpty();
  }

  @Test
  void whoever_says_send_gets_everything_sent() {
    Compatibility send = new Compatibility(Optional.of(Profile.GEMINI), OnUnsupported.SEND);
    String json = ASK + ",'top_k':4}";
    assertThat(json(adapt(candidate("m", GEMINI), send, json))).isEqualTo(json);
    Candidate claude =
        candidate("claude-sonnet-4-5", "https://api.anthropic.com/v1").toBuilder()
            .apiFormat(Candidate.ANTHROPIC)
            .build();
    assertThat(json(adapt(claude, send, ASK + ",'seed':4}"))).contains("'seed':4");
  }

  @Test
  void what_says_nothing_is_no_reason_to_reject() {
    Compatibility reject = new Compatibility(Optional.of(Profile.GEMINI), OnUnsupported.REJECT);
    Candidate gemini = candidate("gemini-2.5-pro", GEMINI);
    ChatRequest idle =
        ChatRequest.fromJson(
            (ASK + ",'seed':null,'logprobs':false,'metadata':{},'presence_penalty':0}")
                .replace('\'', '"'));
    assertThat(reject.rejected(idle, gemini)).isEmpty();
    ChatRequest asking = idle.toBuilder().set("/seed", 4).set("/mine", 1).build();
    assertThat(reject.rejected(asking, gemini))
        .containsExactly("seed", "a field of the caller's own");
    Candidate claude = gemini.toBuilder().apiFormat(Candidate.ANTHROPIC).build();
    assertThat(reject.rejected(asking, claude))
        .containsExactly("seed", "a field of the caller's own");
    assertThat(Compatibility.DEFAULT.rejected(asking, gemini)).isEqualTo(List.of());
  }
}
