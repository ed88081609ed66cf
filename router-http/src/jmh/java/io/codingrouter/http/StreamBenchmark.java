package io.codingrouter.http;

import io.codingrouter.Router;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.ModelClient;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many chunks a second does {@link Router#stream} hand on, and what does each allocate? {@code
 * memory} gives the engine chunks that are read already; {@code batched} is a server on this
 * machine that writes as much at once as fits; {@code flushed} one that writes each event as a
 * chunk of the body of its own, as servers of models do. Budget: 200,000 a second.
 *
 * <pre>{@code
 * mvn -q -Pjmh -pl router-http -am test-compile exec:exec -Djmh.of=http \
 *   -Djmh.args="StreamBenchmark -f 1 -wi 3 -i 3 -w 2 -r 2 -prof gc"
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class StreamBenchmark {
  private static final int CHUNKS = 100_000;

  @Param({"memory", "batched", "flushed"})
  String source;

  private final ChatRequest request = ChatRequest.user("Tell me more");
  private LoopbackServer server;
  private Router router;

  @Setup
  public void setUp() throws IOException {
    server = new LoopbackServer(new Chatter(CHUNKS, source.equals("flushed")));
    RouterConfig config =
        RouterConfig.builder()
            .model("small-4b", m -> m.endpoint(server.base().getAuthority()))
            .defaultModel("small-4b")
            .build();
    ModelClient client = source.equals("memory") ? memory() : HttpModelClient.create();
    router = Router.builder(config).modelClient(client).build();
  }

  private static ModelClient memory() {
    ChatChunk word = ChatChunk.fromJson(Chatter.WORD);
    ChatChunk stop = ChatChunk.fromJson(Chatter.STOP);
    return call -> {
      Iterator<ChatChunk> chunks =
          Stream.concat(Stream.generate(() -> word).limit(CHUNKS), Stream.of(stop)).iterator();
      return new ChatStream() {
        @Override
        public boolean hasNext() {
          return chunks.hasNext();
        }

        @Override
        public ChatChunk next() {
          return chunks.next();
        }

        @Override
        public void close() {}
      };
    };
  }

  @TearDown
  public void tearDown() throws IOException {
    router.close();
    server.close();
  }

  @Benchmark
  @OperationsPerInvocation(CHUNKS)
  public long chunks() {
    long length = 0;
    try (ChatStream stream = router.stream(request)) {
      while (stream.hasNext()) {
        length += stream.next().text().length();
      }
    }
    return length;
  }
}
