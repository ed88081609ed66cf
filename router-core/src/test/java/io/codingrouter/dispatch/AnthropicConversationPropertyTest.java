package io.codingrouter.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import java.net.URI;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a conversation is like, what is written of it is what their API takes. */
class AnthropicConversationPropertyTest {

  @Provide
  Arbitrary<ObjectNode> message() {
    Arbitrary<String> ids = Arbitraries.of("call_0", "call 1", "", "ü", "chatcmpl-tool-9");
    Arbitrary<String> texts = Arbitraries.of("hello", "", " ", "two\nlines ", "\u00fc");
    return Combinators.combine(
            Arbitraries.of("system", "user", "assistant", "tool", "developer", "function"),
            texts,
            ids.list().ofMaxSize(3),
            Arbitraries.integers().between(0, 3))
        .as(AnthropicConversationPropertyTest::message);
  }

  private static ObjectNode message(String role, String text, List<String> ids, int kind) {
    ObjectNode message = JsonTree.NODES.objectNode().put("role", role);
    if (kind == 0) {
      message.putArray("content").add(JsonTree.textBlock(text)).addObject().put("type", "odd");
    } else {
      message.put("content", text);
    }
    if (role.equals("tool")) {
      message.put("tool_call_id", ids.isEmpty() ? "none" : ids.get(0));
    } else if (role.equals("function")) {
      message.put("name", "f");
    } else if (role.equals("assistant")) {
      addCalls(message, ids, kind);
    }
    return message;
  }

  private static void addCalls(ObjectNode message, List<String> ids, int kind) {
    for (String id : ids) {
      message
          .withArray("tool_calls")
          .addObject()
          .put("id", id)
          .putObject("function")
          .put("name", "f")
          .put("arguments", kind == 1 ? "{\"a\":1.10}" : "[odd");
    }
    if (kind == 2) {
      message
          .putArray("thinking_blocks")
          .addObject()
          .put("type", "thinking")
          .put("thinking", "")
          .put("signature", "s")
          .put("index", ids.size());
    } else if (kind == 3) {
      message.put("reasoning", "of another");
      message.putObject("function_call").put("name", "f").put("arguments", "");
    }
  }

  private static String written(List<ObjectNode> messages, String fields) {
    ObjectNode body = JsonTree.object("{\"model\":\"claude-sonnet-4-5\"" + fields + "}");
    ArrayNode array = body.putArray("messages");
    messages.forEach(array::add);
    Candidate candidate =
        Candidate.builder(ModelRef.of("claude-sonnet-4-5"), URI.create("https://a.example/v1"))
            .apiFormat(Candidate.ANTHROPIC)
            .build();
    return ApiFormat.adapt(
            ChatRequest.fromJson(JsonTree.write(body)), candidate, OptionalInt.empty())
        .request()
        .toJson();
  }

  @Property(tries = 500)
  void any_conversation_is_one_that_their_api_takes(
      @ForAll("conversation") List<ObjectNode> messages, @ForAll("fields") String fields) {
    String body = written(messages, fields);
    if (JsonTree.object(body).path("messages").isEmpty()) {
      return; // nothing was said at all
    }
    AnthropicApi.accepts(body);
  }

  @Property(tries = 500)
  void a_turn_begins_as_the_turn_before_it(@ForAll("conversation") List<ObjectNode> messages) {
    List<ObjectNode> first =
        Stream.concat(messages.stream(), Stream.of(message("user", "and", List.of(), 1))).toList();
    List<ObjectNode> next =
        Stream.concat(
                first.stream(),
                Stream.of(
                    message("assistant", "well", List.of(), 1),
                    message("user", "more", List.of(), 1)))
            .toList();
    String before = written(first, "");
    assertThat(written(next, "")).startsWith(before.substring(0, before.length() - 2));
  }

  @Provide
  Arbitrary<List<ObjectNode>> conversation() {
    return message().list().ofMaxSize(9);
  }

  @Provide
  Arbitrary<String> fields() {
    return Arbitraries.of(
        "",
        ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]",
        ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],"
            + "\"tool_choice\":\"required\",\"thinking\":{\"type\":\"adaptive\"}",
        ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":99999},\"max_tokens\":3000",
        ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},\"temperature\":0.3,"
            + "\"top_k\":4");
  }
}
