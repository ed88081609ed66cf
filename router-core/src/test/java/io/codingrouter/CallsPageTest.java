package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.FakeModelClient;
import io.codingrouter.dispatch.ModelClient;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.telemetry.EndpointCheck;
import io.codingrouter.telemetry.RouterMetrics;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/calls.md shows in Java compiles and works, and its meters are there. */
class CallsPageTest {
  private static final Path PAGE = Path.of("../docs/calls.md");
  private static final Path SOURCE = Path.of("src/test/java/io/codingrouter/CallsPageTest.java");
  private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern METER = Pattern.compile("`((?:gen_ai\\.client|router)\\.[a-z_.]+)`");

  private final RouterConfig config = Fixtures.config();
  private final ChatRequest request = ChatRequest.user("hello");
  private final ModelClient client = FakeModelClient.answering("so");
  private final MeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void a_stream_is_read() {
    StringBuilder text = new StringBuilder();
    try (Router router = Router.builder(config).modelClient(client).build()) {
      try (ChatStream stream = router.stream(request)) {
        while (stream.hasNext()) {
          text.append(stream.next().text());
        }
      }
    }
    assertThat(text).hasToString("so");
  }

  @Test
  void a_reply_is_not_waited_for() throws Exception {
    Router.Builder builder =
        Router.builder(config)
            .modelClient(client)
            .executor(Executors.newCachedThreadPool()); // on 21: newVirtualThreadPerTaskExecutor()
    try (Router router = builder.build()) {
      CompletableFuture<ChatResponse> reply =
          router.chatAsync(request).orTimeout(20, TimeUnit.SECONDS);
      assertThat(reply.get().text()).isEqualTo("so");
    }
  }

  @Test
  void endpoints_are_verified() {
    try (Router router = Router.builder(config).modelClient(client).build()) {
      for (EndpointCheck check : router.verify()) {
        System.out.println(
            check.model()
                + " at "
                + check.endpoint()
                + ": "
                + check.outcome()
                + " "
                + check.reason());
      }
      assertThat(router.stats().checks()).hasSize(2);
    }
  }

  @Test
  void meters_have_the_names_of_the_page() throws IOException {
    Router.Builder watched =
        Router.builder(config).modelClient(client).listener(RouterMetrics.of(registry));
    try (Router router = watched.build()) {
      router.stream(request).collect();
    }
    String page = Files.readString(PAGE);
    assertThat(METER.matcher(page).results().map(match -> match.group(1)).toList())
        .hasSizeGreaterThan(10);
    assertThat(registry.getMeters().stream().map(Meter::getId))
        .filteredOn(id -> id.syntheticAssociation() == null) // else a bucket
        .hasSizeGreaterThan(8)
        .allSatisfy(id -> assertThat(page).contains("`" + id.getName() + "`"));
  }

  /** That of the comment on {@link Router}. */
  @Test
  void the_example_of_the_router_works() throws Exception {
    Router.Builder builder = Router.builder(config).modelClient(client);
    try (Router router = builder.listener(RouterMetrics.of(registry)).build()) {
      ChatResponse whole = router.chat(request);
      try (ChatStream stream = router.stream(request)) {
        stream.forEachRemaining(chunk -> System.out.print(chunk.text()));
      }
      CompletableFuture<ChatResponse> later = router.chatAsync(request);
      Flow.Publisher<ChatChunk> chunks = router.publish(request);
      assertThat(later.get()).isEqualTo(whole);
      assertThat(chunks).isNotNull();
    }
  }

  @Test
  void every_block_of_java_is_a_piece_of_this_test() throws IOException {
    String source = bare(Files.readString(SOURCE));
    Matcher blocks = JAVA.matcher(Files.readString(PAGE));
    int count = 0;
    for (; blocks.find(); count++) {
      assertThat(source).contains(bare(blocks.group(1)));
    }
    assertThat(count).isEqualTo(5);
  }

  /** Without the space that formatting adds. */
  private static String bare(String code) {
    return code.lines().map(String::strip).collect(Collectors.joining()).replace(" ", "");
  }
}
