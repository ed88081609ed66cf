package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.model.Candidate;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A conversation stays where it is until something says otherwise. */
class StickinessTest {
  private static final String CONFIG =
      """
      version: v0.1
      providers:
        models:
          - name: local
            endpoints: [{endpoint: "localhost:8000"}]
            pricing: {prompt_per_1m: 0, completion_per_1m: 0}
          - name: cloud
            endpoints: [{endpoint: cloud.example, protocol: https}]
            pricing: {prompt_per_1m: 2, completion_per_1m: 8, cached_input_per_1m: 0.2}
          - name: dear
            endpoints: [{endpoint: dear.example, protocol: https}]
            pricing: {prompt_per_1m: 3, completion_per_1m: 12}
        default_model: local
      signals:
        keywords:
          - {name: proof, keywords: [prove]}
          - {name: code, keywords: [refactor]}
          - {name: story, keywords: [story]}
          - {name: bad, keywords: [bomb]}
        language: [{name: en}]
      decisions:
        - name: refusal
          priority: 200
          rules: {type: keyword, name: bad}
          plugins: [{type: fast_response, configuration: {message: "No."}}]
        - name: proofs
          priority: 100
          rules: {type: keyword, name: proof}
          modelRefs: [{model: cloud}]
        - name: coding
          priority: 80
          rules: {type: keyword, name: code}
          modelRefs: [{model: local}]
        - name: stories
          priority: 60
          rules: {type: keyword, name: story}
          modelRefs: [{model: dear}]
        - name: english
          priority: 10
          rules: {type: language, name: en}
          modelRefs: [{model: local}]
      """;

  private final RouterConfig config = RouterConfig.parse(CONFIG);

  private static ChatRequest asks(String... asks) {
    ChatRequest.Builder request = ChatRequest.builder();
    for (int i = 0; i < asks.length; i++) {
      request.user(asks[i]);
      if (i < asks.length - 1) {
        request.assistant("Here is what I think of it.");
      }
    }
    return request.build();
  }

  private static String decision(RouterConfig config, ChatRequest request) {
    try (Router router = Router.create(config)) {
      return router.route(request).decision();
    }
  }

  @Test
  void a_turn_that_says_nothing_stays_with_the_decision_before() {
    assertThat(decision(config, asks("refactor this class", "yes, do that"))).isEqualTo("coding");
    assertThat(
            decision(
                config,
                asks(
                    "prove that it is so",
                    "yes please, do that now",
                    "go on with it",
                    "and what is then?")))
        .isEqualTo("proofs");
  }

  @Test
  void each_turn_is_routed_by_itself_when_switched_off() {
    RouterConfig off = RouterConfig.parse(CONFIG + "stickiness: false\n");
    assertThat(decision(off, asks("refactor this class", "yes, do that"))).isEqualTo("english");
  }

  @Test
  void a_new_subject_is_followed_whatever_its_priority() {
    assertThat(decision(config, asks("refactor it", "prove it"))).isEqualTo("proofs");
    assertThat(decision(config, asks("prove it", "now refactor it"))).isEqualTo("coding");
    assertThat(decision(config, asks("prove it", "now refactor it", "thanks"))).isEqualTo("coding");
  }

  @Test
  void an_answer_by_the_router_itself_does_not_hold() {
    assertThat(decision(config, asks("build a bomb", "I am sorry for what I said")))
        .isEqualTo("english");
    assertThat(decision(config, asks("refactor it", "build a bomb"))).isEqualTo("refusal");
    assertThat(decision(config, asks("refactor it", "build a bomb", "go on with the next one")))
        .isEqualTo("english");
  }

  @Test
  void what_is_long_ago_is_forgotten() {
    String[] asks = new String[Continuity.LOOK_BACK + 2];
    java.util.Arrays.fill(asks, "and then?");
    asks[0] = "refactor this class";
    assertThat(decision(config, asks(asks))).isEqualTo("english");
  }

  @Test
  void the_trace_says_that_an_earlier_turn_decided() {
    try (Router router = Router.create(config)) {
      String trace = router.route(asks("refactor it", "yes, do that")).trace().describe();
      assertThat(trace)
          .contains("coding: an earlier turn took it, and it stays")
          .contains("english: holds, but the conversation stays with coding")
          .contains("by itself this turn would take english");
    }
  }

  @Test
  void a_dearer_switch_that_loses_a_warm_cache_waits() {
    try (Router router = Router.create(config)) {
      Route first = router.route(asks("prove it"));
      assertThat(first.decision()).isEqualTo("proofs");
      complete(first, 1_000, 200, 900);
      assertThat(router.route(asks("prove it", "tell it as a story")).decision())
          .as("the other model is dearer, and the cache is warm")
          .isEqualTo("proofs");
      assertThat(router.route(asks("prove it", "refactor it")).decision())
          .as("the other model is free")
          .isEqualTo("coding");
    }
    RouterConfig careless = RouterConfig.parse(CONFIG + "stickiness: {weight: 0}\n");
    try (Router router = Router.create(careless)) {
      complete(router.route(asks("prove it")), 1_000, 200, 900);
      assertThat(router.route(asks("prove it", "tell it as a story")).decision())
          .isEqualTo("stories");
    }
  }

  private static void complete(Route route, long prompt, long completion, long cached) {
    ((Route.Forward) route)
        .complete(
            ChatResponse.fromJson(
                """
                {"choices":[{"index":0,"message":{"role":"assistant","content":"ok"}}],
                 "usage":{"prompt_tokens":%d,"completion_tokens":%d,
                 "prompt_tokens_details":{"cached_tokens":%d}}}
                """
                    .formatted(prompt, completion, cached)));
  }

  private static final String DRAWN =
      """
      version: v0.1
      providers:
        models:
          - {name: a, endpoints: [{endpoint: a.example}, {endpoint: a2.example, name: second}]}
          - {name: b, endpoints: [{endpoint: b.example}]}
          - {name: c, endpoints: [{endpoint: c.example}]}
        default_model: a
      decisions:
        - name: any
          modelRefs: [{model: a}, {model: b}, {model: c}]
          algorithm: {type: weighted}
      """;

  private static ChatRequest loop(int calls) {
    ChatRequest.Builder request =
        ChatRequest.builder().system("You are an agent.").user("make the tests pass");
    for (int i = 0; i < calls; i++) {
      request.setJson(
          "/messages/-",
          "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c%d\",\"type\":\"function\",\"function\":{\"name\":\"sh\",\"arguments\":\"{}\"}}]}"
              .formatted(i));
      request.setJson(
          "/messages/-",
          "{\"role\":\"tool\",\"tool_call_id\":\"c%d\",\"content\":\"prove, refactor, story\"}"
              .formatted(i));
    }
    return request.build();
  }

  private static Candidate first(Route route) {
    return ((Route.Forward) route).candidates().get(0);
  }

  @Test
  void a_loop_of_forty_tool_calls_never_moves() {
    for (long seed = 0; seed < 20; seed++) {
      try (Router router = Router.builder(RouterConfig.parse(DRAWN)).seed(seed).build()) {
        Candidate began = first(router.route(loop(0)));
        for (int calls = 1; calls <= 40; calls++) {
          Candidate now = first(router.route(loop(calls)));
          assertThat(now.model()).isEqualTo(began.model());
          assertThat(now.baseUri()).isEqualTo(began.baseUri());
        }
      }
    }
  }

  @Test
  void conversations_that_begin_are_drawn_anew() {
    Set<String> models = new HashSet<>();
    try (Router router = Router.builder(RouterConfig.parse(DRAWN)).seed(1).build()) {
      for (int i = 0; i < 50; i++) {
        models.add(first(router.route(loop(0))).model().name());
      }
    }
    assertThat(models).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void a_session_keeps_its_model_and_no_other_tenant_has_it() {
    Set<String> ours = new HashSet<>();
    Set<String> theirs = new HashSet<>();
    try (Router router = Router.builder(RouterConfig.parse(DRAWN)).seed(2).build()) {
      for (int i = 0; i < 30; i++) {
        ChatRequest.Builder ask = ChatRequest.user("question " + i).toBuilder().session("s1");
        ours.add(first(router.route(ask.tenant("us").build())).baseUri().toString());
        theirs.add(first(router.route(ask.tenant("tenant " + i).build())).baseUri().toString());
      }
    }
    assertThat(ours).hasSize(1);
    assertThat(theirs).hasSizeGreaterThan(1);
  }

  @Test
  void an_idle_conversation_is_forgotten() {
    AtomicLong now = new AtomicLong();
    Set<String> models = new HashSet<>();
    try (Router router =
        Router.builder(RouterConfig.parse(DRAWN)).seed(3).nanoTime(now::get).build()) {
      for (int i = 0; i < 30; i++) {
        models.add(
            first(router.route(ChatRequest.user("hello").toBuilder().session("s").build()))
                .model()
                .name());
        now.addAndGet(java.time.Duration.ofHours(2).toNanos());
      }
    }
    assertThat(models).hasSizeGreaterThan(1);
  }

  @Test
  void what_took_over_in_a_failover_finishes_the_turn_and_no_more() {
    RouterConfig written =
        RouterConfig.parse(DRAWN.replace("    algorithm: {type: weighted}\n", ""));
    try (Router router = Router.builder(written).seed(4).build()) {
      Route.Forward began = (Route.Forward) router.route(loop(0));
      Candidate backup = began.candidates().get(2);
      assertThat(backup.model().name()).isEqualTo("b");
      began.exchange().completed(began.trace(), ChatResponse.of("ok"), backup, java.util.List.of());
      assertThat(first(router.route(loop(1))).model().name()).isEqualTo("b");
      ChatRequest next = loop(1).toBuilder().assistant("Done.").user("and now the docs").build();
      assertThat(first(router.route(next)).model().name()).isEqualTo("a");
    }
  }

  @Test
  void explaining_leaves_nothing_behind() {
    try (Router router = Router.builder(RouterConfig.parse(DRAWN)).seed(5).build()) {
      ChatRequest ask = ChatRequest.user("hello").toBuilder().session("s").build();
      Set<String> models = new HashSet<>();
      for (int i = 0; i < 40; i++) {
        models.add(router.explain(ask.toBuilder().seed(i).build()).model());
      }
      assertThat(models).hasSize(3);
    }
  }
}
