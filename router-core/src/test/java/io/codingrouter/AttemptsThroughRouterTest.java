package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.Attempt;
import io.codingrouter.dispatch.FakeModelClient;
import io.codingrouter.dispatch.FakeReply;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.RouterListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptsThroughRouterTest {
  private static final FakeReply DOWN = FakeReply.fails(ModelException.SERVER_ERROR, true);

  private static String yaml(String reliability, String ofLocal) {
    return """
    version: v0.1
    providers:
      reliability: {%s}
      models:
        - name: local
          location: local
          %s
          endpoints: [{name: desk, endpoint: "localhost:8000"}]
        - name: cloud
          endpoints:
            - {name: one, base_url: "https://one.example/v1", weight: 3}
            - {name: two, base_url: "https://two.example/v1", weight: 2}
            - {name: three, base_url: "https://three.example/v1", weight: 1}
      default_model: local
    decisions:
      - name: code
        priority: 1
        rules: {operator: AND, conditions: []}
        modelRefs: [{model: local}, {model: cloud}]
    """
        .formatted(reliability, ofLocal);
  }

  private static Router.Builder router(FakeModelClient client, String yaml) {
    return Router.builder(RouterConfig.parse(yaml)).modelClient(client).seed(7);
  }

  private static final class Diary implements RouterListener {
    final List<String> events = new ArrayList<>();

    @Override
    public void attemptStarted(RouteTrace trace, String model, String endpoint) {
      events.add("started " + model + " at " + endpoint);
    }

    @Override
    public void firstToken(RouteTrace trace, String model, String endpoint, Duration waited) {
      events.add("first token of " + model + " at " + endpoint);
    }

    @Override
    public void attemptEnded(RouteTrace trace, Attempt attempt) {
      events.add(attempt.outcome() + " at " + attempt.endpoint());
      throw new IllegalStateException("the listener's own affair");
    }
  }

  @Test
  void the_listener_hears_of_each_attempt() {
    FakeModelClient client = FakeModelClient.replying(FakeReply.streams("fine")).on("desk", DOWN);
    Diary diary = new Diary();
    try (Router router = router(client, yaml("retry_count: 0", "")).listener(diary).build()) {
      String endpoint;
      try (ChatStream stream = router.stream(ChatRequest.user("hello"))) {
        endpoint = client.targets().get(1);
        assertThat(diary.events)
            .containsExactly(
                "started local at desk",
                "server_error at desk",
                "started cloud at " + endpoint,
                "first token of cloud at " + endpoint);
        stream.forEachRemaining(chunk -> {});
      }
      assertThat(diary.events).hasSize(5).endsWith("ok at " + endpoint);
      diary.events.clear();
      client.on("desk", FakeReply.whole("fine"), FakeReply.stallsAfter("x"));
      router.chat(ChatRequest.user("hello"));
      assertThat(diary.events).containsExactly("started local at desk", "ok at desk");
      diary.events.clear();
      router.stream(ChatRequest.user("hello")).close();
      assertThat(diary.events).endsWith("first token of local at desk", "cancelled at desk");
    }
  }

  @Test
  void what_is_known_of_an_endpoint_survives_a_reload() {
    FakeModelClient client = FakeModelClient.answering("fine").on("desk", DOWN);
    String yaml = yaml("retry_count: 0, consecutive_5xx: 1", "");
    try (Router router = router(client, yaml).build()) {
      router.chat(ChatRequest.user("hello"));
      router.reload(RouterConfig.parse(yaml.replace("name: desk", "name: bench")));
      router.chat(ChatRequest.user("hello"));
    }
    assertThat(client.targets()).hasSize(3).startsWith("desk").doesNotContain("bench");
  }

  @Test
  void who_does_not_wait_still_goes_only_where_privacy_allows() {
    FakeModelClient client = FakeModelClient.replying(FakeReply.streams("fine"));
    String yaml =
        yaml("retry_count: 0", "on_full: next\n      max_pending: 0")
            + "advanced: {pii_detection: true}\n";
    try (Router router = router(client, yaml).build();
        ChatStream first = router.stream(ChatRequest.user("hello"))) {
      ModelException e =
          catchThrowableOfType(
              ModelException.class, () -> router.stream(ChatRequest.user("hello")));
      assertThat(e.kind()).isEqualTo(ModelException.BUSY);
      assertThat(first.hasNext()).isTrue();
    }
    assertThat(client.targets()).containsExactly("desk");
  }

  @Test
  void where_an_endpoint_is_passed_over_the_others_share_by_weight() {
    FakeModelClient client = FakeModelClient.answering("fine").on("desk", DOWN).on("one", DOWN);
    int requests = 600;
    try (Router router =
        router(client, yaml("retry_count: 0, consecutive_5xx: 0", "")).nanoTime(() -> 0).build()) {
      for (int i = 0; i < requests; i++) {
        router.chat(ChatRequest.user("hello"));
      }
    }
    int two = Collections.frequency(client.targets(), "two");
    int three = Collections.frequency(client.targets(), "three");
    assertThat(two + three).isEqualTo(requests);
    double share = two / (double) requests;
    double sigma = Math.sqrt(2 / 3.0 * 1 / 3.0 / requests);
    assertThat(share).isBetween(2 / 3.0 - 3 * sigma, 2 / 3.0 + 3 * sigma);
  }
}
