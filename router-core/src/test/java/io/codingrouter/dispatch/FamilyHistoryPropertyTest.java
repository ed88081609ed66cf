package io.codingrouter.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a conversation is like, hosted models get each call with its one result behind it. */
class FamilyHistoryPropertyTest {

  @Provide
  Arbitrary<List<ObjectNode>> conversation() {
    return Combinators.combine(
            Arbitraries.of("user", "assistant", "tool"),
            Arbitraries.of("call_0", "call 1", "x".repeat(50), "").list().ofMaxSize(3))
        .as(FamilyHistoryPropertyTest::message)
        .list()
        .ofMaxSize(8);
  }

  private static ObjectNode message(String role, List<String> ids) {
    ObjectNode message = JsonTree.NODES.objectNode().put("role", role).put("content", "said");
    if (role.equals("tool")) {
      message.put("tool_call_id", ids.isEmpty() ? "call_0" : ids.get(0));
    } else if (role.equals("assistant") && !ids.isEmpty()) {
      ArrayNode calls = message.putArray("tool_calls");
      ids.forEach(id -> calls.addObject().put("id", id).put("type", "function"));
    }
    return message;
  }

  private static JsonNode fitted(String model, List<ObjectNode> messages) {
    ObjectNode body = JsonTree.NODES.objectNode();
    messages.forEach(body.putArray("messages")::add);
    Candidate candidate =
        Candidate.builder(ModelRef.of(model), URI.create("https://models.example/v1")).build();
    ChatRequest request = ChatRequest.fromJson(JsonTree.write(body));
    return JsonTree.object(
            ApiFormat.adapt(request, candidate, OptionalInt.empty()).request().toJson())
        .path("messages");
  }

  @Property(tries = 300)
  void every_call_has_its_result(
      @ForAll("conversation") List<ObjectNode> messages, @ForAll("model") String model) {
    Set<String> open = new LinkedHashSet<>();
    Set<String> used = new LinkedHashSet<>();
    for (JsonNode message : fitted(model, messages)) {
      if (message.path("role").asText().equals("tool")) {
        assertThat(open.remove(message.path("tool_call_id").asText())).isTrue();
        continue;
      }
      assertThat(open).isEmpty();
      for (JsonNode call : message.path("tool_calls")) {
        String id = call.path("id").asText();
        assertThat(id).isNotEmpty().hasSizeLessThanOrEqualTo(40).doesNotContain(" ");
        assertThat(used.add(id)).isTrue();
        open.add(id);
      }
    }
    assertThat(open).isEmpty();
  }

  @Property(tries = 300)
  void a_conversation_begins_as_it_began(
      @ForAll("conversation") List<ObjectNode> messages, @ForAll("model") String model) {
    ObjectNode next = message("user", List.of());
    List<ObjectNode> more = new ArrayList<>(messages);
    more.add(next);
    JsonNode before = fitted(model, messages);
    JsonNode after = fitted(model, more);
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.get(i)).isEqualTo(before.get(i));
    }
  }

  @Provide
  Arbitrary<String> model() {
    return Arbitraries.of("gpt-5.1", "gemini-2.5-pro", "gemini-3-pro", "mistral-large");
  }
}
