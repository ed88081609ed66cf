package io.codingrouter.http;

import io.codingrouter.dispatch.ApiFormat;
import io.codingrouter.dispatch.CallLimits;
import io.codingrouter.dispatch.ModelCall;
import io.codingrouter.dispatch.ModelClient;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.dispatch.ModelListing;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Candidate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;

/**
 * Calls models over HTTP: OpenAI's chat-completions protocol, which vLLM, Ollama, LM Studio,
 * llama.cpp, MLX and most hosted providers speak, and Anthropic's messages. Safe for concurrent
 * use.
 *
 * <p>A request is sent as it is, in the protocol of its candidate, and so the reply comes back: the
 * router, or {@link io.codingrouter.dispatch.ApiFormat}, translates.
 *
 * <p>A request that asks for a stream gets its chunks as they come, at the reader's pace; any other
 * gets a stream of one chunk. A server that answers in the other form is understood. A reply of
 * more than 64 MiB is refused, and a stream of more than 1 GiB. Every limit of a call is kept, and
 * an interrupt, {@link ModelCall#cancel()} or {@link ChatStream#close()} ends the wait at once. A
 * stream that is cut, is not what the protocol says, or brings an error throws, and frees its
 * connection.
 *
 * <p>A request is sent once, under a name of its own in {@code X-Request-Id}. OkHttp may try
 * another address of the same host as long as none has taken the connection, and answer who asks
 * for a password; whatever else may have arrived is never sent again. Redirects are not followed,
 * cookies and replies are not kept. {@code host.containers.internal} and {@code
 * host.docker.internal} mean this machine where they do not resolve, with a {@linkplain #warnings()
 * warning}.
 *
 * <p>Whatever goes wrong is a {@link ModelException} whose message says what to change. It ends
 * with what the server said only where that quotes neither a key nor the request.
 *
 * <pre>{@code
 * Router.builder(config).modelClient(HttpModelClient.create()).build();
 * }</pre>
 */
public final class HttpModelClient implements ModelClient {
  private final Transport transport;

  HttpModelClient(Transport transport) {
    this.transport = transport;
  }

  /**
   * Creates a client with connections and threads of its own, which {@link #close()} frees.
   *
   * @return the client
   */
  public static HttpModelClient create() {
    return new HttpModelClient(Transport.owned(InstantSource.system()));
  }

  /**
   * Creates a client that shares connections, threads, interceptors, event listeners, protocols,
   * proxy, authenticators and trust with one that the application has. Time limits, redirects,
   * cookies and cache are not taken from it: they are the call's, or none.
   *
   * @param client stays the caller's; {@link #close()} leaves it open
   * @return the client
   */
  public static HttpModelClient create(OkHttpClient client) {
    return new HttpModelClient(Transport.sharing(client, InstantSource.system()));
  }

  /**
   * Sends a request and waits for the reply, or for the first chunk of it if the request asks for a
   * stream.
   *
   * @param call what to send, where, and for how long
   * @return the reply; the caller closes it
   * @throws ModelException if no reply begins; reading the stream throws the same when it breaks
   *     later
   */
  @Override
  public ChatStream send(ModelCall call) {
    Candidate candidate = call.candidate();
    Peer peer =
        Peer.of(
            candidate.wireName(),
            candidate.baseUri(),
            candidate.chatPath().substring(1),
            "providers.models[" + candidate.model().name() + "].access_key");
    EventFormat format = EventFormat.of(candidate.apiFormat());
    if (format == null) {
      throw configuration(
          peer.name()
              + " speaks '"
              + candidate.apiFormat()
              + "', which this client does not: use an endpoint that speaks OpenAI's protocol or"
              + " Anthropic's");
    }
    ChatRequest request = call.request();
    String body = (request.stream() ? request : whole(request)).toJson();
    Post post = Post.to(peer, headers(candidate), body, call.limits());
    Incoming incoming = transport.open(post, call::onCancel);
    Optional<Reply> reply = incoming.begin();
    if (reply.isPresent()) {
      return ChatStream.of(List.of(chunk(reply.get(), format, post)));
    }
    ChatStream stream = transport.events(incoming, format, request.stream());
    if (!request.stream()) {
      return ChatStream.of(ApiFormat.read(stream).collect());
    }
    // An error or an end in the place of the first chunk means that no reply has begun.
    boolean unused = stream.hasNext();
    return stream;
  }

  /**
   * Asks for the list of models. Servers that run on one's own machines tell their context windows
   * elsewhere: llama.cpp's, Ollama and LM Studio are asked there as well, vLLM and several hosted
   * providers say it in the list.
   */
  @Override
  public ModelListing models(Candidate candidate, CallLimits limits) {
    return new ModelList(transport, candidate, headers(candidate), limits).ask();
  }

  /**
   * Returns what a reader of the configuration should know, found out while calling.
   *
   * @return one sentence each, without doubles
   */
  public List<String> warnings() {
    return transport.warnings();
  }

  /**
   * Stops all calls and frees connections and threads, if they are this client's own. Does nothing
   * the second time.
   */
  @Override
  public void close() {
    transport.close();
  }

  private static Map<String, String> headers(Candidate candidate) {
    try {
      return candidate.headers();
    } catch (IllegalStateException e) {
      throw configuration(String.valueOf(e.getMessage()));
    }
  }

  private static ModelException configuration(String message) {
    return ModelException.builder(ModelException.CONFIGURATION, message).build();
  }

  // A body that does not speak of streaming keeps its bytes.
  private static ChatRequest whole(ChatRequest request) {
    return request.toBuilder().remove("/stream_options").build();
  }

  private ChatChunk chunk(Reply reply, EventFormat format, Post post) {
    if (!reply.isSuccess()) {
      throw transport.error(post, reply).exception();
    }
    try {
      ChatChunk chunk = ChatChunk.fromJson(reply.body());
      if (format.isWhole(chunk) && !isFailed(reply)) {
        return chunk;
      }
    } catch (IllegalArgumentException e) {
      // No JSON object; what it is instead is said below.
    }
    throw transport.error(post, reply).malformed();
  }

  // A model may fail after it has begun; what it said until then is no answer.
  private static boolean isFailed(Reply reply) {
    return reply.body().contains("\"error\"") && ErrorBody.parse(reply.body()).isPresent();
  }
}
