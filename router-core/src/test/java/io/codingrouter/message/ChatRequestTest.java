package io.codingrouter.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ChatRequestTest {
  private static final String ODD_BODY =
      "{ \"messages\" : [ {\"role\":\"user\",\"content\":\"hi\"} ],\n"
          + "\t\"temperature\": 0.10, \"x_unknown\": {\"b\":1, \"a\":[1e-7, null]}, \"model\":\"m\" }";

  @Test
  void an_untouched_body_keeps_its_characters() {
    assertThat(ChatRequest.fromJson(ODD_BODY).toJson()).isEqualTo(ODD_BODY);
    assertThat(ChatRequest.fromJson(ODD_BODY).toBuilder().tenant("t").build().toJson())
        .isEqualTo(ODD_BODY);
  }

  @Test
  void a_changed_body_keeps_field_order_exact_decimals_and_unknown_fields() {
    ChatRequest changed = ChatRequest.fromJson(ODD_BODY).toBuilder().model("other").build();
    assertThat(changed.toJson())
        .isEqualTo(
            "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"temperature\":0.10,"
                + "\"x_unknown\":{\"b\":1,\"a\":[1E-7,null]},\"model\":\"other\"}");
  }

  @Test
  void a_change_leaves_the_original_alone() {
    ChatRequest original = ChatRequest.fromJson(ODD_BODY);
    original.toBuilder().set("/x_unknown/a/0", 5).user("more").remove("/temperature").build();
    assertThat(original.toJson()).isEqualTo(ODD_BODY);
    assertThat(original.messages()).hasSize(1);
  }

  @Test
  void a_request_of_one_user_message_names_no_model() {
    ChatRequest request = ChatRequest.user("hello");
    assertThat(request.model()).isEmpty();
    assertThat(request.messages()).hasSize(1);
    assertThat(request.messages().get(0).role()).isEqualTo("user");
    assertThat(request.messages().get(0).text()).isEqualTo("hello");
  }

  @Test
  void any_value_is_read_and_set_by_pointer() {
    ChatRequest request =
        ChatRequest.builder()
            .set("/metadata/team", "red")
            .set("/stop", List.of("a", "b"))
            .set("/logit_bias", Map.of("50256", -100))
            .set("/stop/2", "c")
            .setJson("/seed", "42")
            .build();
    assertThat(request.json("/metadata")).contains("{\"team\":\"red\"}");
    assertThat(request.json("/stop")).contains("[\"a\",\"b\",\"c\"]");
    assertThat(request.json("/stop/1")).contains("\"b\"");
    assertThat(request.json("/seed")).contains("42");
    assertThat(request.json("/nothing/here")).isEmpty();
    assertThat(request.toBuilder().remove("/metadata/team").build().json("/metadata"))
        .contains("{}");
    assertThatIllegalArgumentException().isThrownBy(() -> request.toBuilder().set("stop", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> request.toBuilder().set("/stop/9", 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> request.toBuilder().set("/x", Double.NaN));
  }

  @Test
  void content_is_seen_part_by_part() {
    ChatMessage message =
        ChatRequest.fromJson(
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"one\"},"
                    + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"u\"}},"
                    + "{\"type\":\"input_text\",\"text\":\"two\"},\"three\",7]}]}")
            .messages()
            .get(0);
    assertThat(message.text()).isEqualTo("one\ntwo\nthree");
    assertThat(message.parts()).hasSize(5);
  }

  @Test
  void malformed_messages_are_kept_and_have_no_text() {
    for (String messages : List.of("7", "{}", "[7]", "[{}]", "[{\"content\":5}]", "[[]]", "null")) {
      String body = "{\"messages\":" + messages + "}";
      ChatRequest request = ChatRequest.fromJson(body);
      assertThat(request.toJson()).isEqualTo(body);
      assertThat(request.messages()).allSatisfy(m -> assertThat(m.text()).isEmpty());
    }
  }

  @Test
  void attributes_are_not_sent() {
    ChatRequest request =
        ChatRequest.user("x").toBuilder()
            .tenant("acme")
            .session("s1")
            .endUser("ann")
            .label("team", "red")
            .timeout(Duration.ofSeconds(3))
            .seed(7)
            .build();
    assertThat(request.toJson()).isEqualTo(ChatRequest.user("x").toJson());
    assertThat(request.tenant()).contains("acme");
    assertThat(request.session()).contains("s1");
    assertThat(request.endUser()).contains("ann");
    assertThat(request.labels()).containsExactly(Map.entry("team", "red"));
    assertThat(request.timeout()).contains(Duration.ofSeconds(3));
    assertThat(request.seed()).hasValue(7);
    assertThat(request).isNotEqualTo(ChatRequest.user("x")).isEqualTo(request.toBuilder().build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> request.toBuilder().timeout(Duration.ZERO));
  }

  @Test
  void what_is_no_json_object_is_refused_without_quoting_it() {
    for (String bad :
        List.of(
            "",
            "   ",
            "sk-secret",
            "[\"sk-secret\"]",
            "{\"a\":\"sk-secret\"",
            "{\"a\":\"sk-secret\"} trailing",
            "{\"sk-secret\":1,\"sk-secret\":2}",
            "{\"a\":sk-secret}",
            "[".repeat(100_000),
            "{\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ChatRequest.fromJson(bad))
          .withMessageNotContaining("sk-secret")
          .withNoCause();
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChatRequest.fromJson("{\"a\":1,\"a\":2}"))
        .withMessageContaining("duplicate key");
  }

  @Test
  void nothing_prints_what_is_asked() {
    ChatRequest request = ChatRequest.user("my password is hunter2");
    assertThat(request.toString() + request.messages() + request.messages().get(0).parts())
        .doesNotContain("hunter2");
  }

  @Property(tries = 300)
  void what_is_written_reads_back_equal(@ForAll @From("texts") String text) {
    ChatRequest request = ChatRequest.builder().system(text).user(text).set("/x", text).build();
    ChatRequest read = ChatRequest.fromJson(request.toJson());
    assertThat(read).isEqualTo(request);
    assertThat(read.messages().get(1).text()).isEqualTo(text);
  }

  @Property(tries = 2_000)
  void reading_anything_throws_nothing_but_its_own(@ForAll @From("mutations") String json) {
    Throwable thrown = catchThrowable(() -> ChatRequest.fromJson(json).messages());
    if (thrown != null) {
      assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasNoCause();
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().all().ofMaxLength(40); // lone surrogates included
  }

  @Provide
  Arbitrary<String> mutations() {
    Arbitrary<Integer> at = Arbitraries.integers().between(0, ODD_BODY.length());
    Arbitrary<String> piece =
        Arbitraries.of(
            "{", "}", "[", "]", "\"", ",", ":", "1e999999999", "\\u", "\\ud800", "\0", "nul");
    return Combinators.combine(at, at, piece)
        .as(
            (a, b, insert) ->
                ODD_BODY.substring(0, Math.min(a, b))
                    + insert
                    + ODD_BODY.substring(Math.max(a, b)));
  }

  @Test
  void an_element_is_added_behind_the_last() {
    ChatRequest request =
        ChatRequest.user("one").toBuilder()
            .setJson("/messages/-", "{\"role\":\"assistant\",\"content\":\"two\"}")
            .build();
    assertThat(request.messages()).extracting(ChatMessage::text).containsExactly("one", "two");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChatRequest.user("one").toBuilder().set("/messages/last", "two"))
        .withMessageContaining("index");
  }

  @Test
  void was_shorter_earlier_in_the_conversation() {
    ChatRequest request =
        ChatRequest.builder().model("auto").user("one").assistant("two").user("three").build();
    assertThat(request.upTo(2).messages())
        .extracting(ChatMessage::text)
        .containsExactly("one", "two");
    assertThat(request.upTo(2).model()).contains("auto");
    assertThat(request.upTo(3)).isSameAs(request);
    assertThat(request.messages()).hasSize(3);
  }
}
