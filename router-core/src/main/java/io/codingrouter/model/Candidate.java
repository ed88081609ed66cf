package io.codingrouter.model;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * One endpoint of one model: all that a client needs to know to make the call. Immutable, and safe
 * for concurrent use. Headers carry keys, so {@link #toString()} never shows them.
 */
public final class Candidate {
  /** OpenAI's chat-completions protocol, the default of {@link #apiFormat()}. */
  public static final String OPENAI = "openai";

  /** Anthropic's messages protocol. */
  public static final String ANTHROPIC = "anthropic";

  private final ModelRef model;
  private final String wireName;
  private final String endpoint;
  private final URI baseUri;
  private final String chatPath;
  private final String apiFormat;
  private final Location location;
  private final Supplier<Map<String, String>> headers;

  private Candidate(Builder builder) {
    this.model = builder.model;
    this.wireName = builder.wireName;
    this.chatPath = builder.chatPath;
    this.endpoint = builder.endpoint;
    this.baseUri = builder.baseUri;
    this.apiFormat = builder.apiFormat;
    this.location = builder.location;
    this.headers = builder.headers;
  }

  /**
   * Starts a candidate of the OpenAI protocol, in the cloud, without headers.
   *
   * @param model the model
   * @param baseUri where its API begins, such as {@code http://localhost:8000/v1}
   * @return a builder
   */
  public static Builder builder(ModelRef model, URI baseUri) {
    return new Builder(model, baseUri);
  }

  /**
   * Starts a changed copy.
   *
   * @return a builder that holds all of this candidate
   */
  public Builder toBuilder() {
    return new Builder(model, baseUri)
        .wireName(wireName)
        .chatPath(chatPath)
        .endpoint(endpoint)
        .apiFormat(apiFormat)
        .location(location)
        .headers(headers);
  }

  /**
   * Returns the model.
   *
   * @return the model as the decision names it
   */
  public ModelRef model() {
    return model;
  }

  /**
   * Returns the model's name as the backend knows it, which a request carries.
   *
   * @return by default {@link ModelRef#wireName()}
   */
  public String wireName() {
    return wireName;
  }

  /**
   * Returns what is appended to {@link #baseUri()} for a chat.
   *
   * @return a path that begins with a slash, by default {@code /chat/completions}, or {@code
   *     /messages} for Anthropic's protocol
   */
  public String chatPath() {
    if (!chatPath.isEmpty()) {
      return chatPath;
    }
    return apiFormat.equals(ANTHROPIC) ? "/messages" : "/chat/completions";
  }

  /**
   * Returns the endpoint's name in the configuration.
   *
   * @return the name, {@code ""} if it has none
   */
  public String endpoint() {
    return endpoint;
  }

  /**
   * Returns where the API begins. It has no trailing slash; {@link #chatPath()} is appended. A
   * query is kept behind that.
   *
   * @return an absolute http or https URI
   */
  public URI baseUri() {
    return baseUri;
  }

  /**
   * Returns the protocol that the endpoint speaks.
   *
   * @return {@link #OPENAI} or {@link #ANTHROPIC}
   */
  public String apiFormat() {
    return apiFormat;
  }

  /**
   * Returns where the model runs, as declared or else as its address suggests. Privacy never relies
   * on this.
   *
   * @return local or cloud
   */
  public Location location() {
    return location;
  }

  /**
   * Returns the headers to send, the key among them. They are secret: never log them.
   *
   * @return headers by name
   * @throws IllegalStateException if a key is masked, or its environment variable is not set; the
   *     message says which and what to do
   */
  public Map<String, String> headers() {
    return headers.get();
  }

  /** Prints model, endpoint and address without query, never a header. */
  @Override
  public String toString() {
    return "Candidate["
        + model
        + (endpoint.isEmpty() ? "" : " at " + endpoint)
        + ", "
        + baseUri.getScheme()
        + "://"
        + baseUri.getHost()
        + (baseUri.getPort() < 0 ? "" : ":" + baseUri.getPort())
        + "]";
  }

  /** Builds a {@link Candidate}. Not safe for concurrent use. */
  public static final class Builder {
    private final ModelRef model;
    private final URI baseUri;
    private String wireName;
    private String chatPath = "";
    private String endpoint = "";
    private String apiFormat = OPENAI;
    private Location location = Location.CLOUD;
    private Supplier<Map<String, String>> headers = Map::of;

    private Builder(ModelRef model, URI baseUri) {
      this.model = Objects.requireNonNull(model, "model");
      this.wireName = model.wireName();
      this.baseUri = Objects.requireNonNull(baseUri, "baseUri");
      if (!"http".equals(baseUri.getScheme()) && !"https".equals(baseUri.getScheme())) {
        throw new IllegalArgumentException("baseUri must be http or https");
      }
    }

    /**
     * Sets the model's name as the backend knows it.
     *
     * @param wireName the name
     * @return this builder
     */
    public Builder wireName(String wireName) {
      this.wireName = Objects.requireNonNull(wireName, "wireName");
      return this;
    }

    /**
     * Sets what is appended for a chat.
     *
     * @param chatPath a path that begins with a slash, {@code ""} for what the protocol says
     * @return this builder
     */
    public Builder chatPath(String chatPath) {
      this.chatPath = Objects.requireNonNull(chatPath, "chatPath");
      return this;
    }

    /**
     * Names the endpoint.
     *
     * @param endpoint its name in the configuration
     * @return this builder
     */
    public Builder endpoint(String endpoint) {
      this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
      return this;
    }

    /**
     * Says which protocol the endpoint speaks.
     *
     * @param apiFormat {@link #OPENAI} or {@link #ANTHROPIC}
     * @return this builder
     */
    public Builder apiFormat(String apiFormat) {
      this.apiFormat = Objects.requireNonNull(apiFormat, "apiFormat");
      return this;
    }

    /**
     * Says where the model runs.
     *
     * @param location local or cloud
     * @return this builder
     */
    public Builder location(Location location) {
      this.location = Objects.requireNonNull(location, "location");
      return this;
    }

    /**
     * Sets the headers, worked out when they are asked for.
     *
     * @param headers gives headers by name, or throws {@link IllegalStateException} when a secret
     *     that it needs is not usable
     * @return this builder
     */
    public Builder headers(Supplier<Map<String, String>> headers) {
      this.headers = Objects.requireNonNull(headers, "headers");
      return this;
    }

    /**
     * Builds the candidate.
     *
     * @return the candidate
     */
    public Candidate build() {
      return new Candidate(this);
    }
  }
}
