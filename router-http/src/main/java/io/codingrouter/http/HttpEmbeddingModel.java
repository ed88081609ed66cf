package io.codingrouter.http;

import io.codingrouter.dispatch.CallLimits;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.embedding.Embedding;
import io.codingrouter.embedding.EmbeddingModel;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * An embedding behind OpenAI's {@code /embeddings}, as OpenAI, vLLM, Ollama, LM Studio and others
 * serve it. The text leaves the process. Safe for concurrent use.
 *
 * <pre>{@code
 * HttpEmbeddingModel.builder("nomic-embed-text", URI.create("http://localhost:11434/v1"), 768)
 *     .build();
 * }</pre>
 */
public final class HttpEmbeddingModel implements EmbeddingModel, AutoCloseable {
  private final Peer peer;
  private final int dimensions;
  private final Map<String, String> headers;
  private final CallLimits limits;
  private final Transport transport;

  private HttpEmbeddingModel(Builder builder) {
    this.peer =
        Peer.of(builder.model, builder.baseUri, "embeddings", "the headers of HttpEmbeddingModel");
    this.dimensions = builder.dimensions;
    this.headers = Map.copyOf(builder.headers);
    this.limits = CallLimits.within(builder.timeout);
    this.transport =
        builder.client == null
            ? Transport.owned(InstantSource.system())
            : Transport.sharing(builder.client, InstantSource.system());
  }

  /**
   * Starts an embedding model.
   *
   * @param model the model's name as the server knows it
   * @param baseUri where the API begins, such as {@code http://localhost:11434/v1}; a query is kept
   * @param dimensions the length of its vectors, at least 1
   * @return a builder
   */
  public static Builder builder(String model, URI baseUri, int dimensions) {
    return new Builder(model, baseUri, dimensions);
  }

  /**
   * Returns the model's name: servers of the same model give the same vectors.
   *
   * @return the name
   */
  @Override
  public String id() {
    return peer.model();
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  /**
   * Asks the server for the meaning of a text.
   *
   * @param text any text
   * @return its meaning
   * @throws ModelException if the server gives none, or one of another length
   */
  @Override
  public Embedding embed(String text) {
    String body = EmbeddingReply.request(peer.model(), text);
    Post post = Post.to(peer, headers, body, limits);
    Reply reply = transport.send(post);
    if (!reply.isSuccess()) {
      throw transport.error(post, reply).exception();
    }
    float[] vector = EmbeddingReply.vector(reply.body());
    if (vector.length == 0) {
      throw transport.error(post, reply).malformed();
    }
    if (vector.length != dimensions) {
      throw ModelException.builder(
              ModelException.CONFIGURATION,
              peer.name()
                  + " gives vectors of "
                  + vector.length
                  + " dimensions, not "
                  + dimensions
                  + ": correct the dimensions of HttpEmbeddingModel")
          .build();
    }
    try {
      return Embedding.of(vector);
    } catch (IllegalArgumentException e) {
      throw transport.error(post, reply).malformed();
    }
  }

  /** Frees connections and threads, unless they belong to a client that was given. */
  @Override
  public void close() {
    transport.close();
  }

  /** Prints model and address, never a header. */
  @Override
  public String toString() {
    return "HttpEmbeddingModel[" + peer.name() + "]";
  }

  /** Builds an {@link HttpEmbeddingModel}. Not safe for concurrent use. */
  public static final class Builder {
    private final String model;
    private final URI baseUri;
    private final int dimensions;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Duration timeout = Duration.ofSeconds(10);
    private @Nullable OkHttpClient client;

    private Builder(String model, URI baseUri, int dimensions) {
      this.model = Objects.requireNonNull(model, "model");
      this.baseUri = Objects.requireNonNull(baseUri, "baseUri");
      this.dimensions = dimensions;
      if (!"http".equals(baseUri.getScheme()) && !"https".equals(baseUri.getScheme())) {
        throw new IllegalArgumentException("baseUri must be http or https");
      }
      if (dimensions < 1) {
        throw new IllegalArgumentException("dimensions must be at least 1 but was " + dimensions);
      }
    }

    /**
     * Adds a header, such as {@code Authorization}, or replaces the one of that name.
     *
     * @param name its name
     * @param value its value, which is never printed
     * @return this builder
     */
    public Builder header(String name, String value) {
      headers.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /**
     * Limits the time for one text.
     *
     * @param timeout more than zero, 10 seconds by default
     * @return this builder
     */
    public Builder timeout(Duration timeout) {
      this.timeout = Objects.requireNonNull(timeout, "timeout");
      return this;
    }

    /**
     * Shares connections and threads with a client of the application's.
     *
     * @param client stays the caller's
     * @return this builder
     */
    public Builder client(OkHttpClient client) {
      this.client = Objects.requireNonNull(client, "client");
      return this;
    }

    /**
     * Builds the model.
     *
     * @return the model
     * @throws IllegalArgumentException if the timeout is zero or less
     * @throws ModelException of kind {@code configuration} if the address cannot be called
     */
    public HttpEmbeddingModel build() {
      return new HttpEmbeddingModel(this);
    }
  }
}
