package io.codingrouter.config;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * One server that serves a model.
 *
 * @param name its name, unique within the model
 * @param address where, as written: {@code host}, {@code host:port} or either with a path
 * @param protocol {@code http} or {@code https}
 * @param weight its share among the model's endpoints, at least 0; 0 drains it
 * @param baseUri where its API begins: the address, with {@code /v1} if it has no path
 * @param accessKey its key, in place of the model's
 * @param authHeader the header that carries the key
 * @param authPrefix what stands before the key in that header, {@code ""} for nothing
 * @param headers further headers, beside the model's or in their place; their values are secret
 * @param query further query parameters likewise
 * @param chatPath what is appended to the base for a chat, {@code ""} for what the protocol says
 */
public record Endpoint(
    String name,
    String address,
    String protocol,
    int weight,
    URI baseUri,
    Optional<Secret> accessKey,
    String authHeader,
    String authPrefix,
    Map<String, Secret> headers,
    Map<String, Secret> query,
    String chatPath) {

  Endpoint withSecrets(
      Optional<Secret> key, Map<String, Secret> filledHeaders, Map<String, Secret> filledQuery) {
    return new Endpoint(
        name,
        address,
        protocol,
        weight,
        baseUri,
        key,
        authHeader,
        authPrefix,
        filledHeaders,
        filledQuery,
        chatPath);
  }
}
