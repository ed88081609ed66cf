package io.codingrouter.examples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.codingrouter.config.Endpoint;
import io.codingrouter.config.ModelCard;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.CallLimits;
import io.codingrouter.dispatch.ModelCall;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.http.HttpModelClient;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import io.codingrouter.text.Spelling;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Checks each endpoint of a configuration step by step: name, port, TLS, key, model, one token. The
 * first step that fails ends an endpoint's check, with the line to change.
 */
final class Doctor {
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final Set<String> CONTAINER_HOSTS =
      Set.of("host.containers.internal", "host.docker.internal");

  private final RouterConfig config;
  private final PrintStream out;
  private final Style style;
  private final OkHttpClient http =
      new OkHttpClient.Builder().callTimeout(Duration.ofMillis(TIMEOUT_MILLIS)).build();

  Doctor(RouterConfig config, PrintStream out, Style style) {
    this.config = config;
    this.out = out;
    this.style = style;
  }

  /** What is wrong with an endpoint, and the line to type. */
  private static final class Finding extends Exception {
    private static final long serialVersionUID = 1;

    Finding(String sentence) {
      super(sentence);
    }
  }

  /** Checks all endpoints; 0 if all are well. */
  int run() {
    int status = 0;
    for (ModelCard card : config.models()) {
      for (Endpoint endpoint : card.endpoints()) {
        out.println(style.bold(card.name()) + " at " + endpoint.address());
        try {
          check(card, endpoint);
        } catch (Finding finding) {
          out.println("  " + style.bad("✗ ") + finding.getMessage());
          status = 1;
        }
      }
    }
    http.connectionPool().evictAll();
    http.dispatcher().executorService().shutdown();
    return status;
  }

  private void check(ModelCard card, Endpoint endpoint) throws Finding {
    InetAddress address = resolve(endpoint);
    connect(endpoint, address);
    Map<String, String> headers = key(card);
    model(card, endpoint, address, headers);
    oneToken(card, endpoint, headers);
  }

  private InetAddress resolve(Endpoint endpoint) throws Finding {
    String host = endpoint.baseUri().getHost();
    try {
      InetAddress address = InetAddress.getByName(host);
      ok("name: " + host + " is " + address.getHostAddress());
      return address;
    } catch (UnknownHostException e) {
      if (CONTAINER_HOSTS.contains(host)) {
        ok("name: " + host + " does not resolve here, so it means this machine");
        return InetAddress.getLoopbackAddress();
      }
      throw new Finding(
          "the name "
              + host
              + " does not resolve; write the server's real name:  endpoint: \"localhost:8000\"");
    }
  }

  private void connect(Endpoint endpoint, InetAddress address) throws Finding {
    URI uri = endpoint.baseUri();
    boolean tls = endpoint.protocol().equals("https");
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), TIMEOUT_MILLIS);
      ok("port: " + port + " is open");
      if (tls) {
        handshake(socket, uri.getHost(), port);
      }
    } catch (IOException e) {
      throw new Finding(
          "nothing answers on port "
              + port
              + "; start the server, or write the port that it listens on:  endpoint: \""
              + uri.getHost()
              + ":PORT\"");
    }
  }

  private void handshake(Socket socket, String host, int port) throws Finding {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (SSLSocket tls = (SSLSocket) factory.createSocket(socket, host, port, true)) {
      tls.setSoTimeout(TIMEOUT_MILLIS);
      tls.startHandshake();
      ok("TLS: " + tls.getSession().getProtocol());
    } catch (IOException e) {
      throw new Finding(
          "the server speaks no TLS, or its certificate is not trusted; without TLS write:"
              + "  protocol: \"http\"");
    }
  }

  private Map<String, String> key(ModelCard card) throws Finding {
    Map<String, String> headers = new HashMap<>();
    try {
      card.headers().forEach((name, value) -> headers.put(name, value.reveal()));
      if (card.accessKey().isPresent()) {
        headers.put("Authorization", "Bearer " + card.accessKey().get().reveal());
        ok("key: set");
      } else {
        ok("key: none");
      }
      return headers;
    } catch (IllegalStateException e) {
      throw new Finding(e.getMessage() + ":  access_key: \"${MY_KEY}\"");
    }
  }

  private void model(
      ModelCard card, Endpoint endpoint, InetAddress address, Map<String, String> headers)
      throws Finding {
    String base = endpoint.baseUri().toString();
    if (CONTAINER_HOSTS.contains(endpoint.baseUri().getHost()) && address.isLoopbackAddress()) {
      base = base.replace(endpoint.baseUri().getHost(), address.getHostAddress());
    }
    Request.Builder request = new Request.Builder().url(base + "/models");
    headers.forEach(request::header);
    try (Response response = http.newCall(request.build()).execute()) {
      if (response.code() == 401 || response.code() == 403) {
        throw new Finding(
            "the server refuses the key (" + response.code() + "):  access_key: \"${MY_KEY}\"");
      }
      if (!response.isSuccessful()) {
        ok("model: the server does not list its models (" + response.code() + "), going on");
        return;
      }
      listed(card, new ObjectMapper().readTree(response.body().string()));
    } catch (IOException e) {
      ok("model: the server does not list its models, going on");
    }
  }

  private void listed(ModelCard card, JsonNode body) throws Finding {
    List<String> names = new ArrayList<>();
    body.path("data").forEach(each -> names.add(each.path("id").asText()));
    String wanted = card.name();
    if (names.isEmpty()
        || names.stream().anyMatch(n -> n.equals(wanted) || n.equals("models/" + wanted))) {
      ok("model: " + (names.isEmpty() ? "the list is empty, going on" : "listed"));
      return;
    }
    String nearest = Spelling.nearest(wanted, names).orElse(names.get(0));
    throw new Finding("the server has no model of this name:  name: \"" + nearest + "\"");
  }

  private void oneToken(ModelCard card, Endpoint endpoint, Map<String, String> headers)
      throws Finding {
    Candidate candidate =
        Candidate.builder(ModelRef.of(card.name()), endpoint.baseUri())
            .endpoint(endpoint.name())
            .apiFormat(card.apiFormat())
            .headers(() -> headers)
            .build();
    ChatRequest request =
        ChatRequest.user("ping").toBuilder().model(card.name()).set("/max_tokens", 1).build();
    long start = System.nanoTime();
    try (HttpModelClient client = HttpModelClient.create();
        ChatStream reply =
            client.send(
                new ModelCall(candidate, request, CallLimits.within(Duration.ofMinutes(1))))) {
      reply.collect();
      ok("answer: in " + (System.nanoTime() - start) / 1_000_000 + " ms");
    } catch (ModelException e) {
      throw new Finding(String.valueOf(e.getMessage()));
    }
  }

  private void ok(String step) {
    out.println("  " + style.local("✓ ") + step);
  }
}
