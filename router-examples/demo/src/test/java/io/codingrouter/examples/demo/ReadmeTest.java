package io.codingrouter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.codingrouter.Route;
import io.codingrouter.RouteSpec;
import io.codingrouter.Router;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.http.HttpModelClient;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.model.Candidate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows compiles, runs, and is this very code. */
class ReadmeTest {
  private static final Path README = Path.of("../../README.md");
  private static final Path SELF =
      Path.of("src/test/java/io/codingrouter/examples/demo/ReadmeTest.java");

  @TempDir Path folder;
  private StandIn standIn;
  private Path configFile;
  private Path policyFile;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream stdout = System.out;

  @BeforeEach
  void set_up() throws IOException {
    standIn = new StandIn("any");
    String local = "127.0.0.1:" + standIn.port();
    configFile = folder.resolve("config.yaml");
    Files.writeString(
        configFile,
        block("# yaml-language-server")
            .replace("localhost:8000", local)
            .replace("generativelanguage.googleapis.com/v1beta/openai, protocol: https", local)
            .replace("${GEMINI_API_KEY}", "stand-in"));
    policyFile = folder.resolve("policy.yaml");
    Files.writeString(policyFile, block("- prompts"));
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void tear_down() {
    System.setOut(stdout);
    standIn.close();
  }

  private static List<String> blocks(String language) throws IOException {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = null;
    for (String line : Files.readAllLines(README)) {
      if (block == null && line.equals("```" + language)) {
        block = new StringBuilder();
      } else if (block != null && line.equals("```")) {
        blocks.add(block.toString());
        block = null;
      } else if (block != null) {
        block.append(line).append('\n');
      }
    }
    return blocks;
  }

  private static String block(String beginning) throws IOException {
    return blocks("yaml").stream().filter(b -> b.startsWith(beginning)).findFirst().orElseThrow();
  }

  @Test
  void every_java_block_is_a_piece_of_this_test() throws IOException {
    String self =
        squeezed(
            Files.readString(SELF)
                .replace("configFile", "Path.of(\"config.yaml\")")
                .replace("policyFile", "Path.of(\"policy.yaml\")"));
    assertThat(blocks("java")).hasSize(3).allSatisfy(b -> assertThat(self).contains(squeezed(b)));
  }

  private static String squeezed(String code) {
    return code.lines().map(String::strip).collect(Collectors.joining(" "));
  }

  @Test
  void the_config_loads_without_a_warning_when_its_key_is_set() {
    assertThat(RouterConfig.load(configFile).warnings()).isEmpty();
  }

  @Test
  void routing_and_asking_work_as_shown() {
    RouterConfig config = RouterConfig.load(configFile);
    try (Router router = Router.builder(config).modelClient(HttpModelClient.create()).build()) {
      Route route = router.route(ChatRequest.user("Prove that the square root of 2 is irrational"));
      System.out.println(route.decision()); // reasoning-route
      System.out.println(route.trace().describe()); // every signal and decision, and why

      ChatResponse answer = router.chat(ChatRequest.user("Refactor this class"));
      System.out.println(answer.text());
    }
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .startsWith("reasoning-route")
        .contains("keyword reasoning_keywords", "This is where any would answer");
  }

  @Test
  void a_host_can_make_the_call_with_the_jdks_own_client() throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    ChatRequest request = ChatRequest.user("Prove it");
    try (Router router = Router.create(RouterConfig.load(configFile))) {
      if (router.route(request) instanceof Route.Forward forward) {
        Candidate candidate = forward.candidates().get(0);
        HttpRequest.Builder call =
            HttpRequest.newBuilder(URI.create(candidate.baseUri() + "/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(forward.request().toJson()));
        candidate.headers().forEach(call::header);
        String body = http.send(call.build(), BodyHandlers.ofString()).body();
        ChatResponse answer =
            forward.complete(ChatResponse.fromJson(body)); // counts tokens and cost
        System.out.println(answer.text());
      }
      assertThat(printed.toString(StandardCharsets.UTF_8)).contains("reasoning effort high");
      assertThat(router.stats().models().get(1).answered()).isEqualTo(1);
      assertThat(router.stats().cost()).isPositive();
    }
  }

  @TestFactory
  Stream<DynamicTest> our_policy_holds() {
    Router router = Router.create(RouterConfig.load(configFile));
    return RouteSpec.load(policyFile).stream()
        .map(spec -> dynamicTest(spec.name(), () -> assertThat(spec.check(router)).isEmpty()));
  }

  @Test
  void a_leak_fails_with_the_sentence_that_is_shown() throws IOException {
    String local = "[{model: mlx-community/Qwen3-Coder-Next-4bit}]";
    String config = block("# yaml-language-server");
    String leaking = config.replace(local, local.replace("}]", "}, {model: gemini-2.5-pro}]"));
    try (Router router = Router.create(RouterConfig.parse(leaking))) {
      assertThat(RouteSpec.load(policyFile).get(0).check(router))
          .singleElement()
          .satisfies(
              broken ->
                  assertThat(squeezed(Files.readString(README))).contains("``" + broken + "``"));
    }
    try (Router router = Router.create(RouterConfig.parse(config))) {
      assertThat(RouteSpec.load(policyFile).get(0).check(router)).isEmpty();
    }
  }
}
