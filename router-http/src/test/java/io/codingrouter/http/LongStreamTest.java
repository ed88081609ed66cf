package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.Router;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Long streams take no more memory than short ones.
 *
 * <pre>{@code
 * mvn -Pslow test -pl router-http -am -Dtest=LongStreamTest -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 */
@Timeout(120)
class LongStreamTest {
  private static final long MIB = 1024 * 1024;

  @Test
  void memory_does_not_grow_with_a_stream() throws IOException {
    assertFlat(10_000, 128_000);
  }

  @Test
  @Tag("slow")
  void memory_does_not_grow_over_a_million_chunks() throws IOException {
    assertFlat(100_000, 1_024_000);
  }

  private static void assertFlat(int early, int chunks) throws IOException {
    try (LoopbackServer server = new LoopbackServer(new Chatter(chunks, true));
        Router router = router(server);
        ChatStream stream = router.stream(ChatRequest.user("Tell me more"))) {
      long start = System.nanoTime();
      long first = 0;
      int read = 0;
      while (stream.hasNext()) {
        assertThat(stream.next()).isNotNull();
        if (++read == early) {
          first = used();
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      long last = used();
      assertThat(read).isEqualTo(chunks + 1);
      System.out.printf(
          "heap in use: %.1f MiB after %d chunks, %.1f MiB after %d; %.0f chunks/s%n",
          (double) first / MIB, early, (double) last / MIB, chunks, read / seconds);
      assertThat(last - first).isLessThan(4 * MIB);
    }
  }

  private static Router router(LoopbackServer server) {
    RouterConfig config =
        RouterConfig.builder()
            .model("small-4b", model -> model.endpoint(server.base().getAuthority()))
            .defaultModel("small-4b")
            .build();
    return Router.builder(config).modelClient(HttpModelClient.create()).build();
  }

  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Test
  void a_reader_who_pauses_holds_the_server_back() throws IOException {
    AtomicLong written = new AtomicLong();
    byte[] head = LoopbackServer.STREAM;
    byte[] piece = LoopbackServer.piece(Chatter.WORD);
    LoopbackServer.Answer endless =
        (body, connection) -> {
          connection.setSendBufferSize(64 * 1024);
          connection.getOutputStream().write(head);
          while (true) {
            connection.getOutputStream().write(piece);
            written.addAndGet(piece.length);
          }
        };
    try (LoopbackServer server = new LoopbackServer(endless);
        Router router = router(server);
        ChatStream stream = router.stream(ChatRequest.user("Tell me more"))) {
      assertThat(stream.next().text()).isEqualTo(" word");
      long before = -1;
      for (long now = 0; now != before; now = written.get()) {
        before = now;
        LockSupport.parkNanos(200_000_000);
      }
      assertThat(written.get()).isLessThan(16 * MIB);
      for (int i = 0; i < 200_000; i++) {
        assertThat(stream.next().text()).isEqualTo(" word");
      }
      assertThat(written.get()).isGreaterThan(before);
    }
  }
}
