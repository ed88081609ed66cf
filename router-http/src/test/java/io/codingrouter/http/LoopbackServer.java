package io.codingrouter.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on plain sockets: a thread for each connection, and an answer that decides about each
 * byte and about the connection. It does as little as HTTP/1.1 allows, so that what is measured
 * against it is the client.
 */
final class LoopbackServer implements AutoCloseable {
  private static final int BACKLOG = 256;

  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool(LoopbackServer::daemon);
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();

  /** Answers one request. */
  @FunctionalInterface
  interface Answer {
    /**
     * Writes to a connection whatever it likes.
     *
     * @param body the body of the request
     * @param connection where the request came from; it may be closed
     * @return whether the connection stays open for another request
     */
    boolean to(String body, Socket connection) throws IOException, InterruptedException;
  }

  LoopbackServer(Answer answer) throws IOException {
    socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    threads.execute(
        () -> {
          while (!socket.isClosed()) {
            try {
              Socket connection = socket.accept();
              accepted.incrementAndGet();
              open.add(connection);
              threads.execute(() -> serve(connection, answer));
            } catch (IOException e) {
              // closed: the loop ends
            }
          }
        });
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "loopback server");
    thread.setDaemon(true);
    return thread;
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1");
  }

  /** How many connections are open. */
  int open() {
    return open.size();
  }

  /** How many connections there were. */
  int accepted() {
    return accepted.get();
  }

  private void serve(Socket connection, Answer answer) {
    try (connection) {
      connection.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(connection.getInputStream());
      boolean goesOn = true;
      while (goesOn) {
        int length = length(in);
        if (length < 0) {
          break;
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        goesOn = answer.to(body, connection) && !connection.isClosed();
      }
    } catch (IOException e) {
      // the client has hung up
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(connection);
    }
  }

  /** Reads the head of a request; the length of its body, -1 if there is none any more. */
  private static int length(InputStream in) throws IOException {
    int length = -1;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).strip());
      }
    }
    return length;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int b = in.read();
    while (b >= 0 && b != '\n') {
      if (b != '\r') {
        line.append((char) b);
      }
      b = in.read();
    }
    return line.toString();
  }

  /** A reply whose length is told. */
  static byte[] reply(int status, String headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head = "HTTP/1.1 " + status + " X\r\n" + headers + "Content-Length: " + bytes.length;
    return concat((head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1), bytes);
  }

  static byte[] reply(String json) {
    return reply(200, "Content-Type: application/json\r\n", json);
  }

  /** The head of an event stream; each event follows as a {@link #piece}, then {@link #END}. */
  static final byte[] STREAM =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
          .getBytes(StandardCharsets.ISO_8859_1);

  static final byte[] END = "0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  /** An event as a chunk of the body of its own, as servers write them. */
  static byte[] piece(String data) {
    byte[] event = ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    byte[] size = (Integer.toHexString(event.length) + "\r\n").getBytes(StandardCharsets.UTF_8);
    return concat(concat(size, event), "\r\n".getBytes(StandardCharsets.UTF_8));
  }

  static byte[] concat(byte[] one, byte[] other) {
    byte[] both = new byte[one.length + other.length];
    System.arraycopy(one, 0, both, 0, one.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : open) {
      connection.close();
    }
    threads.shutdownNow();
  }
}
