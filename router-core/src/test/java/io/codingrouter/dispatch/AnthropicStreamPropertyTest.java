package io.codingrouter.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any reply, cut into events anywhere, is the reply. */
class AnthropicStreamPropertyTest {

  @Provide
  Arbitrary<ObjectNode> reply() {
    Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(12);
    Arbitrary<ObjectNode> block =
        Combinators.combine(Arbitraries.integers().between(0, 4), texts, texts)
            .as(AnthropicStreamPropertyTest::block);
    return Combinators.combine(
            block.list().ofMaxSize(6),
            Arbitraries.of("end_turn", "tool_use", "max_tokens", "stop_sequence", "odd"),
            Arbitraries.integers().between(0, 1000))
        .as(AnthropicStreamPropertyTest::reply);
  }

  private static ObjectNode block(int kind, String text, String more) {
    ObjectNode block = JsonTree.NODES.objectNode();
    switch (kind) {
      case 0, 1 -> block.put("type", "text").put("text", text);
      case 2 -> block.put("type", "thinking").put("thinking", text).put("signature", more);
      case 3 -> block.put("type", "redacted_thinking").put("data", text);
      default -> {
        block.put("type", more.isEmpty() ? "server_tool_use" : "tool_use");
        block.put("id", "toolu_" + text.length()).put("name", "f").putObject("input");
        if (text.length() > 3) {
          block.withObject("input").put(text, more);
        }
      }
    }
    return block;
  }

  private static ObjectNode reply(List<ObjectNode> blocks, String reason, int tokens) {
    ObjectNode reply = JsonTree.NODES.objectNode().put("id", "msg").put("type", "message");
    reply.put("role", "assistant").put("model", "claude");
    ArrayNode content = reply.putArray("content");
    blocks.forEach(content::add);
    reply.put("stop_reason", reason);
    reply.put("stop_sequence", reason.equals("stop_sequence") ? "END" : null);
    reply.putObject("usage").put("input_tokens", tokens).put("output_tokens", tokens + 7);
    return reply;
  }

  private static List<ObjectNode> events(ObjectNode reply, Random random) {
    List<ObjectNode> events = new ArrayList<>();
    ObjectNode begun = reply.deepCopy();
    begun.putNull("stop_reason").putNull("stop_sequence").putArray("content");
    begun.withObject("usage").put("output_tokens", 1);
    event(events, "message_start").set("message", begun);
    int index = 0;
    for (JsonNode block : reply.path("content")) {
      event(events, "ping");
      cut((ObjectNode) block.deepCopy(), index++, random, events);
    }
    ObjectNode last = event(events, "message_delta");
    last.putObject("delta")
        .put("stop_reason", reply.path("stop_reason").asText())
        .set("stop_sequence", reply.path("stop_sequence"));
    last.putObject("usage").set("output_tokens", reply.at("/usage/output_tokens"));
    event(events, "message_stop");
    return events;
  }

  private static ObjectNode event(List<ObjectNode> events, String type) {
    ObjectNode event = JsonTree.NODES.objectNode().put("type", type);
    events.add(event);
    return event;
  }

  private static void cut(ObjectNode block, int index, Random random, List<ObjectNode> events) {
    List<ObjectNode> deltas = new ArrayList<>();
    switch (block.path("type").asText()) {
      case "text" -> pieces(block, "text", "text_delta", "text", random, deltas);
      case "thinking" -> {
        pieces(block, "thinking", "thinking_delta", "thinking", random, deltas);
        pieces(block, "signature", "signature_delta", "signature", random, deltas);
      }
      case "tool_use", "server_tool_use" -> {
        String input = JsonTree.write(block.path("input"));
        if (random.nextBoolean() || block.path("input").size() > 0) {
          block.put("input", input);
          pieces(block, "input", "input_json_delta", "partial_json", random, deltas);
          block.putObject("input");
        }
      }
      default -> {}
    }
    event(events, "content_block_start").put("index", index).set("content_block", block);
    for (ObjectNode delta : deltas) {
      event(events, "content_block_delta").put("index", index).set("delta", delta);
    }
    event(events, "content_block_stop").put("index", index);
  }

  private static void pieces(
      ObjectNode block,
      String field,
      String type,
      String name,
      Random random,
      List<ObjectNode> deltas) {
    String text = block.path(field).asText();
    block.put(field, "");
    int at = 0;
    while (at < text.length() || (deltas.isEmpty() && random.nextBoolean())) {
      int end = Math.min(text.length(), at + random.nextInt(4));
      deltas.add(JsonTree.NODES.objectNode().put("type", type).put(name, text.substring(at, end)));
      at = end;
    }
  }

  @Property(tries = 1000)
  void any_reply_cut_into_events_is_the_reply(
      @ForAll("reply") ObjectNode reply, @ForAll Random random) {
    ChatResponse whole = ApiFormat.read(ChatResponse.fromJson(JsonTree.write(reply)));
    List<ChatChunk> chunks =
        events(reply, random).stream().map(JsonTree::write).map(ChatChunk::fromJson).toList();
    assertThat(ApiFormat.read(ChatStream.of(chunks)).collect().toJson())
        .satisfies(
            json -> assertThat(JsonTree.object(json)).isEqualTo(JsonTree.object(whole.toJson())));
  }
}
