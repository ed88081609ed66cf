package io.codingrouter.http;

import io.codingrouter.Router;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatRequest;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does {@link Router#chat} add to the call that it makes: 20 keyword signals, 10 decisions, a
 * request of 400 characters, a server on this machine that answers at once? The rival, {@code
 * okhttp}, posts the very body that {@code chat} sends, and reads the reply into a string. Budget:
 * the medians (p0.50) differ by 50 µs at most. {@code client} is the call without the router.
 *
 * <pre>{@code
 * mvn -q -Pjmh -pl router-http -am test-compile exec:exec -Djmh.of=http \
 *   -Djmh.args="OverheadBenchmark -f 1 -wi 5 -i 5 -w 1 -r 2"
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
public class OverheadBenchmark {
  private static final String REPLY =
      """
      {"id":"chatcmpl-1","object":"chat.completion","created":1764000000,"model":"small-4b",\
      "choices":[{"index":0,"message":{"role":"assistant","content":"%s"},\
      "logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":104,\
      "completion_tokens":61,"total_tokens":165}}"""
          .formatted("An answer of a few sentences. ".repeat(12));

  private final ChatRequest request =
      ChatRequest.user("Please look at topic-7 of the report and tell me more. ".repeat(8));
  private LoopbackServer server;
  private Router router;
  private OkHttpClient okhttp;
  private Request post;
  private volatile String sent = "";

  @Setup
  public void setUp() throws IOException {
    byte[] reply = LoopbackServer.reply(REPLY);
    server =
        new LoopbackServer(
            (body, connection) -> {
              sent = body;
              connection.getOutputStream().write(reply);
              return true;
            });
    router =
        Router.builder(RouterConfig.parse(config(server.base().getAuthority())))
            .modelClient(HttpModelClient.create())
            .build();
    router.chat(request);
    okhttp = new OkHttpClient();
    post =
        new Request.Builder()
            .url(server.base() + "/chat/completions")
            .post(RequestBody.create(sent, MediaType.get("application/json")))
            .build();
  }

  private static String config(String endpoint) {
    return """
        version: v0.1
        providers:
          models:
            - name: small-4b
              context_window: 32768
              endpoints: [{name: desk, endpoint: "%s"}]
            - name: other-4b
              endpoints: [{name: desk, endpoint: "%s"}]
          default_model: small-4b
        signals:
          keywords:
        %s
        decisions:
        %s
        """
        .formatted(
            endpoint,
            endpoint,
            IntStream.range(0, 20).mapToObj(OverheadBenchmark::signal).collect(lines()),
            IntStream.range(0, 10).mapToObj(OverheadBenchmark::decision).collect(lines()));
  }

  private static java.util.stream.Collector<CharSequence, ?, String> lines() {
    return Collectors.joining("\n");
  }

  private static String signal(int i) {
    return "    - {name: s%d, operator: OR, keywords: [topic-%d, word%d, \"some phrase %d\"]}"
        .formatted(i, i, i, i);
  }

  private static String decision(int i) {
    return """
          - name: d%d
            priority: %d
            rules: {operator: OR, conditions: [{type: keyword, name: s%d}, {type: keyword, name: s%d}]}
            modelRefs: [{model: small-4b}, {model: other-4b}]"""
        .formatted(i, 100 - i, i, 10 + i)
        .indent(2)
        .stripTrailing();
  }

  @TearDown
  public void tearDown() throws IOException {
    router.close();
    okhttp.dispatcher().executorService().shutdown();
    okhttp.connectionPool().evictAll();
    server.close();
  }

  @Benchmark
  public String okhttp() throws IOException {
    try (Response response = okhttp.newCall(post).execute()) {
      return response.body().string();
    }
  }

  @Benchmark
  public String chat() {
    return router.chat(request).text();
  }
}
