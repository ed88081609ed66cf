package io.codingrouter;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatRequest;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a whole {@link Router#route} cost: two models, two keyword signals of 14 keywords,
 * three decisions, 200 characters? Budget: 3 µs and 1.5 kB. {@code parsed} adds reading the body
 * from JSON.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RouteBenchmark {
  private static final String YAML =
      """
      version: v0.1
      providers:
        models:
          - name: local/Qwen3-Coder
            endpoints: [{name: desk, endpoint: "localhost:8000"}]
          - name: gemini-2.5-pro
            endpoints: [{name: google, endpoint: models.example.com, protocol: https}]
        default_model: local/Qwen3-Coder
      signals:
        keywords:
          - name: reasoning_keywords
            operator: OR
            keywords: [prove, derive, theorem, induction, research, formal verification]
          - name: coding_keywords
            operator: OR
            keywords: [implement, refactor, debug, function, class, import, build, code]
      decisions:
        - name: reasoning-route
          priority: 100
          rules: {operator: OR, conditions: [{type: keyword, name: reasoning_keywords}]}
          modelRefs: [{model: gemini-2.5-pro, use_reasoning: true}]
        - name: coding-route
          priority: 80
          rules: {operator: OR, conditions: [{type: keyword, name: coding_keywords}]}
          modelRefs: [{model: local/Qwen3-Coder, use_reasoning: false}]
        - name: default-route
          priority: 1
          rules: {operator: AND, conditions: []}
          modelRefs: [{model: local/Qwen3-Coder}]
      """;

  @Param({"reasoning", "coding", "default"})
  String route;

  private Router router;
  private ChatRequest request;
  private String body;

  @Setup
  public void setUp() {
    router = Router.create(RouterConfig.parse(YAML));
    String ask =
        switch (route) {
          case "reasoning" -> "I have a question on sums of cubes, and here it is: prove that ";
          case "coding" -> "There is something odd in my shop; please refactor the cart so that ";
          default -> "Good morning! Tell me something about the weather in Lisbon, since ";
        };
    ask = (ask + "the first of these is always as large as the last one of those. ".repeat(4));
    request = ChatRequest.user(ask.substring(0, 200));
    body = request.toJson();
  }

  @TearDown
  public void tearDown() {
    router.close();
  }

  @Benchmark
  public Route route() {
    return router.route(request);
  }

  @Benchmark
  public Route parsed() {
    return router.route(ChatRequest.fromJson(body));
  }
}
