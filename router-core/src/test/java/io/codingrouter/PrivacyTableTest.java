package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.FakeModelClient;
import io.codingrouter.dispatch.FakeReply;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What leaves the process, for every PII policy, target, cache state and way of replying. The
 * client captures what it is sent. Cells that wait for a capability are skipped, and say for which.
 */
class PrivacyTableTest {
  private static final String PERSONAL = "ann@example.com";

  private enum Policy {
    OFF,
    UNREDACTED_ALLOWED,
    REDACT,
    ROUTE_LOCAL,
    BLOCK,
    TAG
  }

  private enum Target {
    LOCAL,
    CLOUD,
    FAILOVER
  }

  private enum Cache {
    HIT,
    MISS
  }

  private enum Reply {
    WHOLE,
    STREAMED
  }

  private record Cell(Policy policy, Target target, Cache cache, Reply reply) {
    String waitsFor() {
      if (cache == Cache.HIT) {
        return "the semantic cache";
      }
      boolean acts = policy == Policy.ROUTE_LOCAL || policy == Policy.BLOCK || policy == Policy.TAG;
      return acts ? "detection of personal data" : "";
    }

    /** Whether the request may leave as it is. */
    boolean leavesRaw() {
      return policy == Policy.OFF || policy == Policy.UNREDACTED_ALLOWED || target == Target.LOCAL;
    }
  }

  @TestFactory
  Stream<DynamicTest> what_leaves_the_process() {
    return Stream.of(Policy.values())
        .flatMap(
            policy ->
                Stream.of(Target.values())
                    .flatMap(
                        target ->
                            Stream.of(Cache.values())
                                .flatMap(
                                    cache ->
                                        Stream.of(Reply.values())
                                            .map(reply -> new Cell(policy, target, cache, reply)))))
        .map(cell -> DynamicTest.dynamicTest(cell.toString(), () -> check(cell)));
  }

  private static void check(Cell cell) {
    Assumptions.assumeTrue(cell.waitsFor().isEmpty(), "waits for " + cell.waitsFor());
    if (cell.target() == Target.FAILOVER) {
      boolean everywhere = cell.leavesRaw();
      String local = "{model: acme/Qwen3-Coder}";
      String cloud = "{model: gemini-2.5-pro}";
      checkFailover(
          cell,
          "[" + local + ", " + cloud + "]",
          everywhere ? new String[] {"desk", "google"} : new String[] {"desk"});
      checkFailover(
          cell,
          "[" + cloud + ", " + local + "]",
          everywhere ? new String[] {"google", "desk"} : new String[] {"desk"});
      return;
    }
    FakeModelClient client = FakeModelClient.replying(FakeReply.whole("fine"));
    Router.Builder builder = Router.builder(config(cell, Fixtures.YAML)).modelClient(client);
    if (cell.policy() == Policy.UNREDACTED_ALLOWED) {
      builder.allowUnredacted();
    }
    ChatRequest request =
        ChatRequest.user(
            (cell.target() == Target.CLOUD ? "prove it" : "hello") + ", says " + PERSONAL);
    try (Router router = builder.build()) {
      if (cell.leavesRaw()) {
        assertThat(answer(router, request, cell.reply())).isEqualTo("fine");
        assertThat(client.bodies()).singleElement().asString().contains(PERSONAL);
      } else {
        assertThatExceptionOfType(BlockedException.class)
            .isThrownBy(() -> answer(router, request, cell.reply()))
            .satisfies(e -> assertThat(e.reason()).isEqualTo(Route.Blocked.PII))
            .withMessageNotContaining(PERSONAL);
        assertThat(client.calls()).isEmpty();
      }
    }
  }

  // Nobody answers, so everybody is asked who may be.
  private static void checkFailover(Cell cell, String order, String... reached) {
    FakeModelClient client =
        FakeModelClient.replying(FakeReply.fails(ModelException.CONNECT, true));
    String refs = "modelRefs: [{model: gemini-2.5-pro, use_reasoning: true}]";
    RouterConfig config = config(cell, Fixtures.YAML.replace(refs, "modelRefs: " + order));
    Router.Builder builder = Router.builder(config).modelClient(client);
    if (cell.policy() == Policy.UNREDACTED_ALLOWED) {
      builder.allowUnredacted();
    }
    try (Router router = builder.build()) {
      assertThatExceptionOfType(ModelException.class)
          .isThrownBy(() -> answer(router, ChatRequest.user("prove " + PERSONAL), cell.reply()))
          .withMessageNotContaining(PERSONAL)
          .satisfies(e -> assertThat(e.attempts()).hasSize(reached.length));
    }
    assertThat(client.targets()).containsExactly(reached);
  }

  private static String answer(Router router, ChatRequest request, Reply reply) {
    if (reply == Reply.WHOLE) {
      return router.chat(request).text();
    }
    try (ChatStream stream = router.stream(request)) {
      return stream.collect().text();
    }
  }

  /** The local model is declared local: an address alone is not trusted. */
  private static RouterConfig config(Cell cell, String yaml) {
    String declared =
        yaml.replace(
            "- name: acme/Qwen3-Coder\n", "- name: acme/Qwen3-Coder\n      location: local\n");
    return RouterConfig.parse(
        declared + "advanced: {pii_detection: " + (cell.policy() != Policy.OFF) + "}\n");
  }
}
