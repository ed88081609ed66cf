package io.codingrouter.http.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A request that waits for its answer, and the connection to give it on, byte by byte. */
final class Exchange {
  static final String DONE = "data: [DONE]\n\n";

  private final Answer answer;
  private final Asked asked;
  private final Socket socket;
  private final OutputStream out;

  Exchange(String server, Asked asked, Socket socket) throws IOException {
    this.answer = new Answer(server);
    this.asked = asked;
    this.socket = socket;
    this.out = socket.getOutputStream();
  }

  boolean isStreamed() {
    return asked.stream();
  }

  /** What this server's model says, as a whole reply. */
  String reply() {
    return answer.reply();
  }

  /** The same as events. */
  List<String> events() {
    return answer.events();
  }

  /** The same as events, with the usage behind the last word. */
  List<String> eventsAndUsage() {
    return answer.eventsAndUsage();
  }

  /** Answers with JSON as it is. */
  void json(int status, String body, String... headers) throws IOException {
    whole(status, "application/json", body, headers);
  }

  void whole(int status, String type, String body, String... headers) throws IOException {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    raw(head(status, type, "Content-Length: " + length) + lines(headers) + "\r\n" + body);
  }

  /** Begins an event stream. */
  void begin() throws IOException {
    beginChunks("text/event-stream");
  }

  /** Begins a body of chunks. */
  void beginChunks(String type) throws IOException {
    raw(head(200, type, "Transfer-Encoding: chunked") + "\r\n");
  }

  void chunk(String data) throws IOException {
    raw(chunked(data));
  }

  void chunks(List<String> data) throws IOException {
    for (String each : data) {
      chunk(each);
    }
  }

  /** Ends a body of chunks as HTTP says. */
  void end() throws IOException {
    raw(chunked(""));
  }

  /** A whole event stream, head and all, as it goes over the wire. */
  static String wire(List<String> events) {
    StringBuilder wire =
        new StringBuilder(head(200, "text/event-stream", "Transfer-Encoding: chunked") + "\r\n");
    events.forEach(event -> wire.append(chunked(event)));
    return wire.append(chunked("")).toString();
  }

  /** A whole reply, head and all, as it goes over the wire. */
  static String wire(String json) {
    return head(200, "application/json", "Content-Length: " + json.length()) + "\r\n" + json;
  }

  private static String head(int status, String type, String length) {
    return "HTTP/1.1 %d x\r\nContent-Type: %s\r\n%s\r\n".formatted(status, type, length);
  }

  private static String lines(String... headers) {
    StringBuilder lines = new StringBuilder();
    for (String header : headers) {
      lines.append(header).append("\r\n");
    }
    return lines.toString();
  }

  private static String chunked(String data) {
    int length = data.getBytes(StandardCharsets.UTF_8).length;
    return Integer.toHexString(length) + "\r\n" + data + "\r\n";
  }

  void raw(String text) throws IOException {
    raw(text.getBytes(StandardCharsets.UTF_8));
  }

  void raw(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Says nothing until the client leaves. */
  void hold() throws IOException {
    int unused = socket.getInputStream().read();
  }

  /** Hangs up as a process does that ends. */
  void cut() throws IOException {
    socket.close();
  }

  /** Hangs up as a process does that dies. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}
