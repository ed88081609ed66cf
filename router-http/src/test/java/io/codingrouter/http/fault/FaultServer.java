package io.codingrouter.http.fault;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model server over real sockets that does what it is told to with every byte, and remembers what
 * it was asked. HTTP/1.1, connections are kept.
 */
final class FaultServer implements AutoCloseable {
  private final String name;
  private final int port;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();

  private FaultServer(String name, int port, AutoCloseable socket) {
    this.name = name;
    this.port = port;
    open.add(socket);
  }

  /** A server that answers each request alike. */
  static FaultServer playing(String name, Play play) {
    try {
      ServerSocket listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
      FaultServer server = new FaultServer(name, listener.getLocalPort(), listener);
      daemon(() -> server.accept(listener, play));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A port that is taken, where nobody listens. */
  static FaultServer refusing(String name) {
    try {
      Socket bound = new Socket();
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return new FaultServer(name, bound.getLocalPort(), bound);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A port where connections are neither made nor refused: somebody listens, and as many wait there
   * as may, so that Linux drops who comes.
   */
  static FaultServer blackHole(String name) {
    try {
      ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      FaultServer server = new FaultServer(name, deaf.getLocalPort(), deaf);
      for (int i = 0; i < 8; i++) {
        Socket waiting = new Socket();
        server.open.add(waiting);
        try {
          waiting.connect(deaf.getLocalSocketAddress(), 200);
        } catch (SocketTimeoutException e) {
          return server;
        }
      }
      throw new IllegalStateException("the queue of a listener never fills here");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  /** What has reached this server, in order. */
  List<Asked> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    for (AutoCloseable each : open) {
      try {
        each.close();
      } catch (Exception e) {
        // it is of no use any more
      }
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "fault-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept(ServerSocket listener, Play play) {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        int number = connections.incrementAndGet();
        daemon(() -> serve(socket, number, play));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket, int number, Play play) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (!socket.isClosed()) {
        String head = head(in);
        if (head.isEmpty()) {
          return;
        }
        String body = new String(in.readNBytes(length(head)), StandardCharsets.UTF_8);
        String line = head.substring(0, head.indexOf("\r\n"));
        Asked request = new Asked(number, line, body.contains("\"stream\":true"));
        asked.add(request);
        play.answer(new Exchange(name, request, socket));
      }
    } catch (IOException e) {
      // the client has left
    } finally {
      open.remove(socket);
    }
  }

  /** A request's lines up to the empty one, "" if the client has left. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
      int b = in.read();
      if (b < 0) {
        return "";
      }
      head.append((char) b);
    }
    return head.toString();
  }

  private static int length(String head) {
    List<String> lines = new ArrayList<>(List.of(head.split("\r\n")));
    for (String line : lines) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        return Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return 0;
  }
}
