package io.codingrouter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.Route;
import io.codingrouter.Router;
import io.codingrouter.config.Problem;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The example config, as it stands, routes what it was written for. */
class SeedTest {
  private static final String QWEN = "mlx-community/Qwen3-Coder-Next-4bit";
  private static final String GEMINI = "gemini-2.5-pro";

  private RouterConfig config;
  private Router router;

  @BeforeEach
  void set_up() throws IOException {
    try (InputStream in = Demo.class.getResourceAsStream("config.yaml")) {
      config = RouterConfig.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    router = Router.create(config);
  }

  @AfterEach
  void tear_down() {
    router.close();
  }

  private Route.Forward route(String ask) {
    return (Route.Forward) router.route(ChatRequest.user(ask));
  }

  @Test
  void its_warnings_are_the_masked_key_and_each_switch_that_does_not_act() {
    assertThat(config.warnings())
        .extracting(Problem::path)
        .containsExactly(
            "providers.models[1].access_key", "advanced.semantic_cache", "advanced.pii_detection");
    assertThat(config.decisions()).hasSize(3);
    assertThat(config.isGenerated(config.decisions().get(2))).isTrue();
    assertThat(config.model(QWEN).orElseThrow().location()).isEqualTo(Location.LOCAL);
    assertThat(config.model(GEMINI).orElseThrow().location()).isEqualTo(Location.CLOUD);
  }

  @Test
  void it_reads_back_equal_and_without_its_key() {
    String written = config.toYaml();
    assertThat(RouterConfig.parse(written)).isEqualTo(config);
    assertThat(written).contains("access_key: ").contains("•");
  }

  @Test
  void a_proof_goes_to_the_cloud_model_told_to_reason() {
    Route.Forward route = route("Prove that the square root of 2 is irrational");
    assertThat(route.decision()).isEqualTo("reasoning-route");
    assertThat(route.model().name()).isEqualTo(GEMINI);
    assertThat(route.request().json("/model")).contains("\"" + GEMINI + "\"");
    assertThat(route.request().json("/reasoning_effort")).isPresent();
  }

  @Test
  void refactoring_stays_on_the_local_model_with_reasoning_off() {
    Route.Forward route = route("refactor this class");
    assertThat(route.decision()).isEqualTo("coding-route");
    assertThat(route.model().name()).isEqualTo(QWEN);
    assertThat(route.request().json("/chat_template_kwargs/enable_thinking")).contains("false");
    assertThat(route.request().json("/reasoning_effort")).isEmpty();
  }

  @Test
  void a_greeting_takes_the_default_route() {
    assertThat(route("hello").decision()).isEqualTo("default-route");
    assertThat(route("hello").model().name()).isEqualTo(QWEN);
  }

  @Test
  void only_whole_words_fire_in_any_case() {
    assertThat(route("a proof, please").decision()).isEqualTo("default-route");
    assertThat(route("image classification").decision()).isEqualTo("default-route");
    assertThat(route("PROVE it").decision()).isEqualTo("reasoning-route");
    assertThat(route("a formal\n  Verification").decision()).isEqualTo("reasoning-route");
  }

  @Test
  void a_pasted_file_under_hello_does_not_make_a_coding_prompt() {
    String file =
        """
        import java.util.List;

        public class Cart {
          private final List<Item> items = List.of();

          // build the total
          int total() {
            return items.size();
          }
        }
        """;
    assertThat(route("hello\n\n" + file).decision()).isEqualTo("default-route");
    assertThat(route("hello\n```java\n" + file + "```").decision()).isEqualTo("default-route");
    assertThat(route("refactor it:\n\n" + file).decision()).isEqualTo("coding-route");
  }

  @Test
  void what_an_agent_wraps_around_the_ask_does_not_decide() {
    String claude =
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":"
            + "\"<system-reminder>\\nEvery class imports its logger. Prove nothing.\\n</system-reminder>\"},"
            + "{\"type\":\"text\",\"text\":\"what time is it?\"}]},"
            + "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"1\",\"type\":\"function\","
            + "\"function\":{\"name\":\"clock\",\"arguments\":\"{}\"}}]},"
            + "{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":\"class Clock { import prove; }\"}]}";
    assertThat(router.route(ChatRequest.fromJson(claude)).decision()).isEqualTo("default-route");
  }
}
