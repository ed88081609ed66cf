package io.codingrouter.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.embedding.EmbeddingModel;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.signal.ConversationRule.Source;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals that read what a request is, rather than what it says. */
class RequestSignalsTest {
  private static final ChatRequest LOOP =
      ChatRequest.fromJson(
          """
          {"messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "developer", "content": "Use tools."},
            {"role": "user", "content": [{"type": "text", "text": "What is this?"},
              {"type": "image_url", "image_url": {"url": "data:,"}}]},
            {"role": "assistant", "content": null, "tool_calls": [{"id": "a"}, {"id": "b"}]},
            {"role": "tool", "tool_call_id": "a", "content": "1"},
            {"role": "tool", "tool_call_id": "b", "content": "2"},
            {"role": "assistant", "content": "Again.", "tool_calls": [{"id": "c"}]},
            {"role": "tool", "tool_call_id": "c", "content": "3"}],
           "tools": [{"type": "function", "function": {"name": "look"}}],
           "tool_choice": "required"}
          """);

  private static SignalMatches match(SignalRule rule, ChatRequest request) {
    return match(rule, request, Instruments.STANDARD);
  }

  private static SignalMatches match(SignalRule rule, ChatRequest request, Instruments with) {
    return SignalIndex.compile(List.of(rule), List.of(), with)
        .match(Envelopes.standard().read(request));
  }

  private static Bounds bounds(double least, double most) {
    return new Bounds(
        OptionalDouble.empty(),
        OptionalDouble.of(least),
        OptionalDouble.empty(),
        OptionalDouble.of(most));
  }

  @ParameterizedTest
  @CsvSource({
    "MESSAGE, '', 8",
    "MESSAGE, user, 1",
    "MESSAGE, developer, 1",
    "MESSAGE, tool, 3",
    "MESSAGE, non_user, 7",
    "TOOL_DEFINITION, '', 1",
    "ASSISTANT_TOOL_CALL, '', 3",
    "ASSISTANT_TOOL_CYCLE, '', 2",
    "ACTIVE_TOOL_LOOP, '', 1",
    "IMAGE_CONTENT, '', 1",
    "TOOL_CHOICE_REQUIRED, '', 1"
  })
  void counts_what_a_conversation_is_made_of(Source source, String role, int count) {
    assertThat(fires(source, role, bounds(count, count), LOOP)).isTrue();
    assertThat(fires(source, role, bounds(0, count - 1), LOOP)).isFalse();
    assertThat(fires(source, role, Bounds.NONE, LOOP)).isTrue();
  }

  @Test
  void a_plain_ask_is_no_loop_and_has_no_images_or_tools() {
    ChatRequest plain = ChatRequest.user("hello");
    for (Source source : Source.values()) {
      assertThat(fires(source, "", Bounds.NONE, plain)).isEqualTo(source == Source.MESSAGE);
    }
  }

  private static boolean fires(Source source, String role, Bounds count, ChatRequest request) {
    return match(new ConversationRule("c", source, role, "", count), request).result(0).matched();
  }

  private static final ChatRequest TOOLS =
      ChatRequest.fromJson(
          """
          {"messages": [
            {"role": "user", "content": "Go on."},
            {"role": "assistant", "tool_calls": [
              {"id": "1", "type": "function", "function": {"name": "look"}},
              {"id": "2", "type": "function", "function": {"name": "grep"}},
              {"id": "3", "function": {"name": "look"}}]},
            {"role": "assistant", "function_call": {"name": "look"}},
            {"role": "assistant", "tool_calls": [{"id": "4", "type": "custom",
              "custom": {"name": "shell"}}]}],
           "tools": [{"type": "function", "function": {"name": "look"}},
            {"type": "function", "name": "grep"}, {"type": "web_search"}],
           "functions": [{"name": "look"}]}
          """);

  @ParameterizedTest
  @CsvSource({
    "TOOL_DEFINITION, look, 2",
    "TOOL_DEFINITION, grep, 1",
    "TOOL_DEFINITION, web_search, 1",
    "TOOL_DEFINITION, Look, 0",
    "TOOL_DEFINITION, function, 0",
    "ASSISTANT_TOOL_CALL, look, 3",
    "ASSISTANT_TOOL_CALL, shell, 1",
    "ASSISTANT_TOOL_CALL, web_search, 0",
    "ASSISTANT_TOOL_CYCLE, look, 2",
    "ASSISTANT_TOOL_CYCLE, grep, 1"
  })
  void counts_tools_by_name(Source source, String tool, int count) {
    ConversationRule exactly = new ConversationRule("c", source, "", tool, bounds(count, count));
    ConversationRule any = new ConversationRule("c", source, "", tool, Bounds.NONE);
    SignalMatches matches = match(exactly, TOOLS);
    assertThat(matches.result(0).matched()).isTrue();
    assertThat(matches.evidence(0))
        .containsExactly(count + " of " + source.configName() + " " + tool);
    assertThat(match(any, TOOLS).result(0).matched()).isEqualTo(count > 0);
  }

  @Test
  void conversation_says_what_it_counted_even_when_the_request_is_forgotten() {
    SignalMatches matches =
        match(new ConversationRule("c", Source.MESSAGE, "tool", "", bounds(5, 9)), LOOP);
    assertThat(matches.result(0).matched()).isFalse();
    matches.seal();
    assertThat(matches.evidence(0)).containsExactly("3 of message");
  }

  @Test
  void context_has_both_ends_inclusive_and_reads_all_messages_and_the_tools() {
    Instruments characters =
        new Instruments(List.of(), String::length, Instruments.LANGUAGES, EmbeddingModel::embedded);
    int size = "Be brief.\nUse tools.\nWhat is this?\n1\n2\nAgain.\n3".length();
    size += LOOP.json("/tools").orElseThrow().length();
    assertThat(context(bounds(size, size), characters)).isTrue();
    assertThat(context(bounds(0, size - 1), characters)).isFalse();
    assertThat(context(bounds(size + 1, 9_000), characters)).isFalse();
  }

  private static boolean context(Bounds bounds, Instruments with) {
    return match(new ContextRule("long", bounds), LOOP, with).result(0).matched();
  }

  @Test
  void tokens_are_counted_once_for_all_context_signals() {
    int[] counted = new int[1];
    Instruments counting =
        new Instruments(
            List.of(),
            text -> {
              counted[0]++;
              return 7;
            },
            Instruments.LANGUAGES,
            EmbeddingModel::embedded);
    SignalMatches matches =
        SignalIndex.compile(
                List.of(
                    new ContextRule("a", bounds(0, 9)),
                    new ContextRule("b", bounds(8, 9)),
                    new ContextRule("c", bounds(7, 7))),
                List.of(),
                counting)
            .match(Envelopes.standard().read(ChatRequest.user("hello")));
    assertThat(matches.result(0).matched()).isTrue();
    assertThat(matches.result(1).matched()).isFalse();
    assertThat(matches.result(2).matched()).isTrue();
    assertThat(counted[0]).isEqualTo(1);
    assertThat(matches.evidence(1)).containsExactly("about 7 tokens");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "word, 1",
    "'The quick brown fox jumps over the lazy dog', 11",
    "'1234567890', 4",
    "'    x', 1",
    "你好世界, 4",
    "Привет, 3",
    "'();', 2"
  })
  void estimates_tokens_by_script(String text, int tokens) {
    assertThat(TokenCounter.estimate().count(text)).isEqualTo(tokens);
  }

  @Test
  void estimate_stands_a_text_of_any_size() {
    assertThat(TokenCounter.estimate().count("界".repeat(2_000_000))).isEqualTo(2_000_000);
  }

  @Test
  void metadata_is_compared_as_text() {
    ChatRequest request =
        ChatRequest.user("hello").toBuilder()
            .set("/metadata/consent", "den\"ied")
            .set("/metadata/level", 3)
            .build();
    assertThat(metadata("consent", new Presence(List.of("den\"ied")), request)).isTrue();
    assertThat(metadata("consent", new Presence(List.of("a", "b")), request)).isFalse();
    assertThat(metadata("level", new Presence(List.of("2", "3")), request)).isTrue();
    assertThat(metadata("level", Presence.ANY, request)).isTrue();
    assertThat(metadata("absent", Presence.ANY, request)).isFalse();
  }

  private static boolean metadata(String key, Presence value, ChatRequest request) {
    return match(new MetadataRule("m", key, value), request).result(0).matched();
  }

  @Test
  void labels_are_the_applications_and_not_the_bodys() {
    ChatRequest labelled = ChatRequest.user("hello").toBuilder().label("team", "red").build();
    ChatRequest forged = ChatRequest.user("hello").toBuilder().set("/metadata/team", "red").build();
    LabelRule rule = new LabelRule("red", "team", new Presence(List.of("red")));
    assertThat(match(rule, labelled).result(0).matched()).isTrue();
    assertThat(match(rule, forged).result(0).matched()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"none\" | false | true",
        "\"auto\" | false | false",
        "null | false | false",
        "{\"type\": \"function\", \"function\": {\"name\": \"look\"}} | true | false"
      })
  void a_choice_of_tools_demands_a_call_or_forbids_it(
      String choice, boolean demands, boolean forbids) {
    ChatRequest request =
        ChatRequest.fromJson("{\"messages\": [], \"tool_choice\": " + choice + "}");
    assertThat(fires(Source.TOOL_CHOICE_REQUIRED, "", Bounds.NONE, request)).isEqualTo(demands);
    assertThat(fires(Source.TOOL_CHOICE_NONE, "", Bounds.NONE, request)).isEqualTo(forbids);
    assertThat(fires(Source.FLOW_TOOL_STATE, "", Bounds.NONE, request)).isFalse();
  }
}
