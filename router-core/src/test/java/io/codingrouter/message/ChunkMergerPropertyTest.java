package io.codingrouter.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any reply, cut into chunks anywhere, its choices in any turn, is the reply. */
class ChunkMergerPropertyTest {

  /** What one choice says. */
  private record Said(String text, String reasoning, List<String> arguments, String sound) {}

  @Provide
  Arbitrary<List<Said>> said() {
    Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(12);
    Arbitrary<String> sound =
        Arbitraries.bytes()
            .array(byte[].class)
            .ofMaxSize(20)
            .map(bytes -> Base64.getEncoder().encodeToString(bytes));
    return Combinators.combine(texts, texts, texts.list().ofMaxSize(3), sound)
        .as(Said::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  @Property(tries = 500)
  void a_reply_that_is_cut_into_chunks_collects_to_itself(
      @ForAll("said") List<Said> said, @ForAll long seed) {
    ObjectNode reply = reply(said);
    ChatResponse collected = ChatStream.of(chunks(reply, new Random(seed))).collect();
    assertThat(collected).isEqualTo(ChatResponse.of(reply));
  }

  @Property(tries = 100)
  void its_choices_can_be_read_apart(@ForAll("said") List<Said> said, @ForAll long seed) {
    List<ChatChunk> chunks = chunks(reply(said), new Random(seed));
    for (int i = 0; i < said.size(); i++) {
      StringBuilder text = new StringBuilder();
      String finished = "";
      for (ChatChunk chunk : chunks) {
        text.append(chunk.text(i));
        finished = chunk.finishReason(i).orElse(finished);
      }
      assertThat(text.toString()).isEqualTo(said.get(i).text());
      assertThat(finished).isEqualTo("stop");
    }
  }

  private static ObjectNode reply(List<Said> said) {
    ObjectNode reply = Json.NODES.objectNode().put("id", "c1").put("object", "chat.completion");
    reply.put("created", 7).put("model", "m").put("system_fingerprint", "fp");
    ArrayNode choices = reply.putArray("choices");
    for (Said each : said) {
      ObjectNode choice = choices.addObject().put("index", choices.size() - 1);
      ObjectNode message = choice.putObject("message").put("role", "assistant");
      boolean instead = !each.arguments().isEmpty() || !each.sound().isEmpty();
      message.put("content", each.text().isEmpty() && instead ? null : each.text());
      message.putNull("refusal");
      if (!each.reasoning().isEmpty()) {
        message.put("reasoning_content", each.reasoning());
      }
      for (String argument : each.arguments()) {
        ObjectNode call = message.withArray("tool_calls").addObject();
        call.put("id", "call_" + message.path("tool_calls").size()).put("type", "function");
        String json = Json.NODES.objectNode().put("x", argument).toString();
        call.putObject("function").put("name", "f").put("arguments", json);
      }
      if (!each.sound().isEmpty()) {
        message
            .putObject("audio")
            .put("id", "a1")
            .put("data", each.sound())
            .put("transcript", each.text())
            .put("expires_at", 9);
      }
      ArrayNode tokens = choice.putObject("logprobs").putArray("content");
      each.text().codePoints().forEach(c -> tokens.addObject().put("token", c).put("logprob", -1));
      choice.put("finish_reason", "stop");
    }
    reply.putObject("usage").put("prompt_tokens", 3).put("completion_tokens", 4);
    return reply;
  }

  /** The chunks of a reply; those of different choices come in any turn. */
  private static List<ChatChunk> chunks(ObjectNode reply, Random random) {
    List<List<ObjectNode>> parts = new ArrayList<>();
    reply.path("choices").forEach(choice -> parts.add(parts(choice, random)));
    List<ObjectNode> chosen = new ArrayList<>();
    List<Integer> turns = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      turns.addAll(Collections.nCopies(parts.get(i).size(), i));
    }
    Collections.shuffle(turns, random);
    turns.forEach(turn -> chosen.add(parts.get(turn).remove(0)));
    List<ChatChunk> chunks = new ArrayList<>();
    for (ObjectNode choice : chosen) {
      ObjectNode chunk = head(reply);
      chunk.putArray("choices").add(choice);
      chunks.add(ChatChunk.fromJson(chunk.putNull("usage").toString()));
    }
    ObjectNode last = head(reply);
    last.putArray("choices");
    last.set("usage", reply.path("usage"));
    chunks.add(ChatChunk.fromJson(last.toString()));
    return chunks;
  }

  private static ObjectNode head(ObjectNode reply) {
    ObjectNode head = Json.NODES.objectNode();
    head.setAll(reply);
    head.remove(List.of("choices", "usage"));
    return head.put("object", "chat.completion.chunk").put("obfuscation", "xy");
  }

  private static List<ObjectNode> parts(JsonNode choice, Random random) {
    JsonNode message = choice.path("message");
    List<ObjectNode> parts = new ArrayList<>();
    ObjectNode first = part(choice, parts);
    first.put("role", "assistant").putNull("refusal");
    first.set("content", message.path("content").isNull() ? null : Json.NODES.textNode(""));
    cut(message.path("reasoning_content"), random)
        .forEach(piece -> part(choice, parts).put("reasoning_content", piece));
    cut(message.path("content"), random)
        .forEach(piece -> part(choice, parts).put("content", piece));
    for (JsonNode token : choice.path("logprobs").path("content")) {
      part(choice, parts);
      parts.get(parts.size() - 1).putObject("logprobs").putArray("content").add(token);
    }
    int number = 0;
    for (JsonNode call : message.path("tool_calls")) {
      int index = number++;
      ObjectNode begun = part(choice, parts).withArray("tool_calls").addObject();
      begun.put("index", index).put("id", call.path("id").asText()).put("type", "function");
      begun.putObject("function").put("name", "f").put("arguments", "");
      for (String piece : cut(call.path("function").path("arguments"), random)) {
        ObjectNode more = part(choice, parts).withArray("tool_calls").addObject();
        more.put("index", index).putObject("function").put("arguments", piece);
      }
    }
    audio(choice, parts, random);
    part(choice, parts);
    parts
        .get(parts.size() - 1)
        .put("finish_reason", "stop")
        .putObject("logprobs")
        .putArray("content");
    return parts;
  }

  private static void audio(JsonNode choice, List<ObjectNode> parts, Random random) {
    JsonNode audio = choice.path("message").path("audio");
    if (!audio.isObject()) {
      return;
    }
    byte[] sound = Base64.getDecoder().decode(audio.path("data").asText());
    part(choice, parts).putObject("audio").put("id", "a1").put("transcript", "");
    for (int from = 0; from < sound.length; ) {
      int to = Math.min(sound.length, from + 1 + random.nextInt(5));
      byte[] piece = Arrays.copyOfRange(sound, from, to);
      part(choice, parts).putObject("audio").put("data", Base64.getEncoder().encodeToString(piece));
      from = to;
    }
    cut(audio.path("transcript"), random)
        .forEach(piece -> part(choice, parts).putObject("audio").put("transcript", piece));
    part(choice, parts).putObject("audio").put("expires_at", 9);
  }

  /** Adds a part of a choice; returns its delta. */
  private static ObjectNode part(JsonNode choice, List<ObjectNode> parts) {
    ObjectNode part = Json.NODES.objectNode().put("index", choice.path("index").asInt());
    parts.add(part.putNull("finish_reason"));
    return part.putObject("delta");
  }

  private static List<String> cut(JsonNode text, Random random) {
    List<String> pieces = new ArrayList<>();
    String left = text.asText("");
    while (text.isTextual() && !left.isEmpty()) {
      int end = 1 + random.nextInt(left.length());
      pieces.add(left.substring(0, end));
      left = left.substring(end);
    }
    return pieces;
  }
}
