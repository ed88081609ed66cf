package io.codingrouter.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sixteen threads search, add, expire and evict for a second on each index; among the slow tests
 * for a minute each on one processor, as small containers have it.
 */
class IndexStressTest {
  @Test
  void a_scan_survives_sixteen_threads() throws Exception {
    scan(1);
  }

  @Test
  void a_graph_survives_sixteen_threads() throws Exception {
    graph(1);
  }

  /** In a process of its own, with room for the test's own diary and not much more. */
  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"scan", "graph"})
  void a_minute_on_one_processor_is_survived(String index) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ActiveProcessorCount=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                IndexStressTest.class.getName(),
                index,
                "60")
            .redirectErrorStream(true)
            .start();
    try {
      assertThat(process.waitFor(8, TimeUnit.MINUTES)).as("it has ended").isTrue();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.exitValue()).as(said).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Runs one index for so many seconds. */
  public static void main(String... args) throws Exception {
    if (args[0].equals("scan")) {
      scan(Integer.parseInt(args[1]));
    } else {
      graph(Integer.parseInt(args[1]));
    }
  }

  private static void scan(int seconds) throws Exception {
    ScanIndex index = new ScanIndex(IndexStress.DIMENSIONS);
    IndexStress stress = new IndexStress(index);

    stress.run(seconds);

    assertThat(stress.missed()).isZero();
  }

  private static void graph(int seconds) throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      GraphIndex index = new GraphIndex(IndexStress.DIMENSIONS, 256, executor);
      IndexStress stress = new IndexStress(index);
      executor.submit(() -> {}).get(2, TimeUnit.MINUTES);
      assertThat(index.graph()).isNotNull();

      stress.run(seconds);

      assertThat(stress.missed()).isLessThanOrEqualTo(1 + stress.searches() / 100);
      executor.shutdown();
      assertThat(executor.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
      assertThat(index.dead()).isLessThanOrEqualTo(4 * IndexStress.MOST);
    } finally {
      executor.shutdownNow();
    }
  }
}
