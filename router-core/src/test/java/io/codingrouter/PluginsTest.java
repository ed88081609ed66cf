package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.codingrouter.config.ConfigException;
import io.codingrouter.config.Problem;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.FakeModelClient;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import org.junit.jupiter.api.Test;

class PluginsTest {
  private static RouterConfig with(String plugins) {
    return RouterConfig.parse(yaml(plugins));
  }

  /** The plugins of the decision that takes "prove it". */
  private static String yaml(String plugins) {
    String models = "modelRefs: [{model: gemini-2.5-pro, use_reasoning: true}]\n";
    assertThat(Fixtures.YAML).contains(models);
    return Fixtures.YAML.replace(models, models + "    plugins: [" + plugins + "]\n");
  }

  private static Route.Forward forward(String plugins, String body) {
    try (Router router = Router.create(with(plugins))) {
      return (Route.Forward) router.route(ChatRequest.fromJson(body));
    }
  }

  private static String fast(String more) {
    return "{type: fast_response, configuration: {message: 'Ask the desk.'" + more + "}}";
  }

  @Test
  void a_fixed_answer_needs_no_model_and_no_client() {
    try (Router router = Router.create(with(fast("")))) {
      Route route = router.route(ChatRequest.user("prove it"));
      assertThat(route).isInstanceOf(Route.Replied.class);
      assertThat(route.decision()).isEqualTo("reasoning");
      assertThat(route.trace().outcome()).isEqualTo("replied");
      assertThat(route.trace().model()).isEmpty();
      assertThat(route.trace().location()).isEmpty();
      assertThat(router.chat(route).text()).isEqualTo("Ask the desk.");
      assertThat(router.explain(ChatRequest.user("prove it")).outcome()).isEqualTo("replied");
      assertThat(router.stats().decisions()).containsEntry("reasoning", 1L);
      assertThat(router.stats().models()).allMatch(model -> model.routed() == 0);
    }
  }

  @Test
  void a_fixed_answer_is_streamed_and_no_model_is_called() {
    FakeModelClient client = FakeModelClient.answering("from the model");
    try (Router router = Router.builder(with(fast(""))).modelClient(client).build();
        ChatStream stream = router.stream(ChatRequest.user("prove it"))) {
      assertThat(stream.collect().text()).isEqualTo("Ask the desk.");
      assertThat(router.chat(ChatRequest.user("hello")).text()).isEqualTo("from the model");
      assertThat(client.targets()).hasSize(1);
    }
  }

  @Test
  void a_decision_that_answers_itself_may_name_no_model() {
    RouterConfig config =
        RouterConfig.parse(
            """
            version: v0.1
            providers: {models: [{name: m, endpoints: [{endpoint: localhost}]}]}
            decisions:
              - {name: closed, plugins: [%s]}
            """
                .formatted(fast("")));
    assertThat(config.warnings()).isEmpty();
    try (Router router = Router.create(config)) {
      assertThat(router.chat(ChatRequest.user("hello")).text()).isEqualTo("Ask the desk.");
    }
  }

  @Test
  void a_request_that_names_its_model_meets_no_plugin() {
    try (Router router = Router.create(with(fast("")))) {
      assertThat(
              router.route(
                  ChatRequest.user("prove it").toBuilder().model("acme/Qwen3-Coder").build()))
          .isInstanceOf(Route.Forward.class);
    }
  }

  @Test
  void what_is_switched_off_does_nothing_and_warns_of_nothing() {
    RouterConfig config = with(fast(", enabled: false"));
    assertThat(config.warnings()).isEmpty();
    try (Router router = Router.create(config)) {
      assertThat(router.route(ChatRequest.user("prove it"))).isInstanceOf(Route.Forward.class);
    }
  }

  @Test
  void a_system_prompt_goes_before_the_conversation() {
    Route.Forward route =
        forward(
            "{type: system_prompt, configuration: {system_prompt: Be brief., mode: insert}}",
            "{\"messages\":[{\"role\":\"user\",\"content\":\"prove hunter2\"}]}");
    assertThat(route.request().json("/messages"))
        .contains(
            "[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                + "{\"role\":\"user\",\"content\":\"prove hunter2\"}]");
    assertThat(route.changes(route.candidates().get(0)))
        .contains("system prompt inserted as message")
        .noneMatch(change -> change.contains("hunter2"));
  }

  @Test
  void insert_keeps_what_the_system_said_and_replace_does_not() {
    String body =
        "{\"messages\":[{\"role\":\"developer\",\"content\":\"You sing.\",\"name\":\"d\"},"
            + "{\"role\":\"system\",\"content\":\"In verse.\"},"
            + "{\"role\":\"user\",\"content\":\"prove\"}]}";
    assertThat(
            forward("{type: system_prompt, configuration: {system_prompt: Hi, mode: insert}}", body)
                .request()
                .json("/messages"))
        .contains(
            "[{\"role\":\"developer\",\"content\":\"Hi\\n\\nYou sing.\",\"name\":\"d\"},"
                + "{\"role\":\"system\",\"content\":\"In verse.\"},"
                + "{\"role\":\"user\",\"content\":\"prove\"}]");
    assertThat(
            forward("{type: system_prompt, configuration: {system_prompt: Hi}}", body)
                .request()
                .json("/messages"))
        .contains(
            "[{\"role\":\"developer\",\"content\":\"Hi\"},"
                + "{\"role\":\"user\",\"content\":\"prove\"}]");
  }

  @Test
  void content_in_parts_gets_one_part_more() {
    Route.Forward route =
        forward(
            "{type: system_prompt, configuration: {system_prompt: Hi, mode: insert}}",
            "{\"messages\":[{\"role\":\"system\",\"content\":[{\"type\":\"text\",\"text\":\"a\","
                + "\"cache_control\":{\"type\":\"ephemeral\"}}]},"
                + "{\"role\":\"user\",\"content\":\"prove\"}]}");
    assertThat(route.request().json("/messages/0/content"))
        .contains(
            "[{\"type\":\"text\",\"text\":\"Hi\"},{\"type\":\"text\",\"text\":\"a\","
                + "\"cache_control\":{\"type\":\"ephemeral\"}}]");
  }

  @Test
  void the_next_turn_begins_as_the_one_before() {
    String plugin = "{type: system_prompt, configuration: {system_prompt: Hi, mode: insert}}";
    String turn =
        "{\"messages\":[{\"role\":\"system\",\"content\":\"s\"},"
            + "{\"role\":\"user\",\"content\":\"prove\"}";
    String first = forward(plugin, turn + "]}").request().json("/messages").orElseThrow();
    String second =
        forward(
                plugin,
                turn
                    + ",{\"role\":\"assistant\",\"content\":\"a\"},"
                    + "{\"role\":\"user\",\"content\":\"prove more\"}]}")
            .request()
            .json("/messages")
            .orElseThrow();
    assertThat(second).startsWith(first.substring(0, first.length() - 1) + ",");
  }

  @Test
  void limits_lower_what_is_there_and_add_nothing() {
    String plugin = "{type: request_params, configuration: {max_tokens_limit: 100, max_n: 1}}";
    String messages = "\"messages\":[{\"role\":\"user\",\"content\":\"prove\"}]";
    ChatRequest greedy =
        forward(
                plugin,
                "{\"max_tokens\":5e3,\"max_completion_tokens\":101,\"n\":4," + messages + "}")
            .request();
    assertThat(greedy.json("/max_tokens")).contains("100");
    assertThat(greedy.json("/max_completion_tokens")).contains("100");
    assertThat(greedy.json("/n")).contains("1");
    ChatRequest modest = forward(plugin, "{\"max_tokens\":100," + messages + "}").request();
    assertThat(modest.json("/max_tokens")).contains("100");
    assertThat(modest.json("/max_completion_tokens")).isEmpty();
    assertThat(modest.json("/n")).isEmpty();
  }

  @Test
  void blocked_and_unknown_fields_do_not_go_out() {
    Route.Forward route =
        forward(
            "{type: request_params, configuration: {blocked_params: [logprobs], strip_unknown: true}}",
            "{\"logprobs\":true,\"hunter2\":1,\"temperature\":0.10,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"prove\"}]}");
    assertThat(route.request().fields())
        .containsExactlyInAnyOrder("temperature", "messages", "model", "reasoning_effort");
    assertThat(route.request().json("/temperature")).contains("0.10");
    assertThat(route.changes(route.candidates().get(0)))
        .contains("logprobs removed", "a field that OpenAI does not know removed")
        .noneMatch(change -> change.contains("hunter2"));
  }

  @Test
  void mistakes_in_settings_are_found_at_load() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(
            () ->
                with(
                    "{type: fast_response, configuration: {mesage: x}}, {type: system_prompt},"
                        + " {type: system_prompt, configuration: {system_prompt: x, mode: append}},"
                        + " {type: request_params, configuration: {max_n: 0,"
                        + " blocked_params: [messages]}}"))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .allMatch(problem -> problem.line() > 0)
                    .extracting(Problem::path)
                    .containsExactlyInAnyOrder(
                        "decisions[0].plugins[0].configuration.mesage",
                        "decisions[0].plugins[1].configuration",
                        "decisions[0].plugins[2].configuration.mode",
                        "decisions[0].plugins[3].configuration.max_n",
                        "decisions[0].plugins[3].configuration.blocked_params"));
  }

  @Test
  void plugins_are_written_back_as_they_were() {
    RouterConfig config =
        with(fast("") + ", {type: system_prompt, configuration: {system_prompt: x}}");
    assertThat(RouterConfig.parse(config.toYaml())).isEqualTo(config);
  }

  @Test
  void a_plugin_that_does_not_act_is_named_once() {
    assertThat(with("{type: rag}, " + fast("")).warnings())
        .extracting(Problem::message)
        .containsOnlyOnce(
            "the plugin rag does not act in this version: nothing is looked up and added to the"
                + " request");
  }
}
