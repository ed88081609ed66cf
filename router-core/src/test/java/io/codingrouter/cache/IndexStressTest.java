package io.codingrouter.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Sixteen threads search, add, expire and evict for a second on each index. For a minute each on
 * one processor, as small containers have it:
 *
 * <pre>
 * mvn -pl router-core test -Dtest=IndexStressTest -Dstress.seconds=60 -DargLine=-XX:ActiveProcessorCount=1
 * </pre>
 */
class IndexStressTest {
  private static final int SECONDS = Integer.getInteger("stress.seconds", 1);

  @Test
  void a_scan_survives_sixteen_threads() throws Exception {
    ScanIndex index = new ScanIndex(IndexStress.DIMENSIONS);

    IndexStress stress = new IndexStress(index);
    stress.run(SECONDS);

    assertThat(stress.missed()).isZero();
  }

  @Test
  void a_graph_survives_sixteen_threads() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      GraphIndex index = new GraphIndex(IndexStress.DIMENSIONS, 256, executor);
      IndexStress stress = new IndexStress(index);
      executor.submit(() -> {}).get(30, TimeUnit.SECONDS);
      assertThat(index.graph()).isNotNull();

      stress.run(SECONDS);

      assertThat(stress.missed()).isLessThanOrEqualTo(stress.searches() / 100);
      executor.shutdown();
      assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
      assertThat(index.dead()).isLessThanOrEqualTo(4 * IndexStress.MOST);
    } finally {
      executor.shutdownNow();
    }
  }
}
