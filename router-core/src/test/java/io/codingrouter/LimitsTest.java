package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.FakeModelClient;
import io.codingrouter.dispatch.FakeReply;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Models and tenants that have reached a limit are left alone until there is room again. */
class LimitsTest {
  private static final String CONFIG =
      """
      version: v0.1
      providers:
        models:
          - name: first
            endpoints: [{endpoint: first.example}]
            pricing: {prompt_per_1m: 10, completion_per_1m: 10}
            # limits of first
          - name: second
            endpoints: [{endpoint: second.example}]
            pricing: {prompt_per_1m: 10, completion_per_1m: 10}
            # limits of second
        default_model: first
      signals:
        keywords: [{name: fixed, keywords: [opening hours]}]
      decisions:
        - name: fixed
          priority: 10
          rules: {operator: OR, conditions: [{type: keyword, name: fixed}]}
          modelRefs: [{model: first}]
          plugins: [{type: fast_response, configuration: {message: Nine to five.}}]
        - name: any
          modelRefs: [{model: first}, {model: second}]
      """;

  private final AtomicLong clock = new AtomicLong();

  private static String config(String first, String second, String tenants) {
    return CONFIG
            .replace("# limits of first", first.isEmpty() ? "" : "limits: {" + first + "}")
            .replace("# limits of second", second.isEmpty() ? "" : "limits: {" + second + "}")
        + (tenants.isEmpty() ? "" : "limits: {" + tenants + "}\n");
  }

  private Router router(String config) {
    return Router.builder(RouterConfig.parse(config)).nanoTime(clock::get).build();
  }

  private Router router(String config, FakeModelClient client) {
    return Router.builder(RouterConfig.parse(config))
        .modelClient(client)
        .nanoTime(clock::get)
        .build();
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  private static ChatRequest ask(String tenant) {
    return ChatRequest.user("hello").toBuilder().tenant(tenant).build();
  }

  private static String model(Route route) {
    return route instanceof Route.Forward forward
        ? forward.model().name()
        : ((Route.Blocked) route).reason();
  }

  private static ChatResponse taking(long prompt, long completion) {
    return ChatResponse.fromJson(
        "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"so\"},"
            + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":"
            + prompt
            + ",\"completion_tokens\":"
            + completion
            + "}}");
  }

  private static void complete(Route route, ChatResponse response) {
    ((Route.Forward) route).complete(response);
  }

  @Test
  void the_next_model_is_asked_when_one_has_had_its_requests() {
    try (Router router = router(config("rpm: 2", "rpm: 1", ""))) {
      assertThat(model(router.route(ask("t")))).isEqualTo("first");
      assertThat(model(router.route(ask("t")))).isEqualTo("first");
      Route third = router.route(ask("t"));
      assertThat(model(third)).isEqualTo("second");
      assertThat(third.trace().notes().toString())
          .contains("left out: model 'first' has reached its limit of 2 requests a minute");
      assertThat(((Route.Forward) third).candidates()).hasSize(1);
    }
  }

  @Test
  void when_no_model_is_left_the_refusal_says_when_to_try_again() {
    try (Router router = router(config("rpm: 1", "rpm: 1", ""))) {
      router.route(ask("t"));
      pass(Duration.ofSeconds(20));
      router.route(ask("t"));
      Route.Blocked refused = (Route.Blocked) router.route(ask("t"));
      assertThat(refused.reason()).isEqualTo(Route.Blocked.LIMIT);
      assertThat(refused.decision()).isEqualTo("any");
      assertThat(refused.message())
          .isEqualTo(
              "model 'first' has reached its limit of 1 requests a minute; model 'second' has"
                  + " reached its limit of 1 requests a minute: try again in 41 s");
      assertThat(refused.retryAfter()).contains(Duration.ofSeconds(41));

      pass(Duration.ofSeconds(41).minusNanos(1));
      assertThat(model(router.route(ask("t")))).isEqualTo("limit");
      pass(Duration.ofNanos(1));
      assertThat(model(router.route(ask("t")))).isEqualTo("first");
    }
  }

  @Test
  void a_model_that_the_request_names_itself_is_limited_as_well() {
    ChatRequest direct = ChatRequest.user("hello").toBuilder().model("first").build();
    try (Router router = router(config("rpm: 1", "", ""))) {
      assertThat(model(router.route(direct))).isEqualTo("first");
      assertThat(model(router.route(direct))).isEqualTo("limit");
    }
  }

  @Test
  void chat_throws_what_route_would_say() {
    try (Router router = router(config("rpm: 1", "rpm: 1", ""), FakeModelClient.answering("so"))) {
      router.chat(ask("t"));
      router.chat(ask("t"));
      assertThatExceptionOfType(BlockedException.class)
          .isThrownBy(() -> router.chat(ask("t")))
          .satisfies(
              e -> {
                assertThat(e.reason()).isEqualTo(Route.Blocked.LIMIT);
                assertThat(e.retryAfter()).contains(Duration.ofSeconds(61));
              });
    }
  }

  @Test
  void tokens_count_when_an_answer_tells_them() {
    try (Router router = router(config("tpm: 1K", "", ""))) {
      Route one = router.route(ask("t"));
      Route two = router.route(ask("t"));
      complete(one, taking(600, 399));
      assertThat(model(router.route(ask("t")))).isEqualTo("first");
      complete(two, taking(1, 0));
      assertThat(model(router.route(ask("t")))).isEqualTo("second");
      pass(Duration.ofSeconds(61));
      assertThat(model(router.route(ask("t")))).isEqualTo("first");
    }
  }

  @Test
  void money_counts_exactly_and_slides_out_of_its_period() {
    try (Router router = router(config("budget: {amount: 0.03, per: day}", "", ""))) {
      complete(router.route(ask("t")), taking(1_000, 0)); // a cent
      pass(Duration.ofHours(12));
      complete(router.route(ask("t")), taking(1_000, 999));
      assertThat(model(router.route(ask("t")))).isEqualTo("first"); // 0.02999
      complete(router.route(ask("t")), taking(1, 0));
      Route left = router.route(ask("t"));
      assertThat(model(left)).isEqualTo("second");
      assertThat(left.trace().notes().toString()).contains("0.03 USD a day");
      pass(Duration.ofHours(13));
      assertThat(model(router.route(ask("t")))).isEqualTo("first");
    }
  }

  @Test
  void what_has_no_known_cost_fills_no_budget() {
    try (Router router = router(config("budget: {amount: 0.01, per: month}", "", ""))) {
      complete(router.route(ask("t")), ChatResponse.of("nobody counted"));
      assertThat(model(router.route(ask("t")))).isEqualTo("first");
    }
  }

  @Test
  void each_tenant_has_limits_of_its_own_whatever_model_answers() {
    String tenants = "tenant: {rpm: 1}, tenants: {acme: {rpm: 2}, ours: {}}";
    try (Router router = router(config("", "", tenants))) {
      for (String tenant : List.of("a", "b", "acme", "acme")) {
        assertThat(model(router.route(ask(tenant)))).isEqualTo("first");
      }
      for (String tenant : List.of("a", "b", "acme")) {
        Route.Blocked refused = (Route.Blocked) router.route(ask(tenant));
        assertThat(refused.reason()).isEqualTo(Route.Blocked.LIMIT);
        assertThat(refused.message()).startsWith("this tenant has reached its limit of ");
        assertThat(refused.retryAfter()).contains(Duration.ofSeconds(61));
      }
      for (int i = 0; i < 50; i++) {
        assertThat(model(router.route(ask("ours")))).isEqualTo("first");
      }
      assertThat(model(router.route(ChatRequest.user("hello")))).isEqualTo("first");
      assertThat(model(router.route(ChatRequest.user("hello")))).isEqualTo("limit");
    }
  }

  @Test
  void a_tenants_budget_counts_all_of_its_models() {
    try (Router router =
        router(config("rpm: 1", "", "tenant: {budget: {amount: 0.02, per: hour}}"))) {
      complete(router.route(ask("a")), taking(1_000, 0));
      complete(router.route(ask("a")), taking(1_000, 0));
      assertThat(((Route.Blocked) router.route(ask("a"))).message())
          .contains("this tenant has reached its limit of 0.02 USD an hour: try again in 61 min");
      assertThat(model(router.route(ask("b")))).isEqualTo("second");
    }
  }

  @Test
  void attempts_that_failed_count_where_they_were_made() {
    FakeModelClient client =
        FakeModelClient.answering("so")
            .on("first", FakeReply.fails(ModelException.SERVER_ERROR, false));
    try (Router router = router(config("rpm: 3", "rpm: 1", ""), client)) {
      router.chat(ask("t"));
      Route next = router.route(ask("t"));
      assertThat(((Route.Forward) next).candidates()).hasSize(1); // second answered for first
      assertThat(model(next)).isEqualTo("first");
    }
  }

  @Test
  void explaining_rehearsing_and_fixed_answers_count_nothing() {
    try (Router router = router(config("rpm: 1", "rpm: 1", "tenant: {rpm: 1}"))) {
      router.explain(ask("t"));
      router.rehearse(ask("t"));
      router.route(ChatRequest.user("your opening hours").toBuilder().tenant("t").build());
      assertThat(model(router.route(ask("t")))).isEqualTo("first");
      assertThat(router.explain(ask("t")).outcome()).isEqualTo("blocked");
      assertThat(router.route(ChatRequest.user("opening hours").toBuilder().tenant("t").build()))
          .isInstanceOf(Route.Replied.class);
    }
  }

  @Test
  void what_was_counted_survives_a_reload_and_new_limits_hold_at_once() {
    try (Router router = router(config("rpm: 5", "", "tenant: {rpm: 9}"))) {
      router.route(ask("t"));
      router.route(ask("t"));
      router.reload(RouterConfig.parse(config("rpm: 2", "", "tenant: {rpm: 9}")));
      assertThat(model(router.route(ask("t")))).isEqualTo("second");
      router.reload(RouterConfig.parse(config("", "", "tenants: {t: {rpm: 3}}")));
      assertThat(model(router.route(ask("t")))).isEqualTo("limit");
      router.reload(RouterConfig.parse(config("", "", "")));
      assertThat(model(router.route(ask("t")))).isEqualTo("first");
    }
  }

  @Test
  void of_many_threads_exactly_as_many_get_through_as_limits_allow() throws Exception {
    AtomicInteger first = new AtomicInteger();
    AtomicInteger second = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    try (Router router = router(config("rpm: 100", "rpm: 50", ""))) {
      ExecutorService threads = Executors.newFixedThreadPool(8);
      for (int i = 0; i < 8; i++) {
        threads.execute(
            () -> {
              for (int n = 0; n < 50; n++) {
                switch (model(router.route(ask("t")))) {
                  case "first" -> first.incrementAndGet();
                  case "second" -> second.incrementAndGet();
                  default -> refused.incrementAndGet();
                }
              }
            });
      }
      threads.shutdown();
      assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }
    assertThat(List.of(first.get(), second.get(), refused.get())).containsExactly(100, 50, 250);
  }
}
