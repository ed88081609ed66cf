package io.codingrouter.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.codingrouter.embedding.EmbeddingModel;
import io.codingrouter.message.ChatRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReaskSignalTest {
  private final List<String> embedded = new ArrayList<>();

  /** Texts are written as angles: their cosines can be read off. */
  private final EmbeddingModel angles =
      EmbeddingModel.of(
          "angles",
          2,
          text -> {
            embedded.add(text);
            if (text.startsWith("fail")) {
              throw new IllegalStateException("down");
            }
            double angle = Math.toRadians(Double.parseDouble(text));
            return new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
          });

  /** A conversation in which a human says these, the last one now. */
  private static ChatRequest conversation(String... asks) {
    StringBuilder messages = new StringBuilder("{\"role\": \"system\", \"content\": \"be brief\"}");
    for (int i = 0; i < asks.length; i++) {
      messages.append(", {\"role\": \"user\", \"content\": \"").append(asks[i]).append("\"}");
      if (i < asks.length - 1) {
        messages.append(", {\"role\": \"assistant\", \"content\": \"77\"}");
      }
    }
    return ChatRequest.fromJson("{\"messages\": [" + messages + "]}");
  }

  private SignalMatches match(ChatRequest request, SignalRule... rules) {
    return SignalIndex.compile(
            List.of(rules),
            List.of(),
            new Instruments(
                List.of(), TokenCounter.estimate(), Instruments.LANGUAGES, () -> angles))
        .match(Envelopes.standard().read(request));
  }

  private static ReaskRule rule(int turns) {
    return new ReaskRule("again" + turns, 0.8, turns);
  }

  private static double cos(double degrees) {
    return Math.cos(Math.toRadians(degrees));
  }

  @Test
  void fires_when_the_ask_is_close_to_the_one_before() {
    SignalMatches matches = match(conversation("90", "0", "30"), rule(1));
    assertThat(matches.result(0).matched()).isTrue();
    assertThat(matches.result(0).score()).isEqualTo(cos(30), within(1e-6));
    assertThat(matches.evidence(0)).containsExactly("0.87 to the ask before");
  }

  @Test
  void does_not_fire_when_something_else_was_asked_in_between() {
    SignalMatches matches = match(conversation("30", "90", "30"), rule(1));
    assertThat(matches.result(0)).isEqualTo(SignalResult.MISS);
    assertThat(matches.evidence(0)).containsExactly("0.50 to the ask before");
  }

  @Test
  void does_not_fire_on_the_first_ask() {
    SignalMatches matches = match(conversation("30"), rule(1));
    assertThat(matches.result(0)).isEqualTo(SignalResult.MISS);
    assertThat(matches.evidence(0)).containsExactly("nothing was asked before");
    assertThat(embedded).isEmpty();
  }

  @Test
  void every_ask_that_is_looked_back_on_must_be_repeated() {
    assertThat(match(conversation("10", "20", "30"), rule(2)).result(0).score())
        .isEqualTo(cos(20), within(1e-6));
    assertThat(match(conversation("99", "20", "30"), rule(2)).result(0).matched()).isFalse();
  }

  @Test
  void nothing_is_embedded_where_too_little_was_asked_before() {
    SignalMatches matches = match(conversation("20", "30"), rule(2));
    assertThat(matches.result(0).matched()).isFalse();
    assertThat(matches.evidence(0)).containsExactly("fewer than 2 asks before");
    assertThat(embedded).isEmpty();
  }

  @Test
  void of_those_that_would_fire_only_those_do_that_look_back_furthest() {
    SignalMatches twice = match(conversation("20", "30"), rule(1), rule(2));
    assertThat(twice.result(0).matched()).isTrue();
    assertThat(twice.result(1).matched()).isFalse();
    SignalMatches thrice = match(conversation("10", "20", "30"), rule(1), rule(2));
    assertThat(thrice.result(0).matched()).isFalse();
    assertThat(thrice.result(1).matched()).isTrue();
    assertThat(thrice.evidence(0))
        .containsExactly("0.98 to the ask before", "again2 looks back further");
  }

  @Test
  void the_same_words_are_the_same_without_a_model() {
    SignalMatches matches = match(conversation("fail", "fail"), rule(1));
    assertThat(matches.result(0)).isEqualTo(SignalResult.HIT);
    assertThat(embedded).isEmpty();
  }

  @Test
  void the_ask_is_embedded_once_for_all_signals_and_no_more_asks_than_matter() {
    EmbeddingRule near = EmbeddingRule.builder("near").candidates("0").build();
    SignalMatches matches = match(conversation("1", "2", "90", "20", "30"), near, rule(1), rule(3));
    for (int i = 0; i < 3; i++) {
      matches.result(i);
    }
    assertThat(embedded).containsExactly("0", "30", "20", "90");
  }

  @Test
  void a_model_that_fails_is_not_asked_again() {
    SignalMatches matches =
        match(conversation("fail", "30"), rule(1), new ReaskRule("other", 0.9, 1));
    assertThat(matches.result(0)).isEqualTo(SignalResult.MISS);
    assertThat(matches.result(1)).isEqualTo(SignalResult.MISS);
    assertThat(matches.hasFailed(0)).isTrue();
    assertThat(matches.hasFailed(1)).isTrue();
    assertThat(embedded).containsExactly("30", "fail");
    assertThat(matches.evidence(0)).containsExactly("failed with IllegalStateException");
  }

  @Test
  void what_agents_wrap_around_an_ask_does_not_count() {
    String reminder = "<system-reminder>the date has changed</system-reminder>";
    SignalMatches matches = match(conversation("30" + reminder, reminder, "30"), rule(1));
    assertThat(matches.result(0)).isEqualTo(SignalResult.HIT);
  }

  @Test
  void a_tool_loop_keeps_what_its_turn_found() {
    ChatRequest loop =
        ChatRequest.fromJson(
            """
            {"messages": [
              {"role": "user", "content": "20"},
              {"role": "assistant", "content": "77"},
              {"role": "user", "content": "30"},
              {"role": "assistant", "content": null, "tool_calls": [
                {"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}]},
              {"role": "tool", "tool_call_id": "c", "content": "90"}]}
            """);
    assertThat(match(loop, rule(1)).result(0).matched()).isTrue();
  }

  @Test
  void of_a_long_earlier_ask_the_start_is_compared() {
    String longAsk = "1".repeat(8_191) + "\\uD83D\\uDE00" + "2".repeat(9);
    match(conversation(longAsk, "30"), rule(1)).result(0);
    assertThat(embedded).hasSize(2);
    assertThat(embedded.get(1)).hasSize(8_191);
  }

  @Test
  void the_evidence_outlives_the_request() {
    SignalMatches matches = match(conversation("0", "30"), rule(1));
    matches.result(0);
    matches.seal();
    assertThat(matches.evidence(0)).containsExactly("0.87 to the ask before");
  }

  @Test
  void the_built_in_model_tells_a_repeat_from_another_question() {
    Instruments standard = Instruments.STANDARD;
    SignalIndex index = SignalIndex.compile(List.of(rule(1)), List.of(), standard);
    assertThat(fires(index, "How do I undo the last commit?", "how can i undo my last commit"))
        .isTrue();
    assertThat(fires(index, "How do I undo the last commit?", "Now push it to the other remote"))
        .isFalse();
  }

  private static boolean fires(SignalIndex index, String before, String now) {
    return index.match(Envelopes.standard().read(conversation(before, now))).result(0).matched();
  }
}
