package io.codingrouter;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatRequest;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.yaml.snakeyaml.Yaml;

/**
 * What does the first request of a fresh JVM wait for? {@code parsers} is the floor: SnakeYAML
 * composes the config and Jackson reads a body. {@code loadAndCreate} loads the config and makes a
 * router, {@code firstRoute} routes a request on top. Budget: the floor and 150 ms. Each fork is
 * one cold start.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(10)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class ColdStartBenchmark {
  private static final String BODY = "{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

  private Path file;
  private String yaml;

  @Setup
  public void setUp() throws IOException {
    file =
        Path.of(
            "../router-examples/demo/src/main/resources/io/codingrouter/examples/demo/config.yaml");
    yaml = Files.readString(file);
  }

  @Benchmark
  public Object parsers() throws IOException {
    Object node = new Yaml().compose(new StringReader(yaml));
    return node.hashCode() + new ObjectMapper().readTree(BODY).size();
  }

  @Benchmark
  public Object loadAndCreate() {
    return Router.create(RouterConfig.load(file));
  }

  @Benchmark
  public Object firstRoute() {
    return Router.create(RouterConfig.load(file)).route(ChatRequest.fromJson(BODY));
  }
}
