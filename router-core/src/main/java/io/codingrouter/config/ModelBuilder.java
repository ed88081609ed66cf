package io.codingrouter.config;

import io.codingrouter.model.Location;
import io.codingrouter.model.Modality;
import io.codingrouter.model.Pricing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Describes a model to {@link RouterConfig.Builder#model}. Texts mean what they mean in YAML:
 * {@code ${VAR}} stands for an environment variable. Nothing is checked before the configuration is
 * built. Not safe for concurrent use.
 */
public final class ModelBuilder {
  private final Map<String, Object> model = new LinkedHashMap<>();
  private final List<Object> endpoints = new ArrayList<>();
  private final Map<String, Object> headers = new LinkedHashMap<>();
  private final Map<String, Object> query = new LinkedHashMap<>();

  ModelBuilder(String name) {
    put("name", name);
    put("endpoints", endpoints);
  }

  Map<String, Object> toMap() {
    return model;
  }

  /**
   * Adds an endpoint that is reached over http, with weight 1.
   *
   * @param address {@code host}, {@code host:port} or either with a path
   * @return this builder
   */
  public ModelBuilder endpoint(String address) {
    return endpoint(address, "http", 1);
  }

  /**
   * Adds an endpoint.
   *
   * @param address {@code host}, {@code host:port} or either with a path
   * @param protocol {@code http} or {@code https}
   * @param weight its share among the model's endpoints, at least 0
   * @return this builder
   */
  public ModelBuilder endpoint(String address, String protocol, int weight) {
    return endpoint("endpoint-" + (endpoints.size() + 1), address, protocol, weight);
  }

  /**
   * Adds an endpoint with a name.
   *
   * @param name its name, unique within the model
   * @param address {@code host}, {@code host:port} or either with a path
   * @param protocol {@code http} or {@code https}
   * @param weight its share among the model's endpoints, at least 0
   * @return this builder
   */
  public ModelBuilder endpoint(String name, String address, String protocol, int weight) {
    Map<String, Object> endpoint = new LinkedHashMap<>();
    endpoint.put("name", Objects.requireNonNull(name, "name"));
    endpoint.put("weight", weight);
    endpoint.put("endpoint", Objects.requireNonNull(address, "address"));
    endpoint.put("protocol", Objects.requireNonNull(protocol, "protocol"));
    endpoints.add(endpoint);
    return this;
  }

  /**
   * Says what the model is for.
   *
   * @param description any words
   * @return this builder
   */
  public ModelBuilder description(String description) {
    return put("description", description);
  }

  /**
   * Sets the model's size.
   *
   * @param paramSize a size such as {@code 80b}
   * @return this builder
   */
  public ModelBuilder paramSize(String paramSize) {
    return put("param_size", paramSize);
  }

  /**
   * Sets the key that is sent as a bearer token.
   *
   * @param accessKey {@code ${VAR}}, or the key itself
   * @return this builder
   */
  public ModelBuilder accessKey(String accessKey) {
    return put("access_key", accessKey);
  }

  /**
   * Names the environment variable that holds the key.
   *
   * @param variable the variable's name
   * @return this builder
   */
  public ModelBuilder apiKeyEnv(String variable) {
    return put("api_key_env", variable);
  }

  /**
   * Sets the protocol that the backend speaks.
   *
   * @param apiFormat {@code openai}, the default, or {@code anthropic}
   * @return this builder
   */
  public ModelBuilder apiFormat(String apiFormat) {
    return put("api_format", apiFormat);
  }

  /**
   * Sets the family that says how the model is told to reason.
   *
   * @param family the family's name
   * @return this builder
   */
  public ModelBuilder reasoningFamily(String family) {
    return put("reasoning_family", family);
  }

  /**
   * Sets what the model costs.
   *
   * @param pricing the prices
   * @return this builder
   */
  public ModelBuilder pricing(Pricing pricing) {
    return put("pricing", DraftValues.of(pricing));
  }

  /**
   * Says what the model is good at.
   *
   * @param capabilities words such as {@code coding}
   * @return this builder
   */
  public ModelBuilder capabilities(String... capabilities) {
    return put("capabilities", List.of(capabilities));
  }

  /**
   * Says how good the model is.
   *
   * @param score from 0 to 1
   * @return this builder
   */
  public ModelBuilder qualityScore(double score) {
    return put("quality_score", score);
  }

  /**
   * Declares where the model runs; privacy relies on it.
   *
   * @param location local or cloud
   * @return this builder
   */
  public ModelBuilder location(Location location) {
    return put("location", location.name().toLowerCase(Locale.ROOT));
  }

  /**
   * Sets how many tokens the model can read and write together.
   *
   * @param tokens at least 1
   * @return this builder
   */
  public ModelBuilder contextWindow(int tokens) {
    return put("context_window", tokens);
  }

  /**
   * Says what the model can be given; it is then not asked to read anything else.
   *
   * @param modalities kinds of content; text is always one
   * @return this builder
   */
  public ModelBuilder inputModalities(Modality... modalities) {
    return put("input_modalities", Stream.of(modalities).map(Modality::configName).toList());
  }

  /**
   * Says whether the model can call tools; one that cannot is not asked where tools are offered.
   *
   * @param tools whether it can
   * @return this builder
   */
  public ModelBuilder tools(boolean tools) {
    return put("tools", tools);
  }

  /**
   * Sets how many tokens the model can write.
   *
   * @param tokens at least 1
   * @return this builder
   */
  public ModelBuilder maxOutputTokens(int tokens) {
    return put("max_output_tokens", tokens);
  }

  /**
   * Sets how many requests each endpoint of the model is given at once.
   *
   * @param requests at least 1; by default 1 for a model that is declared local or runs on this
   *     machine, and no limit for others
   * @return this builder
   */
  public ModelBuilder maxInFlight(int requests) {
    return put("max_in_flight", requests);
  }

  /**
   * Adds a header to send.
   *
   * @param name the header's name
   * @param value its value, kept secret
   * @return this builder
   */
  public ModelBuilder header(String name, String value) {
    headers.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
    return put("headers", headers);
  }

  /**
   * Adds a query parameter to send.
   *
   * @param name the parameter's name
   * @param value its value, kept secret
   * @return this builder
   */
  public ModelBuilder query(String name, String value) {
    query.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
    return put("query", query);
  }

  /**
   * Sets any other key that the format has for a model.
   *
   * @param key the key
   * @param value a String, Number, Boolean, Duration, Collection or Map
   * @return this builder
   */
  public ModelBuilder set(String key, Object value) {
    return put(key, value);
  }

  private ModelBuilder put(String key, Object value) {
    model.put(key, Objects.requireNonNull(value, key));
    return this;
  }
}
