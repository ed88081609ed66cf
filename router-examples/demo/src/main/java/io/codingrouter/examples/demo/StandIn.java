package io.codingrouter.examples.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A small OpenAI-compatible server on loopback in the place of a model: real HTTP, no model. It
 * counts four characters as a token, and counts for itself what it was asked.
 */
final class StandIn implements AutoCloseable {
  private final String model;
  private final HttpServer server;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong promptTokens = new AtomicLong();
  private final AtomicLong completionTokens = new AtomicLong();

  StandIn(String model) {
    this.model = model;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("no port on loopback", e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String model() {
    return model;
  }

  long requests() {
    return requests.get();
  }

  long promptTokens() {
    return promptTokens.get();
  }

  long completionTokens() {
    return completionTokens.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.endsWith("/models")) {
        send(exchange, 200, "{\"data\":[{\"id\":\"" + model + "\"}]}");
      } else if (path.endsWith("/chat/completions")) {
        byte[] body = exchange.getRequestBody().readAllBytes();
        send(exchange, 200, answer(ChatRequest.fromJson(new String(body, StandardCharsets.UTF_8))));
      } else {
        send(exchange, 404, "{\"error\":{\"message\":\"no such path\"}}");
      }
    }
  }

  private String answer(ChatRequest request) {
    String asked = request.messages().get(request.messages().size() - 1).text();
    String reasoning =
        request
            .json("/reasoning_effort")
            .map(effort -> ", reasoning effort " + effort.replace("\"", ""))
            .orElse("");
    String text = "This is where " + model + " would answer" + reasoning + ".";
    long read = tokens(asked);
    long written = tokens(text);
    requests.incrementAndGet();
    promptTokens.addAndGet(read);
    completionTokens.addAndGet(written);
    String usage =
        ",\"usage\":{\"prompt_tokens\":"
            + read
            + ",\"completion_tokens\":"
            + written
            + ",\"total_tokens\":"
            + (read + written)
            + "}}";
    String whole = ChatResponse.of(text).toJson();
    return whole.substring(0, whole.length() - 1) + usage;
  }

  private static long tokens(String text) {
    return (text.length() + 3L) / 4;
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
