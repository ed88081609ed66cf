package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.Router;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who cancels ends the call on the wire. */
@Timeout(120)
class AsyncWireTest {
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
          + "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"so\"}}]}\n\n";
  private static final ChatRequest HELLO = ChatRequest.user("hello");

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private ServerSocket server;

  /** What a server notes of one call. */
  private enum Event {
    ASKED,
    GONE
  }

  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }

  /** Says this, then no more, and waits for the client to leave. */
  private void serve(String answer) {
    threads.execute(
        () -> {
          while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
              InputStream in = socket.getInputStream();
              in.read();
              events.add(Event.ASKED);
              socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
              awaitEnd(in);
              events.add(Event.GONE);
            } catch (IOException e) {
              return; // the test is over
            }
          }
        });
  }

  private static void awaitEnd(InputStream in) {
    try {
      while (in.read() >= 0) {
        // the rest of the request
      }
    } catch (IOException e) {
      // reset is an end too
    }
  }

  private Event next() throws InterruptedException {
    Event event = events.poll(1, TimeUnit.MINUTES);
    assertThat(event).as("an event within a minute").isNotNull();
    return event;
  }

  private Router router() {
    RouterConfig config =
        RouterConfig.builder()
            .model("m", m -> m.endpoint("127.0.0.1:" + server.getLocalPort()).maxInFlight(1))
            .defaultModel("m")
            .build();
    return Router.builder(config).modelClient(HttpModelClient.create()).executor(threads).build();
  }

  /** How to ask, and how to leave. */
  private enum Way {
    FUTURE {
      @Override
      Runnable ask(Router router) {
        CompletableFuture<ChatResponse> future = router.chatAsync(HELLO);
        return () -> future.cancel(true);
      }
    },
    PUBLISHER {
      @Override
      Runnable ask(Router router) {
        Reader reader = new Reader();
        router.publish(HELLO).subscribe(reader);
        reader.subscription.request(Long.MAX_VALUE);
        return () -> reader.subscription.cancel();
      }
    };

    abstract Runnable ask(Router router);
  }

  private static final class Reader implements Flow.Subscriber<ChatChunk> {
    final LinkedBlockingQueue<String> signals = new LinkedBlockingQueue<>();
    volatile Flow.Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
    }

    @Override
    public void onNext(ChatChunk chunk) {
      signals.add(chunk.text());
    }

    @Override
    public void onError(Throwable failure) {
      signals.add(failure.toString());
    }

    @Override
    public void onComplete() {
      signals.add("complete");
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void a_call_that_waits_for_its_reply(Way way) throws Exception {
    serve("");
    try (Router router = router()) {
      for (int i = 0; i < 3; i++) { // each has the only place, so the one before has given it back
        Runnable leave = way.ask(router);
        assertThat(next()).isEqualTo(Event.ASKED);
        leave.run();
        assertThat(next()).isEqualTo(Event.GONE);
      }
    }
  }

  @Test
  void a_reply_that_is_on_its_way() throws Exception {
    serve(HEAD);
    try (Router router = router()) {
      for (int i = 0; i < 3; i++) {
        Reader reader = new Reader();
        router.publish(HELLO).subscribe(reader);
        reader.subscription.request(5);
        assertThat(reader.signals.poll(1, TimeUnit.MINUTES)).isEqualTo("so");
        reader.subscription.cancel();
        assertThat(List.of(next(), next())).containsExactly(Event.ASKED, Event.GONE);
        assertThat(reader.signals).isEmpty();
      }
    }
  }

  @Test
  void a_future_of_a_reply_that_is_on_its_way() throws Exception {
    serve("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"choices\":[");
    List<CompletableFuture<ChatResponse>> futures = new ArrayList<>();
    try (Router router = router()) {
      futures.add(router.chatAsync(HELLO));
      assertThat(next()).isEqualTo(Event.ASKED);
      futures.get(0).cancel(true);
      assertThat(next()).isEqualTo(Event.GONE);
    }
    assertThat(futures.get(0)).isCancelled();
  }
}
