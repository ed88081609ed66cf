package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.codingrouter.dispatch.CallLimits;
import io.codingrouter.dispatch.ModelCall;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Candidate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In each phase of a call a server may take all the time of the world, and must not get it. */
class PhasesTest extends HttpTest {
  private static final byte[] HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
          .getBytes(StandardCharsets.UTF_8);

  /** What a server does until its client goes. */
  private enum Phase {
    /** Says nothing while TLS is to be agreed upon. */
    TLS {
      @Override
      void play(InputStream in, OutputStream out) {}
    },
    /** Reads none of a body that is larger than all buffers in between. */
    WRITE {
      @Override
      void play(InputStream in, OutputStream out) {}
    },
    /** Sends a head that has no end, byte by byte. */
    HEADERS {
      @Override
      void play(InputStream in, OutputStream out) throws IOException {
        out.write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(StandardCharsets.UTF_8));
        drip(out, "x");
      }
    },
    /** Sends a whole reply that has no end. */
    BODY {
      @Override
      void play(InputStream in, OutputStream out) throws IOException {
        out.write("HTTP/1.1 200 OK\r\n\r\n{\"choices\":[".getBytes(StandardCharsets.UTF_8));
        drip(out, " ");
      }
    },
    /** Sends signs of life instead of events. */
    SIGNS_OF_LIFE {
      @Override
      void play(InputStream in, OutputStream out) throws IOException {
        out.write(HEAD);
        drip(out, "2\r\n:\n\r\n");
      }
    },
    /** Sends events that say nothing to a reader. */
    EVENTS_WITHOUT_CONTENT {
      @Override
      void play(InputStream in, OutputStream out) throws IOException {
        out.write(HEAD);
        chunk(
            out,
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
                + "{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\"}}");
        while (true) {
          chunk(
              out,
              "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
                  + "{\"type\":\"input_json_delta\",\"partial_json\":\" \"}}");
          pause();
        }
      }
    };

    abstract void play(InputStream in, OutputStream out) throws IOException;

    static void drip(OutputStream out, String drop) throws IOException {
      while (true) {
        out.write(drop.getBytes(StandardCharsets.UTF_8));
        pause();
      }
    }

    static void chunk(OutputStream out, String json) throws IOException {
      String event = "data: " + json + "\n\n";
      String chunk = Integer.toHexString(event.length()) + "\r\n" + event + "\r\n";
      out.write(chunk.getBytes(StandardCharsets.UTF_8));
    }

    private static void pause() {
      try {
        TimeUnit.MILLISECONDS.sleep(5); // the server's pace
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private ModelCall call(Phase phase, int port, CallLimits limits) {
    boolean stream = phase == Phase.SIGNS_OF_LIFE || phase == Phase.EVENTS_WITHOUT_CONTENT;
    String format = phase == Phase.EVENTS_WITHOUT_CONTENT ? Candidate.ANTHROPIC : Candidate.OPENAI;
    String prompt = phase == Phase.WRITE ? "x".repeat(32 * 1024 * 1024) : PROMPT;
    String scheme = phase == Phase.TLS ? "https" : "http";
    return new ModelCall(
        candidate(URI.create(scheme + "://127.0.0.1:" + port + "/v1")).toBuilder()
            .apiFormat(format)
            .build(),
        ChatRequest.user(prompt).toBuilder().set("/stream", stream).build(),
        limits);
  }

  /** The failure of a call, and that its connection was given up. */
  private ModelException failureIn(Phase phase, CallLimits limits) throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> serve(socket, phase, gone));
      thread.setDaemon(true);
      thread.start();
      ModelCall call = call(phase, socket.getLocalPort(), limits);
      ModelException failure =
          catchThrowableOfType(ModelException.class, () -> client.send(call).collect());
      assertThat(failure).as("the call must fail").isNotNull();
      assertThat(gone.await(8, TimeUnit.SECONDS)).as("the connection is given up").isTrue();
      return failure;
    }
  }

  private static void serve(ServerSocket socket, Phase phase, CountDownLatch gone) {
    try (Socket connection = socket.accept()) {
      if (phase == Phase.WRITE) {
        // Who does not read is told nothing of the end: what was sent until now is read only then.
        phase.play(connection.getInputStream(), connection.getOutputStream());
        TimeUnit.MILLISECONDS.sleep(2 * SHORT.toMillis());
      } else {
        phase.play(connection.getInputStream(), connection.getOutputStream());
      }
      connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // reset by the client
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      gone.countDown();
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_total_holds(Phase phase) throws Exception {
    CallLimits limits = new CallLimits(LONG, LONG, LONG, SHORT);
    assertThat(failureIn(phase, limits))
        .hasMessageContaining("did not finish within 150 ms")
        .returns(ModelException.TIMEOUT, ModelException::kind);
  }

  @ParameterizedTest
  @EnumSource(names = {"TLS"})
  void the_limit_to_connect_holds(Phase phase) throws Exception {
    CallLimits limits = new CallLimits(SHORT, LONG, LONG, LONG);
    assertThat(failureIn(phase, limits)).hasMessageContaining("(limit: connect)");
  }

  @ParameterizedTest
  @EnumSource(names = {"WRITE", "HEADERS", "SIGNS_OF_LIFE", "EVENTS_WITHOUT_CONTENT"})
  void the_limit_of_the_first_token_holds(Phase phase) throws Exception {
    CallLimits limits = new CallLimits(LONG, SHORT, LONG, LONG);
    assertThat(failureIn(phase, limits)).hasMessageContaining("(limit: first token)");
  }

  @Test
  void a_reader_who_was_slow_to_begin_keeps_a_stream_that_has_begun() throws Exception {
    Progress progress = new Progress(new CallLimits(LONG, LONG, LONG, Duration.ofMillis(30)));
    CountDownLatch handed = new CountDownLatch(1);
    boolean[] wanted = new boolean[1];
    Thread server =
        new Thread(
            () -> {
              try {
                handed.countDown();
                wanted[0] = progress.hand(new Buffer().write(new byte[128 * 1024]));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    server.start();
    handed.await();
    assertThat(progress.await()).isTrue();
    progress.begun(true); // its deadline is over with that
    server.join(100); // longer than the deadline
    assertThat(server.isAlive()).as("waits for its reader").isTrue();
    assertThat(progress.take()).hasSize(128 * 1024);
    server.join();
    assertThat(wanted[0]).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/event-stream"})
  void a_body_of_an_interceptor_s_that_throws_what_it_should_not_is_no_silence(String type)
      throws Exception {
    server.enqueue(json(ANSWER).newBuilder().setHeader("Content-Type", type).build());
    RuntimeException mine = new IllegalStateException("mine");
    LinkedBlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
    ExecutorService threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task);
              thread.setUncaughtExceptionHandler((dead, why) -> uncaught.add(why));
              return thread;
            });
    OkHttpClient given =
        new OkHttpClient.Builder()
            .dispatcher(new Dispatcher(threads))
            .addInterceptor(
                chain -> {
                  Response response = chain.proceed(chain.request());
                  return response.newBuilder().body(throwing(response.body(), mine)).build();
                })
            .build();
    try (HttpModelClient sharing = HttpModelClient.create(given)) {
      ModelException failure =
          catchThrowableOfType(ModelException.class, () -> sharing.send(call(base())).collect());
      assertThat(failure.kind()).isEqualTo(ModelException.CONFIGURATION);
      assertThat(failure).hasMessageContaining("interceptor");
      assertThat(uncaught.take()).as("what the application shall see").isSameAs(mine);
    } finally {
      threads.shutdownNow();
    }
  }

  private static ResponseBody throwing(ResponseBody body, RuntimeException thrown) {
    Source source =
        new ForwardingSource(body.source()) {
          @Override
          public long read(Buffer sink, long byteCount) {
            throw thrown;
          }
        };
    return new ResponseBody() {
      @Override
      public MediaType contentType() {
        return body.contentType();
      }

      @Override
      public long contentLength() {
        return body.contentLength();
      }

      @Override
      public BufferedSource source() {
        return Okio.buffer(source);
      }
    };
  }

  @Test
  void a_reply_that_another_thread_closes_is_never_taken_for_a_whole_one() throws Exception {
    server.enqueue(
        new MockResponse.Builder()
            .addHeader("Content-Type", "text/event-stream")
            .body(
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n"
                    + "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"b\"}}]}\n\n")
            .build());
    ChatRequest request = ChatRequest.user(PROMPT).toBuilder().set("/stream", true).build();
    ChatStream stream =
        client.send(
            new ModelCall(candidate(base()), request, new CallLimits(LONG, LONG, LONG, LONG)));
    ChatChunk first = stream.next();
    Thread other = new Thread(stream::close);
    other.start();
    other.join();
    assertThat(first.text()).isEqualTo("a");
    assertThat(catchThrowableOfType(ModelException.class, stream::collect).kind())
        .isEqualTo(ModelException.CANCELLED);
  }
}
