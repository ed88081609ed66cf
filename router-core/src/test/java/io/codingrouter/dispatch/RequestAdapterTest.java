package io.codingrouter.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import io.codingrouter.model.ReasoningFamily;
import java.net.URI;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestAdapterTest {
  private static final String LOCAL = "http://localhost:8000/v1";
  private static final ChatRequest HELLO = ChatRequest.user("hello");

  private static Candidate candidate(ModelRef model, String base) {
    return Candidate.builder(model, URI.create(base)).build();
  }

  private static Adaptation adapt(ChatRequest request, ModelRef model, String base) {
    return RequestAdapter.adapt(
        request, candidate(model, base), Optional.empty(), Optional.empty());
  }

  /** What is in the body beside model and messages. */
  private static String added(Adaptation adaptation) {
    return adaptation.request().toBuilder()
        .remove("/model")
        .remove("/messages")
        .build()
        .toJson()
        .replace('"', '\'');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mlx-community/Qwen3-Coder-Next-4bit   | {'chat_template_kwargs':{'enable_thinking':true}} | {'chat_template_kwargs':{'enable_thinking':false}}
          Qwen/QWEN3-30B-A3B                    | {'chat_template_kwargs':{'enable_thinking':true}} | {'chat_template_kwargs':{'enable_thinking':false}}
          qwen3:30b                             | {'chat_template_kwargs':{'enable_thinking':true}} | {'chat_template_kwargs':{'enable_thinking':false}}
          qwen3.5-plus                          | {'chat_template_kwargs':{'enable_thinking':true}} | {'chat_template_kwargs':{'enable_thinking':false}}
          qwen2.5-coder                         | {}                                                | {}
          deepseek-chat                         | {'chat_template_kwargs':{'thinking':true}}        | {'chat_template_kwargs':{'thinking':false}}
          DeepSeek-R1-Distill-Qwen-32B          | {'chat_template_kwargs':{'thinking':true}}        | {'chat_template_kwargs':{'thinking':false}}
          openai/gpt-oss-120b                   | {'reasoning_effort':'medium'}                     | {}
          gpt-5                                 | {'reasoning_effort':'medium'}                     | {}
          gpt-5.1-codex                         | {'reasoning_effort':'medium'}                     | {}
          gpt-5-mini-2025-08-07                 | {'reasoning_effort':'medium'}                     | {}
          gpt-5-chat-latest                     | {}                                                | {}
          gpt-4o                                | {}                                                | {}
          gpt-4.1-mini                          | {}                                                | {}
          chatgpt-4o-latest                     | {}                                                | {}
          o4-mini                               | {'reasoning_effort':'medium'}                     | {}
          openai/o3                             | {'reasoning_effort':'medium'}                     | {}
          o1-mini                               | {}                                                | {}
          olmo-2                                | {}                                                | {}
          gemini-2.5-pro                        | {'reasoning_effort':'medium'}                     | {}
          models/gemini-2.5-flash-lite          | {'reasoning_effort':'medium'}                     | {'reasoning_effort':'none'}
          google/Gemini-3-Pro-preview           | {'reasoning_effort':'medium'}                     | {}
          gemini-flash-latest                   | {'reasoning_effort':'medium'}                     | {}
          gemini-2.0-flash                      | {}                                                | {}
          gemini-2.5-flash-image                | {}                                                | {}
          claude-sonnet-4-5                     | {'reasoning_effort':'medium'}                     | {}
          anthropic/claude-3.7-sonnet           | {'reasoning_effort':'medium'}                     | {}
          claude-3-5-sonnet-20241022            | {}                                                | {}
          mistral-large                         | {'reasoning_effort':'medium'}                     | {}
          mistralai/Mistral-Small-2603          | {'reasoning_effort':'high'}                       | {}
          magistral-medium-2509                 | {}                                                | {}
          llama-3.3-70b                         | {}                                                | {}
          """)
  void a_model_is_recognised_by_its_name(String model, String on, String off) {
    assertThat(added(adapt(HELLO, ModelRef.of(model).withReasoning(true), LOCAL))).isEqualTo(on);
    assertThat(added(adapt(HELLO, ModelRef.of(model), LOCAL))).isEqualTo(off);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          claude-sonnet-4-5          | low    | {'thinking':{'type':'enabled','budget_tokens':2048}}
          claude-sonnet-4-20250514   | medium | {'thinking':{'type':'enabled','budget_tokens':8192}}
          claude-3-7-sonnet-20250219 | high   | {'thinking':{'type':'enabled','budget_tokens':16384}}
          claude-opus-4-6            | high   | {'thinking':{'type':'adaptive'},'reasoning_effort':'high'}
          """)
  void claude_is_told_in_its_own_words_at_its_own_address(
      String model, String effort, String fields) {
    ModelRef reasoning = ModelRef.of(model).withReasoning(true).withEffort(effort);
    assertThat(added(adapt(HELLO, reasoning, "https://api.anthropic.com/v1"))).isEqualTo(fields);
    Candidate messages =
        Candidate.builder(reasoning, URI.create("https://gateway.example/v1"))
            .apiFormat(Candidate.ANTHROPIC)
            .build();
    assertThat(added(RequestAdapter.adapt(HELLO, messages, Optional.empty(), Optional.empty())))
        .isEqualTo(fields);
  }

  @Test
  void claude_without_reasoning_loses_the_caller_s_thinking() {
    ChatRequest request =
        HELLO.toBuilder()
            .setJson("/thinking", "{\"type\":\"enabled\"}")
            .set("/reasoning_effort", "high")
            .build();
    Adaptation adaptation =
        adapt(request, ModelRef.of("claude-sonnet-4-5"), "https://api.anthropic.com/v1");
    assertThat(added(adaptation)).isEqualTo("{}");
    assertThat(adaptation.changes()).contains("thinking removed", "reasoning_effort removed");
  }

  @Test
  void claude_s_budget_leaves_half_of_the_tokens_for_the_answer() {
    ModelRef model = ModelRef.of("claude-sonnet-4-5").withReasoning(true);
    String base = "https://api.anthropic.com/v1";
    ChatRequest tight = HELLO.toBuilder().set("/max_tokens", 4000).build();
    assertThat(adapt(tight, model, base).request().json("/thinking/budget_tokens"))
        .contains("2000");
    ChatRequest tighter = HELLO.toBuilder().set("/max_completion_tokens", 2000).build();
    Adaptation adaptation = adapt(tighter, model, base);
    assertThat(adaptation.request().json("/thinking")).isEmpty();
    assertThat(adaptation.changes()).anyMatch(change -> change.startsWith("thinking not set"));
  }

  @Test
  void deepseek_s_own_api_takes_a_mode_at_the_top_level() {
    ChatRequest request =
        HELLO.toBuilder().setJson("/chat_template_kwargs", "{\"thinking\":true}").build();
    String base = "https://API.deepseek.com/v1";
    ModelRef model = ModelRef.of("deepseek-chat");
    assertThat(added(adapt(request, model, base))).isEqualTo("{'thinking':{'type':'disabled'}}");
    assertThat(added(adapt(request, model.withReasoning(true).withEffort("high"), base)))
        .isEqualTo("{'thinking':{'type':'enabled'},'reasoning_effort':'high'}");
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8000/v1, /chat_template_kwargs/reasoning_effort, /reasoning_effort",
    "https://api.openai.com/v1, /reasoning_effort, /chat_template_kwargs",
    "https://openrouter.ai/api/v1, /reasoning_effort, /chat_template_kwargs",
  })
  void a_configured_effort_stands_where_the_host_takes_it(String base, String at, String notAt) {
    ChatRequest request = HELLO.toBuilder().set("/reasoning_effort", "low").build();
    Adaptation adaptation =
        RequestAdapter.adapt(
            request,
            candidate(ModelRef.of("house-model").withReasoning(true), base),
            Optional.of(
                new ReasoningFamily(ReasoningFamily.Type.REASONING_EFFORT, "reasoning_effort")),
            Optional.of("high"));
    assertThat(adaptation.request().json(at)).contains("\"high\"");
    assertThat(adaptation.request().json(notAt)).isEmpty();
  }

  @Test
  void the_configured_family_goes_before_the_name() {
    Adaptation adaptation =
        RequestAdapter.adapt(
            HELLO,
            candidate(ModelRef.of("qwen3-max").withReasoning(true), LOCAL),
            Optional.of(
                new ReasoningFamily(
                    ReasoningFamily.Type.TOP_LEVEL_REASONING_EFFORT, "think/hard~")),
            Optional.empty());
    assertThat(added(adaptation)).isEqualTo("{'think/hard~':'medium'}");
  }

  @Test
  void the_decision_s_effort_goes_before_the_default() {
    ModelRef model = ModelRef.of("o3").withReasoning(true);
    Optional<String> standard = Optional.of("high");
    assertThat(
            added(RequestAdapter.adapt(HELLO, candidate(model, LOCAL), Optional.empty(), standard)))
        .isEqualTo("{'reasoning_effort':'high'}");
    assertThat(
            added(
                RequestAdapter.adapt(
                    HELLO, candidate(model.withEffort("low"), LOCAL), Optional.empty(), standard)))
        .isEqualTo("{'reasoning_effort':'low'}");
  }

  @Test
  void reasoning_off_keeps_the_caller_s_effort_where_it_cannot_be_said() {
    ChatRequest request = HELLO.toBuilder().set("/reasoning_effort", "low").build();
    assertThat(added(adapt(request, ModelRef.of("gpt-5"), LOCAL)))
        .isEqualTo("{'reasoning_effort':'low'}");
    assertThat(added(adapt(request, ModelRef.of("llama-3"), LOCAL)))
        .isEqualTo("{'reasoning_effort':'low'}");
  }

  @Test
  void everything_else_stays_in_its_place() {
    ChatRequest request =
        ChatRequest.fromJson(
            "{ \"model\": \"auto\", \"temperature\": 0.10,"
                + " \"chat_template_kwargs\": {\"a\": 1, \"enable_thinking\": true, \"z\": 2},"
                + " \"messages\": [], \"x_unknown\": 1e400 }");
    assertThat(adapt(request, ModelRef.of("qwen3"), LOCAL).request().toJson())
        .isEqualTo(
            "{\"model\":\"qwen3\",\"temperature\":0.10,"
                + "\"chat_template_kwargs\":{\"a\":1,\"enable_thinking\":false,\"z\":2},"
                + "\"messages\":[],\"x_unknown\":1E+400}");
  }

  @Test
  void a_template_field_that_is_no_object_becomes_one() {
    ChatRequest request = HELLO.toBuilder().set("/chat_template_kwargs", "odd").build();
    assertThat(added(adapt(request, ModelRef.of("qwen3"), LOCAL)))
        .isEqualTo("{'chat_template_kwargs':{'enable_thinking':false}}");
  }

  @Test
  void a_request_that_needs_no_change_is_returned_as_it_is() {
    ChatRequest request =
        ChatRequest.fromJson("{ \"model\":\"llama-3\",  \"messages\":[] }").toBuilder()
            .tenant("acme")
            .build();
    Adaptation adaptation = adapt(request, ModelRef.of("llama-3"), LOCAL);
    assertThat(adaptation.request()).isSameAs(request);
    assertThat(adaptation.changes()).isEmpty();
  }

  @Test
  void attributes_stay_and_an_adapter_s_name_is_sent() {
    Adaptation adaptation =
        adapt(
            HELLO.toBuilder().tenant("acme").build(),
            ModelRef.of("qwen3").withLora("house-style"),
            LOCAL);
    assertThat(adaptation.request().tenant()).contains("acme");
    assertThat(adaptation.request().model()).contains("house-style");
    assertThat(adaptation.changes())
        .containsExactly(
            "model set to \"house-style\"", "chat_template_kwargs.enable_thinking set to false");
  }

  @Property(tries = 300)
  void changes_never_tell_what_the_caller_wrote(@ForAll String text, @ForAll String model) {
    ChatRequest request =
        ChatRequest.user(text).toBuilder()
            .model("secret-" + model)
            .set("/chat_template_kwargs", "secret-kwargs")
            .set("/thinking", "secret-thinking")
            .set("/reasoning_effort", "secret-effort")
            .set("/max_tokens", "secret-limit")
            .build();
    for (String name : new String[] {"qwen3", "deepseek-chat", "gpt-5", "claude-opus-4-1", model}) {
      for (String base : new String[] {LOCAL, "https://api.anthropic.com/v1"}) {
        ModelRef ref = ModelRef.of(name).withReasoning(true);
        assertThat(String.join("\n", adapt(request, ref, base).changes())).doesNotContain("secret");
      }
    }
  }
}
