package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.codingrouter.Router;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import java.time.Instant;
import java.util.List;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One conversation that uses tools and moves between families from turn to turn, each served by a
 * stand-in as strict as the original. The caller does what callers do: it returns each message as
 * it came, and gives every call its result.
 */
@Timeout(120)
class MovingConversationTest {
  private static final String CONFIG =
      """
      version: v0.1
      providers:
        models:
          - name: qwen
            provider_model_id: %s
            profile: vllm
            endpoints: [{name: vllm, endpoint: "127.0.0.1:%d"}]
          - name: %s
            profile: gemini
            endpoints: [{name: google, endpoint: "127.0.0.1:%d/v1beta/openai"}]
            access_key: %s
          - name: %s
            api_format: anthropic
            endpoints: [{name: anthropic, endpoint: "127.0.0.1:%d"}]
            access_key: %s
            max_output_tokens: 32K
        default_model: qwen
      signals:
        keywords:
          - {name: local, operator: OR, keywords: [qwen]}
          - {name: google, operator: OR, keywords: [gemini]}
          - {name: anthropic, operator: OR, keywords: [claude]}
      decisions:
        - name: to-gemini
          priority: 9
          rules: {operator: OR, conditions: [{type: keyword, name: google}]}
          modelRefs: [{model: %s, use_reasoning: true, reasoning_effort: high}]
        - name: to-claude
          priority: 9
          rules: {operator: OR, conditions: [{type: keyword, name: anthropic}]}
          modelRefs: [{model: %s, use_reasoning: true, reasoning_effort: high}]
        - name: to-qwen
          priority: 9
          rules: {operator: OR, conditions: [{type: keyword, name: local}]}
          modelRefs: [{model: qwen, use_reasoning: true}]
      """;

  /** What agents define: in words that not everybody takes. */
  private static final String TOOLS =
      "[{'type':'function','function':{'name':'read','description':'Reads.','strict':true,"
          + "'parameters':{'$schema':'https://json-schema.org/draft/2020-12/schema',"
          + "'type':'object','additionalProperties':false,'required':['path'],'properties':{"
          + "'path':{'$ref':'#/$defs/path'},'from':{'type':['integer','null'],'default':1,"
          + "'exclusiveMinimum':0},'kind':{'oneOf':[{'const':'text'},{'const':'binary'}]}},"
          + "'$defs':{'path':{'type':'string','format':'uri-reference'}}}}},"
          + "{'type':'function','function':{'name':'search','parameters':{'type':'object',"
          + "'properties':{'options':{'type':'object','propertyNames':{'pattern':'^a'},"
          + "'additionalProperties':{'type':'string'}},'value':{}}}}}]";

  private static final String IMAGE =
      "{'type':'image_url','image_url':{'url':'data:image/png;base64,QUJD','detail':'low'}}";

  private final StrictQwen qwen = new StrictQwen();
  private final StrictGemini gemini = new StrictGemini();
  private final StrictClaude claude = new StrictClaude();
  private final List<StrictServer> servers = List.of(qwen, gemini, claude);
  private final List<MockWebServer> ports =
      List.of(new MockWebServer(), new MockWebServer(), new MockWebServer());
  private final ArrayNode messages = StrictServer.MAPPER.createArrayNode();
  private Router router;

  @BeforeEach
  void start() throws Exception {
    for (int i = 0; i < ports.size(); i++) {
      ports.get(i).setServerSocketFactory(new NoDelayServerSockets());
      ports.get(i).setDispatcher(servers.get(i));
      ports.get(i).start();
    }
    router = router(CONFIG);
  }

  private Router router(String config) {
    return Router.builder(
            RouterConfig.parse(
                config.formatted(
                    StrictQwen.NAME,
                    ports.get(0).getPort(),
                    StrictGemini.NAME,
                    ports.get(1).getPort(),
                    StrictGemini.KEY,
                    StrictClaude.NAME,
                    ports.get(2).getPort(),
                    StrictClaude.KEY,
                    StrictGemini.NAME,
                    StrictClaude.NAME)))
        .modelClient(new HttpModelClient(Transport.owned(() -> Instant.EPOCH)))
        .build();
  }

  @AfterEach
  void stop() {
    router.close();
    ports.forEach(HttpTest::close);
  }

  private ChatRequest request(boolean stream) {
    ObjectNode body =
        StrictServer.object(
            "{'model':'auto','seed':7,'user':'u','parallel_tool_calls':true,'temperature':0.5,"
                + "'top_k':40,'metadata':{'a':'b'},'max_completion_tokens':30000}");
    body.set("messages", messages);
    body.set("tools", StrictServer.read(TOOLS));
    if (stream) {
      body.put("stream", true).putObject("stream_options").put("include_usage", true);
    }
    return ChatRequest.fromJson(body.toString());
  }

  private ChatResponse send(boolean stream) {
    if (!stream) {
      return router.chat(request(false));
    }
    try (ChatStream chunks = router.stream(request(true))) {
      return chunks.collect();
    }
  }

  /** Asks, and answers calls of tools until words come. */
  private String turn(String ask, boolean stream, boolean image) {
    ObjectNode question = messages.addObject().put("role", "user");
    if (image) {
      question.putArray("content").add(text(ask)).add(StrictServer.read(IMAGE));
    } else {
      question.put("content", ask);
    }
    ChatResponse answer = send(stream);
    int rounds = 0;
    while (answer.hasToolCalls()) {
      assertThat(rounds++).isLessThan(3);
      JsonNode message = StrictServer.read(answer.json("/choices/0/message").orElseThrow());
      messages.add(message);
      for (JsonNode call : message.path("tool_calls")) {
        messages
            .addObject()
            .put("role", "tool")
            .put("tool_call_id", call.path("id").asText())
            .put("content", "found by " + call.at("/function/name").asText());
      }
      answer = send(stream);
    }
    assertThat(rounds).as("tools were called").isEqualTo(1);
    messages.add(StrictServer.read(answer.json("/choices/0/message").orElseThrow()));
    return answer.text();
  }

  private static JsonNode text(String text) {
    return StrictServer.object("{'type':'text'}").put("text", text);
  }

  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "false, true", "true, true"})
  void it_moves_from_qwen_to_gemini_to_claude_and_back(boolean stream, boolean image) {
    messages.addObject().put("role", "system").put("content", "You are a coding agent.");
    String said =
        turn("qwen, fix the loop", stream, image)
            + ", "
            + turn("gemini, go on", stream, image)
            + ", "
            + turn("claude, go on", stream, image)
            + ", "
            + turn("qwen, and the test", stream, image)
            + ", "
            + turn("gemini, review it", stream, image)
            + ", "
            + turn("claude, finish", stream, false);
    assertThat(servers).allSatisfy(server -> assertThat(server.refusals).isEmpty());
    assertThat(said)
        .isEqualTo("qwen says, gemini says, claude says, qwen says, gemini says, claude says");
    assertThat(servers).allSatisfy(server -> assertThat(server.accepted).hasSize(4));
    assertThat(servers).allSatisfy(MovingConversationTest::assertPrefixStays);
    assertNothingIsLost();
  }

  // The provider's cache holds as long as each conversation begins as the one before it.
  private static void assertPrefixStays(StrictServer server) {
    for (int i = 1; i < server.accepted.size(); i++) {
      JsonNode before = server.accepted.get(i - 1).path("messages");
      JsonNode after = server.accepted.get(i).path("messages");
      for (int j = 0; j < before.size(); j++) {
        assertThat(after.get(j).toString()).isEqualTo(before.get(j).toString());
      }
      assertThat(server.accepted.get(i).path("tools").toString())
          .isEqualTo(server.accepted.get(i - 1).path("tools").toString());
    }
  }

  private void assertNothingIsLost() {
    for (StrictServer server : servers) {
      String last = server.accepted.get(3).path("messages").toString();
      assertThat(last).contains("fix the loop", "qwen says", "gemini, go on", "found by search");
    }
    assertThat(claude.accepted.get(3).toString())
        .as("what claude thought in its first turn and in this")
        .contains("\"sc-1\"", "\"sc-2\"", "\"sc-3\"");
    assertThat(gemini.accepted.get(3).toString()).contains("\"sg-1\"", "\"sg-3\"");
    assertThat(qwen.accepted.get(3).toString()).contains("\"reasoning\":\"qwen thinks\"");
    assertThat(claude.accepted.get(3).at("/thinking/type").asText()).isEqualTo("enabled");
    assertThat(gemini.accepted.get(3).path("reasoning_effort").asText()).isEqualTo("high");
    assertThat(qwen.accepted.get(3).at("/chat_template_kwargs/enable_thinking").asBoolean())
        .isTrue();
  }

  /** The bodies of the conversation as the caller has it, after two turns. */
  private JsonNode unfitted() {
    messages.addObject().put("role", "system").put("content", "You are a coding agent.");
    turn("qwen, fix the loop", false, false);
    turn("claude, go on", false, false);
    messages.addObject().put("role", "user").put("content", "on");
    return StrictServer.read(request(false).toJson());
  }

  @Test
  void none_of_them_takes_the_conversation_as_the_caller_has_it() {
    ObjectNode body = (ObjectNode) unfitted();
    body.put("model", StrictQwen.NAME);
    assertThatThrownBy(() -> qwen.check(body)).isInstanceOf(StrictServer.Refused.class);
    body.put("model", StrictGemini.NAME);
    assertThatThrownBy(() -> gemini.check(body)).isInstanceOf(StrictServer.Refused.class);
    body.put("model", StrictClaude.NAME);
    assertThatThrownBy(() -> claude.check(body)).isInstanceOf(StrictServer.Refused.class);
  }

  @Test
  void a_field_that_is_sent_nonetheless_is_named_with_what_to_write() {
    router.close();
    router =
        router(CONFIG.replace("profile: gemini", "profile: gemini\n      on_unsupported: send"));
    messages.addObject().put("role", "user").put("content", "gemini, go");
    assertThatThrownBy(() -> router.chat(request(false)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("refused the request for its metadata (400)")
        .hasMessageContaining("blocked_params: [metadata]");
    assertThat(gemini.refusals).hasSize(1);
  }
}
