package io.codingrouter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.codingrouter.message.ChatRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  @TempDir Path folder;

  private record Output(int status, String text) {
    List<String> lines() {
      return text.lines().toList();
    }
  }

  private static Output demo(String... args) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int status = new Demo(Options.parse(args), out, new Style(false)).run();
    return new Output(status, bytes.toString(StandardCharsets.UTF_8));
  }

  @Test
  void forty_prompts_are_answered_and_the_cards_equal_what_the_stand_ins_counted() {
    Output output = demo();
    assertThat(output.status()).isZero();
    assertThat(output.lines().stream().filter(line -> line.matches(".* (local|cloud) .* µs  .*")))
        .hasSize(40);
    assertThat(output.text())
        .contains("1 local · 1 cloud", "incl. default-route", "Local requests", "stayed on local")
        .contains("These figures equal what the stand-in servers counted themselves.");
  }

  /** Else the shell waits for them: Maven joins what the demo has started. */
  @Test
  void no_thread_outlives_the_demo() throws InterruptedException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    demo();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && !thread.isDaemon()) {
        thread.join(20_000);
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  @Test
  void it_says_what_does_not_act() {
    assertThat(demo().text()).contains("masked", "semantic_cache does not act", "pii_detection");
  }

  @Test
  void one_prompt_is_asked() {
    Output output = demo("--ask", "prove it");
    assertThat(output.status()).isZero();
    assertThat(output.text())
        .contains("reasoning-route", "This is where gemini-2.5-pro would answer, reasoning effort");
  }

  @Test
  void one_prompt_is_explained_without_a_call() {
    Output output = demo("--explain", "prove that this class is correct");
    assertThat(output.status()).isZero();
    assertThat(output.text())
        .contains("+ keyword reasoning_keywords: prove")
        .contains("+ keyword coding_keywords: class")
        .contains("priority 100 over 80");
  }

  @Test
  void a_config_of_ones_own_is_used_and_its_problems_are_shown() throws Exception {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, "version: v0.1\nprovider: {}\n");
    Output output = demo("--config", file.toString());
    assertThat(output.status()).isEqualTo(1);
    assertThat(output.text()).contains("line 2", "providers");
  }

  @Test
  void live_calls_are_refused_while_personal_data_cannot_be_stripped() {
    Output output = demo("--live", "--ask", "prove it");
    assertThat(output.status()).isEqualTo(1);
    assertThat(output.text()).contains("cannot detect personal data yet", "allowUnredacted()");
  }

  @Test
  void the_doctor_finds_what_is_wrong_and_says_which_line_to_type() throws Exception {
    try (StandIn server = new StandIn("qwen2.5-coder:7b")) {
      String yaml =
          """
          version: v0.1
          providers:
            models:
              - name: %s
                endpoints: [{name: desk, endpoint: "%s"}]
            default_model: %s
          """;
      String address = "127.0.0.1:" + server.port();
      Path file = folder.resolve("well.yaml");
      Files.writeString(file, yaml.formatted("qwen2.5-coder:7b", address, "qwen2.5-coder:7b"));
      Output well = demo("--config", file.toString(), "doctor");
      assertThat(well.text()).contains("✓ model: listed", "✓ answer: in ").doesNotContain("✗");
      assertThat(well.status()).isZero();

      Files.writeString(file, yaml.formatted("qwen2.5-coder", address, "qwen2.5-coder"));
      Output wrong = demo("--config", file.toString(), "doctor");
      assertThat(wrong.text()).contains("✗", "name: \"qwen2.5-coder:7b\"");
      assertThat(wrong.status()).isEqualTo(1);

      Files.writeString(file, yaml.formatted("x", "no-such-host.invalid", "x"));
      assertThat(demo("--config", file.toString(), "doctor").text())
          .contains("does not resolve", "endpoint: \"");
    }
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static String ownConfig() throws IOException {
    try (InputStream in = Demo.class.getResourceAsStream("config.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void the_demos_own_policy_holds() {
    Output output = demo("check");
    assertThat(output.text()).contains("9 of 9 cases hold").doesNotContain("✗");
    assertThat(output.status()).isZero();
  }

  @Test
  void a_policy_that_fails_exits_with_1_and_one_that_cannot_be_read_with_2() throws IOException {
    String policy = file("policy.yaml", "- prompt: prove hunter2\n  never: cloud\n");
    Output failing = demo("check", "--spec", policy);
    assertThat(failing.status()).isEqualTo(1);
    assertThat(failing.text())
        .contains("✗ policy.yaml, line 1: goes to decision 'reasoning-route' (line 52 of")
        .contains("0 of 1 cases hold")
        .doesNotContain("hunter2");

    String broken = file("broken.yaml", "- promt: hunter2\n");
    for (String[] args :
        new String[][] {
          {"check", "--spec", broken}, {"check", "--config", broken}, {"--spec", "none.yaml"}
        }) {
      Output unreadable = demo(args);
      assertThat(unreadable.status()).isEqualTo(2);
      assertThat(unreadable.text()).contains("problem ").doesNotContain("hunter2");
    }
    assertThat(demo("check", "--spec", broken).text())
        .contains("broken.yaml: line 1, column 3", "did you mean \"prompt\"?");
  }

  @Test
  void what_is_recorded_holds() throws IOException {
    String requests =
        file(
            "requests.jsonl",
            ChatRequest.user("prove it").toJson() + "\n" + ChatRequest.user("hi").toJson() + "\n");
    Output recorded = demo("record", requests);
    assertThat(recorded.text())
        .startsWith("- prompt: \"prove it\"\n  decision: \"reasoning-route\"");
    assertThat(demo("check", "--spec", file("policy.yaml", recorded.text())).text())
        .contains("2 of 2 cases hold");
  }

  @Test
  void another_config_is_compared_by_decision_model_place_and_cost() throws IOException {
    String other =
        file(
            "other.yaml",
            ownConfig().replace("keywords: [\"prove\", ", "keywords: [\"refactor\", "));
    Output output = demo("--compare", other);
    assertThat(output.status()).isZero();
    assertThat(output.text())
        .contains("Prove that the square root of 2 is irrational")
        .contains("decision  reasoning-route → default-route")
        .contains("gemini-2.5-pro (cloud) → mlx-community/Qwen3-Coder-Next-4bit (local)")
        .contains("4 of 40 requests change", "For 40 requests no tokens are recorded");
  }

  @Test
  void recorded_requests_are_compared_by_number_with_what_they_took() throws IOException {
    String requests =
        file(
            "requests.jsonl",
            "{\"request\":"
                + ChatRequest.user("prove hunter2").toJson()
                + ",\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":100}}\n");
    String other = file("other.yaml", ownConfig().replace("\"prove\", ", ""));
    Output output = demo("--compare", other, "--requests", requests);
    assertThat(output.lines())
        .contains("request 1", "  cost      $0.002250 → $0.000000", "1 of 1 requests change")
        .contains("cloud             1             0", "cost              $0.002250     0");
    assertThat(output.text()).doesNotContain("hunter2", "no tokens are recorded");
  }

  @Test
  void the_schema_is_printed() {
    assertThat(demo("schema").text()).contains("\"$schema\"", "quality_score");
  }

  @Test
  void an_unknown_option_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse("--frobnicate"))
        .withMessageContaining("--help");
    assertThatIllegalArgumentException().isThrownBy(() -> Options.parse("--ask"));
    assertThat(demo("--help").text()).contains("doctor");
  }
}
