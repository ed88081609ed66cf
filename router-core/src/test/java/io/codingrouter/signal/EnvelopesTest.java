package io.codingrouter.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.codingrouter.message.ChatRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The same ask with and without the envelope of each agent, from fixtures. */
class EnvelopesTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static final List<String> AGENTS =
      List.of("claude-code", "codex", "opencode", "continue", "cline", "aider", "zed", "others");

  private static final List<String> ASKS =
      List.of(
          "why is checkout slow?",
          "Rename the loader.\nThen, please:\n\n- add a test\n- keep <config> as it is",
          "What does this return?\n\n```java\nint one() {\n  return 1;\n}\n```\nI think 1.",
          "この関数を説明して");

  @TestFactory
  List<DynamicTest> the_ask_is_the_same_within_every_envelope() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String agent : AGENTS) {
      for (JsonNode given : fixture(agent).path("cases")) {
        for (String ask : ASKS) {
          tests.add(
              DynamicTest.dynamicTest(
                  agent + ": " + given.path("name").asText() + ": " + ask.lines().findFirst().get(),
                  () -> check(given, ask)));
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(200);
    return tests;
  }

  private static void check(JsonNode given, String ask) {
    String inJson = JSON.getNodeFactory().textNode(ask).toString();
    String messages =
        given
            .path("messages")
            .toString()
            .replace("{{ask}}", inJson.substring(1, inJson.length() - 1));
    RequestText plain = Envelopes.standard().read(ChatRequest.user(ask));
    RequestText wrapped =
        Envelopes.standard().read(ChatRequest.fromJson("{\"messages\":" + messages + "}"));

    assertThat(wrapped.of(TextSource.ASK)).isEqualTo(plain.of(TextSource.ASK));
    assertThat(wrapped.of(TextSource.CODE)).isEqualTo(plain.of(TextSource.CODE));
    if (given.has("history")) {
      assertThat(wrapped.of(TextSource.HISTORY)).isEqualTo(given.path("history").asText());
    }
    if (given.has("attachments")) {
      assertThat(wrapped.of(TextSource.ATTACHMENTS).replaceAll("\n+", "\n"))
          .isEqualTo(given.path("attachments").asText());
    }
  }

  private static JsonNode fixture(String agent) throws IOException {
    try (InputStream in = EnvelopesTest.class.getResourceAsStream("envelopes/" + agent + ".json")) {
      return JSON.readTree(Objects.requireNonNull(in));
    }
  }
}
