package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.codingrouter.config.ConfigException;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFileTest {
  private static final String POLICY =
      """
      # what must hold
      - prompt: refactor the salary table
        never: cloud
      - name: proofs
        prompts:
          - prove it
          - "a theorem: ${HOME} costs $5"
        decision: reasoning
        location: cloud
      - request: turns/first.json
        tenant: acme
        session: s1
        user: ann
        labels: {team: red}
        metadata: {consent: denied}
        seed: -9223372036854775808
        model: acme/Qwen3-Coder
        redacted: false
      - request: {model: nobody, temperature: 0.10, messages: [{role: user, content: hi}]}
        blocked: unknown_model
        decision: ""
      """;

  @TempDir Path folder;

  private List<RouteSpec> load(String policy) throws IOException {
    Files.createDirectories(folder.resolve("turns"));
    Files.writeString(
        folder.resolve("turns/first.json"),
        "{\"messages\":[{\"role\":\"user\",\"content\":\"hello hunter2\"}], \"n\": 1}");
    Path file = folder.resolve("policy.yaml");
    Files.writeString(file, policy);
    return RouteSpec.load(file);
  }

  private static List<String> problems(String policy) {
    return catchThrowableOfType(ConfigException.class, () -> RouteSpec.parse(policy))
        .problems()
        .stream()
        .map(Object::toString)
        .toList();
  }

  private static List<String> check(List<RouteSpec> specs, RouterConfig config) {
    try (Router router = Router.create(config)) {
      return specs.stream().flatMap(spec -> spec.check(router).stream()).toList();
    }
  }

  @Test
  void a_file_has_cases_with_their_requests_and_demands() throws IOException {
    List<RouteSpec> specs = load(POLICY);
    assertThat(specs)
        .containsExactly(
            RouteSpec.of(ChatRequest.user("refactor the salary table")).never(Location.CLOUD),
            RouteSpec.of(ChatRequest.user("prove it"))
                .named("proofs #1")
                .decision("reasoning")
                .location(Location.CLOUD),
            RouteSpec.of(ChatRequest.user("a theorem: ${HOME} costs $5"))
                .named("proofs #2")
                .decision("reasoning")
                .location(Location.CLOUD),
            RouteSpec.of(
                    ChatRequest.fromJson(
                            "{\"messages\":[{\"role\":\"user\",\"content\":\"hello hunter2\"}],"
                                + "\"n\":1,\"metadata\":{\"consent\":\"denied\"}}")
                        .toBuilder()
                        .tenant("acme")
                        .session("s1")
                        .endUser("ann")
                        .label("team", "red")
                        .seed(Long.MIN_VALUE)
                        .build())
                .model("acme/Qwen3-Coder")
                .redacted(false),
            RouteSpec.of(
                    ChatRequest.fromJson(
                        "{\"model\":\"nobody\",\"temperature\":0.10,\"messages\":"
                            + "[{\"role\":\"user\",\"content\":\"hi\"}]}"))
                .decision("")
                .blocked("unknown_model"));
    assertThat(specs)
        .extracting(RouteSpec::name)
        .containsExactly(
            "policy.yaml, line 2",
            "proofs #1",
            "proofs #2",
            "policy.yaml, line 10",
            "policy.yaml, line 19");
    assertThat(check(specs, Fixtures.config())).isEmpty();
  }

  @Test
  void an_edit_of_the_config_that_leaks_one_prompt_fails_naming_line_and_rule() throws IOException {
    List<RouteSpec> specs = load(POLICY);
    RouterConfig leaking =
        RouterConfig.parse(Fixtures.YAML.replace("[prove, theorem]", "[prove, theorem, salary]"));
    assertThat(check(specs, leaking))
        .containsExactly(
            "policy.yaml, line 2: goes to decision 'reasoning' (line 23 of the config),"
                + " may reach gemini-2.5-pro (cloud), which `never: cloud` forbids");
  }

  @Test
  void a_named_case_fails_by_name_and_line() {
    assertThat(
            check(
                RouteSpec.parse("- name: greetings\n  prompts: [prove, hello]\n  decision: code\n"),
                Fixtures.config()))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("greetings #1 (line 2): goes to decision"),
            second -> assertThat(second).startsWith("greetings #2 (line 2): goes to decision"));
  }

  @Test
  void everything_wrong_is_said_at_once_with_its_place_and_the_nearest_key() {
    assertThat(
            problems(
                """
                - promt: hunter2
                  never: cloud
                - prompt: hunter2
                  prompts: [hunter2]
                  never: clod
                - prompt: hunter2
                - prompt: hunter2
                  decision:
                - request: no/such.json
                  seed: many
                  redacted: perhaps
                - request: "{hunter2}"
                  matches: [keywrd:x]
                  model: m
                """))
        .containsExactly(
            "line 1, column 3: [0].promt: unknown key; did you mean \"prompt\"?",
            "line 3, column 3: [1]: asks twice: write one of prompt, prompts and request",
            "line 5, column 10: [1].never: must be local or cloud; did you mean \"cloud\"?",
            "line 6, column 3: [2]: demands nothing, so it could not fail: write decision, model,"
                + " location, never, redacted or blocked",
            "line 8, column 12: [3].decision: is empty: write what is demanded, or \"\" for none",
            "line 9, column 12: [4].request: this file does not exist: check the path",
            "line 10, column 9: [4].seed: must be a whole number of at most 64 bits",
            "line 11, column 13: [4].redacted: must be true or false",
            "line 12, column 12: [5].request: the chat request is not valid JSON (line 1, column 2)",
            "line 13, column 13: [5].matches[0]: must be the type and the name of a signal, such as"
                + " keyword:coding; did you mean \"keyword\"?");
  }

  @Test
  void what_is_no_list_of_cases_is_refused() {
    for (String text : List.of("", "prompt: hunter2", "hunter2")) {
      assertThat(problems(text))
          .singleElement()
          .asString()
          .contains("a policy is a list of cases")
          .doesNotContain("hunter2");
    }
    assertThat(problems("- hunter2")).singleElement().asString().contains("[0]: must be keys");
    assertThat(RouteSpec.parse("[]")).isEmpty();
  }

  @Test
  void a_missing_file_is_a_problem() {
    assertThat(
            catchThrowableOfType(
                ConfigException.class, () -> RouteSpec.load(folder.resolve("none.yaml"))))
        .hasMessageContaining("does not exist");
  }

  @Test
  void a_broken_file_of_a_request_is_told_by_its_place_without_its_text() throws IOException {
    Files.writeString(folder.resolve("broken.json"), "{\"messages\": hunter2}");
    assertThat(
            catchThrowableOfType(
                ConfigException.class, () -> load("- request: broken.json\n  decision: x\n")))
        .hasMessageContaining("[0].request: in this file the chat request is not valid JSON")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void what_is_recorded_is_a_file_that_holds() {
    List<ChatRequest> requests =
        Stream.of("prove it", "refactor it", "hello", "two\nlines: \"and\" $HOME ${X}", " ")
            .map(ChatRequest::user)
            .toList();
    try (Router router = Router.create(Fixtures.config())) {
      List<RouteSpec> specs = RouteSpec.record(router, requests);
      String yaml = RouteSpec.toYaml(specs);
      assertThat(yaml)
          .startsWith(
              """
              - prompt: "prove it"
                decision: "reasoning"
                model: "gemini-2.5-pro"
                location: "cloud"
              - prompt: "refactor it"
                decision: "code"
                model: "acme/Qwen3-Coder"
                never: "cloud"
              """);
      assertThat(RouteSpec.parse(yaml)).isEqualTo(specs);
    }
  }
}
