package io.codingrouter.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Refuses what Anthropic's Messages API is documented to refuse, in a request of a test. */
public final class AnthropicApi {
  private static final Set<String> FIELDS =
      Set.of(
          "cache_control",
          "container",
          "context_management",
          "inference_geo",
          "max_tokens",
          "mcp_servers",
          "messages",
          "metadata",
          "model",
          "output_config",
          "service_tier",
          "stop_sequences",
          "stream",
          "system",
          "temperature",
          "thinking",
          "tool_choice",
          "tools",
          "top_k",
          "top_p");

  private AnthropicApi() {}

  /** Checks a body. */
  public static void accepts(String json) {
    JsonNode body = JsonTree.object(json);
    assertThat(FIELDS).containsAll(names(body));
    assertThat(body.path("model").asText()).isNotEmpty();
    assertThat(body.path("max_tokens").isIntegralNumber()).isTrue();
    long limit = body.path("max_tokens").asLong();
    assertThat(limit).isPositive();
    assertThat(body.path("temperature").asDouble(0)).isBetween(0.0, 1.0);
    body.path("system").forEach(AnthropicApi::checkText);
    body.path("stop_sequences").forEach(stop -> assertThat(stop.asText()).isNotBlank());
    assertThat(Set.of("user_id")).containsAll(names(body.path("metadata")));
    checkThinking(body, limit);
    checkTools(body);
    checkMessages(body.path("messages"));
  }

  private static void checkThinking(JsonNode body, long limit) {
    JsonNode thinking = body.path("thinking");
    if (thinking.path("type").asText().equals("enabled")) {
      assertThat(thinking.path("budget_tokens").asLong()).isBetween(1024L, limit - 1);
    }
    if (Set.of("enabled", "adaptive").contains(thinking.path("type").asText())) {
      assertThat(body.path("temperature").asDouble(1)).isEqualTo(1);
      assertThat(body.has("top_k")).isFalse();
      assertThat(List.of("any", "tool")).doesNotContain(body.at("/tool_choice/type").asText());
    }
  }

  private static void checkTools(JsonNode body) {
    Set<String> defined = new HashSet<>();
    for (JsonNode tool : body.path("tools")) {
      assertThat(tool.path("name").asText()).matches("[a-zA-Z0-9_-]{1,128}");
      assertThat(defined.add(tool.path("name").asText())).isTrue();
      if (tool.path("type").isMissingNode()) {
        assertThat(names(tool.path("input_schema"))).contains("type");
        assertThat(names(tool.path("input_schema"))).doesNotContain("oneOf", "anyOf", "allOf");
      }
    }
    if (body.has("tool_choice")) {
      assertThat(defined).isNotEmpty();
      assertThat(body.at("/tool_choice/type").asText()).isIn("auto", "any", "tool", "none");
    }
    boolean calls = body.path("messages").findValuesAsText("type").contains("tool_use");
    assertThat(calls && defined.isEmpty()).as("calls without tools").isFalse();
  }

  private static void checkMessages(JsonNode messages) {
    assertThat(messages.size()).isPositive();
    Set<String> used = new HashSet<>();
    Set<String> open = Set.of();
    for (int i = 0; i < messages.size(); i++) {
      JsonNode message = messages.get(i);
      assertThat(names(message)).containsExactlyInAnyOrder("role", "content");
      assertThat(message.path("role").asText()).isEqualTo(i % 2 == 0 ? "user" : "assistant");
      assertThat(message.path("content").size()).isPositive();
      checkResults(message.path("content"), open);
      open = new TreeSet<>();
      JsonNode content = message.path("content");
      assertThat(content.get(content.size() - 1).path("type").asText()).doesNotEndWith("thinking");
      for (JsonNode block : content) {
        checkBlock(block, i % 2 == 0, used, open);
      }
    }
    if (messages.size() % 2 == 0) {
      JsonNode content = messages.get(messages.size() - 1).path("content");
      String text = content.get(content.size() - 1).path("text").asText();
      assertThat(text).isEqualTo(text.stripTrailing());
    }
  }

  private static void checkResults(JsonNode content, Set<String> open) {
    Set<String> answered = new TreeSet<>();
    boolean others = false;
    for (JsonNode block : content) {
      if (block.path("type").asText().equals("tool_result")) {
        assertThat(others).as("results come first").isFalse();
        assertThat(answered.add(block.path("tool_use_id").asText())).isTrue();
      } else {
        others = true;
      }
    }
    assertThat(answered).isEqualTo(open);
  }

  private static void checkBlock(JsonNode block, boolean user, Set<String> used, Set<String> open) {
    switch (block.path("type").asText()) {
      case "text" -> checkText(block);
      case "image", "document" -> {
        assertThat(user).isTrue();
        assertThat(block.at("/source/type").asText()).isIn("base64", "url", "text", "file");
      }
      case "tool_use" -> {
        assertThat(user).isFalse();
        String id = block.path("id").asText();
        assertThat(id).matches("[a-zA-Z0-9_-]+");
        assertThat(used.add(id)).as("ids are unique").isTrue();
        assertThat(block.path("input").isObject()).isTrue();
        open.add(id);
      }
      case "tool_result" -> {
        assertThat(user).isTrue();
        block.path("content").forEach(part -> checkBlock(part, true, used, open));
      }
      case "thinking" -> assertThat(block.path("signature").asText()).isNotEmpty();
      case "redacted_thinking" -> assertThat(block.path("data").asText()).isNotEmpty();
      default -> throw new AssertionError("a block of type " + block.path("type"));
    }
    assertThat(names(block)).doesNotContain("index");
  }

  private static void checkText(JsonNode block) {
    assertThat(block.path("type").asText()).isEqualTo("text");
    assertThat(block.path("text").asText()).isNotBlank();
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
