package io.codingrouter;

import io.codingrouter.config.Endpoint;
import io.codingrouter.config.ModelCard;
import io.codingrouter.config.Secret;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** How an endpoint of a model is asked: its address, and the headers that let a request in. */
record EndpointAccess(ModelCard card, Endpoint endpoint) {
  /** The version of Anthropic's protocol that we write; its header is wanted in every request. */
  private static final String ANTHROPIC_VERSION = "2023-06-01";

  /** The endpoint as a candidate, for the model or an adapter of it. */
  Candidate candidate(ModelRef ref) {
    return Candidate.builder(ref, address())
        .endpoint(endpoint.name())
        .wireName(ref.lora().orElse(card.wireName()))
        .chatPath(endpoint.chatPath())
        .apiFormat(card.apiFormat())
        .location(card.location())
        .headers(this::headers)
        .build();
  }

  // A secret that cannot be used leaves its parameter out here, and makes headers() throw.
  private URI address() {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    Map<String, Secret> parameters = new LinkedHashMap<>(card.query());
    parameters.putAll(endpoint.query());
    parameters.forEach(
        (name, value) -> {
          if (value.isUsable()) {
            query.add(encode(name) + "=" + encode(value.reveal()));
          }
        });
    return URI.create(endpoint.baseUri() + query.toString());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Map<String, String> headers() {
    card.query().values().forEach(Secret::reveal);
    endpoint.query().values().forEach(Secret::reveal);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (card.apiFormat().equals(Candidate.ANTHROPIC)) {
      headers.put("anthropic-version", ANTHROPIC_VERSION);
    }
    String prefix = endpoint.authPrefix().isEmpty() ? "" : endpoint.authPrefix() + " ";
    endpoint
        .accessKey()
        .or(card::accessKey)
        .ifPresent(key -> headers.put(endpoint.authHeader(), prefix + key.reveal()));
    card.headers().forEach((name, value) -> headers.put(name, value.reveal()));
    endpoint.headers().forEach((name, value) -> headers.put(name, value.reveal()));
    return Map.copyOf(headers);
  }
}
