package io.codingrouter.config;

import java.net.URI;

/**
 * One server that serves a model.
 *
 * @param name its name, unique within the model
 * @param address where, as written: {@code host}, {@code host:port} or either with a path
 * @param protocol {@code http} or {@code https}
 * @param weight its share among the model's endpoints, at least 0; 0 drains it
 * @param baseUri where its API begins: the address, with {@code /v1} if it has no path
 */
public record Endpoint(String name, String address, String protocol, int weight, URI baseUri) {}
