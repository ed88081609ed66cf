package io.codingrouter.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An endpoint that says back what it was asked, or fails at random: by its seed, the question and
 * how often that was asked before, not by time.
 */
final class ChaoticEndpoint implements AutoCloseable {
  private static final String ASK = "ask ";

  private final String name;
  private final long seed;
  private final LoopbackServer server;
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private final Map<Fault, Integer> made = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger held = new AtomicInteger();
  private volatile Mood mood = Mood.CHAOTIC;

  /** What it is like. */
  enum Mood {
    CHAOTIC,
    /** All is well. */
    CALM,
    /** Begins to answer, and goes on only when the client hangs up. */
    HOLDING
  }

  /** What may go wrong. */
  enum Fault {
    ERROR,
    LIMIT,
    CUT,
    RESET,
    SILENCE,
    NONSENSE,
    SLOWNESS
  }

  ChaoticEndpoint(String name, long seed) throws IOException {
    this.name = name;
    this.seed = seed;
    this.server = new LoopbackServer(this::answer);
  }

  /** What to ask, so that the answer can be told from all others. */
  static String question(String nonce) {
    return ASK + nonce + ".";
  }

  /** The one right answer of this endpoint. */
  String expected(String nonce) {
    return name + " says " + nonce + "! ".repeat(1 + Math.floorMod(nonce.hashCode(), 40));
  }

  URI base() {
    return server.base();
  }

  String name() {
    return name;
  }

  void become(Mood next) {
    mood = next;
  }

  int requests() {
    return requests.get();
  }

  /** How many connections are open. */
  int open() {
    return server.open();
  }

  /** How many answers are held at present. */
  int held() {
    return held.get();
  }

  Map<Fault, Integer> made() {
    return Map.copyOf(made);
  }

  private boolean answer(String body, Socket connection) throws IOException, InterruptedException {
    requests.incrementAndGet();
    int start = body.indexOf(ASK) + ASK.length();
    String nonce = body.substring(start, body.indexOf('.', start));
    int time = asked.merge(nonce, 1, Integer::sum);
    SplittableRandom random =
        new SplittableRandom(seed + 31L * (name + nonce).hashCode() + 7919L * time);
    List<byte[]> reply = reply(nonce, body.contains("\"stream\":true"), random);
    if (mood == Mood.HOLDING) {
      hold(connection, reply);
      return false;
    }
    int drawn = random.nextInt(18);
    if (mood == Mood.CALM || drawn >= Fault.values().length) {
      write(connection, reply, reply.size());
      return true;
    }
    Fault fault = Fault.values()[drawn];
    made.merge(fault, 1, Integer::sum);
    return fail(fault, connection, reply, random);
  }

  private boolean fail(Fault fault, Socket connection, List<byte[]> reply, SplittableRandom random)
      throws IOException, InterruptedException {
    int some = random.nextInt(reply.size());
    switch (fault) {
      case ERROR -> {
        int status = random.nextBoolean() ? 500 : 503;
        send(connection, LoopbackServer.reply(status, "", "{\"error\":{\"message\":\"no\"}}"));
      }
      case LIMIT -> {
        List<String> headers = List.of("", "retry-after-ms: 5\r\n", "Retry-After: 1\r\n");
        String header = headers.get(Math.min(random.nextInt(20) / 9, 2));
        send(connection, LoopbackServer.reply(429, header, "{\"error\":{\"message\":\"slow\"}}"));
      }
      case CUT -> {
        write(connection, reply, some);
        return false;
      }
      case RESET -> {
        write(connection, reply, some);
        connection.setSoLinger(true, 0);
        return false;
      }
      case SILENCE -> {
        write(connection, reply, some);
        waitForEnd(connection);
        return false;
      }
      case NONSENSE -> {
        return babble(connection, random);
      }
      case SLOWNESS -> {
        for (byte[] part : reply) {
          TimeUnit.MILLISECONDS.sleep(random.nextInt(12));
          send(connection, part);
        }
      }
    }
    return true;
  }

  private static boolean babble(Socket connection, SplittableRandom random) throws IOException {
    int which = random.nextInt(4);
    switch (which) {
      case 0 -> send(connection, "SSH-2.0-x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      case 1 -> send(connection, LoopbackServer.reply(200, "", "{\"choices\":[{\"mess"));
      case 2 ->
          send(
              connection,
              LoopbackServer.reply(200, "Content-Type: text/html\r\n", "<html>Log in</html>"));
      default -> {
        send(connection, LoopbackServer.STREAM);
        send(connection, LoopbackServer.piece("{\"error\":{\"message\":\"overloaded\"}}"));
      }
    }
    return which == 1 || which == 2; // these are whole replies, as HTTP goes
  }

  private void hold(Socket connection, List<byte[]> reply) throws IOException {
    held.incrementAndGet();
    try {
      write(connection, reply, reply.size() / 2);
      waitForEnd(connection);
    } finally {
      held.decrementAndGet();
    }
  }

  private static void waitForEnd(Socket connection) throws IOException {
    int unused = connection.getInputStream().read();
  }

  private static void write(Socket connection, List<byte[]> reply, int parts) throws IOException {
    for (byte[] part : reply.subList(0, parts)) {
      send(connection, part);
    }
  }

  private static void send(Socket connection, byte[] bytes) throws IOException {
    OutputStream out = connection.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  /** The right answer in parts, the head first. */
  private List<byte[]> reply(String nonce, boolean streamed, SplittableRandom random) {
    String text = expected(nonce);
    if (!streamed) {
      byte[] whole =
          LoopbackServer.reply(
              "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
                  + text
                  + "\"},\"finish_reason\":\"stop\"}],"
                  + USAGE
                  + "}");
      int head = new String(whole, StandardCharsets.US_ASCII).indexOf("\r\n\r\n") + 4;
      int half = head + random.nextInt(whole.length - head);
      return List.of(
          part(whole, 0, head), part(whole, head, half), part(whole, half, whole.length));
    }
    List<byte[]> parts = new ArrayList<>();
    parts.add(LoopbackServer.STREAM);
    parts.add(LoopbackServer.piece(delta("\"role\":\"assistant\"", "null")));
    for (int i = 0; i < text.length(); ) {
      int end = Math.min(text.length(), i + 1 + random.nextInt(20));
      parts.add(
          LoopbackServer.piece(delta("\"content\":\"" + text.substring(i, end) + "\"", "null")));
      i = end;
    }
    parts.add(LoopbackServer.piece(delta("", "\"stop\"")));
    parts.add(LoopbackServer.piece("{\"choices\":[]," + USAGE + "}"));
    parts.add(LoopbackServer.concat(LoopbackServer.piece("[DONE]"), LoopbackServer.END));
    return parts;
  }

  private static final String USAGE = "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":7}";

  private static String delta(String delta, String reason) {
    return "{\"choices\":[{\"index\":0,\"delta\":{"
        + delta
        + "},\"finish_reason\":"
        + reason
        + "}]}";
  }

  private static byte[] part(byte[] bytes, int from, int to) {
    return java.util.Arrays.copyOfRange(bytes, from, to);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
