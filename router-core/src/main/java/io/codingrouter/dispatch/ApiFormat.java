package io.codingrouter.dispatch;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Candidate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The protocols that candidates speak. The router and its callers speak OpenAI's: a request is
 * written in the candidate's protocol last, and what comes back is read first. Which protocol a
 * reply is in shows in its shape, so a client that answers in OpenAI's by itself is understood.
 *
 * <p>Nothing that a protocol cannot say is left out silently: {@link Adaptation#changes()} tells.
 * What a reply carries beyond OpenAI's protocol is kept beside it: reasoning in {@code
 * reasoning_content}, the blocks that a model must see again in {@code thinking_blocks} and {@code
 * content_blocks}, its own reason to stop in {@code native_finish_reason}.
 */
public final class ApiFormat {
  private static final Set<String> FOREIGN =
      Set.of("\"message\"", "\"message_start\"", "\"ping\"", "\"error\"");

  private ApiFormat() {}

  /**
   * Writes a request in the protocol of a candidate, and its history as the family of the model
   * takes it: without what another family thought and signed. What the backend does not take is
   * left out or written otherwise: which backend it is shows in the endpoint's address, see {@link
   * Compatibility}.
   *
   * @param request a request in OpenAI's protocol
   * @param candidate who receives it
   * @param maxOutputTokens how many tokens the model can write: no request asks for more, and one
   *     for Anthropic's protocol, which must name a number, asks for these if it names none; 4,096
   *     where they are not known
   * @return the request, and what was changed
   */
  public static Adaptation adapt(
      ChatRequest request, Candidate candidate, OptionalInt maxOutputTokens) {
    return adapt(request, candidate, maxOutputTokens, Compatibility.DEFAULT);
  }

  /**
   * Writes a request as {@link #adapt(ChatRequest, Candidate, OptionalInt)} does, for a backend of
   * which more is known.
   *
   * @param request a request in OpenAI's protocol
   * @param candidate who receives it
   * @param maxOutputTokens how many tokens the model can write
   * @param compatibility what the backend does not take, and what becomes of it
   * @return the request, and what was changed
   */
  public static Adaptation adapt(
      ChatRequest request,
      Candidate candidate,
      OptionalInt maxOutputTokens,
      Compatibility compatibility) {
    if (candidate.apiFormat().equals(Candidate.ANTHROPIC)) {
      return AnthropicRequest.of(
          request, candidate, maxOutputTokens, compatibility.onUnsupported());
    }
    Adaptation fitted = FamilyHistory.fit(request, candidate);
    if (maxOutputTokens.isPresent()) {
      RequestEdits edits = new RequestEdits(fitted.request());
      new RequestParams(List.of(), Optional.of(maxOutputTokens.getAsInt()), Optional.empty(), false)
          .apply(fitted.request(), edits);
      fitted = fitted.then(edits.adaptation());
    }
    return fitted.then(BackendFit.of(fitted.request(), candidate, compatibility));
  }

  /**
   * Reads a whole reply.
   *
   * @param response a reply in any protocol that we know
   * @return the reply in OpenAI's protocol; this very one if it is
   */
  public static ChatResponse read(ChatResponse response) {
    if (!isForeign(response.json("/type"))) {
      return response;
    }
    var body = JsonTree.object(response.toJson());
    return AnthropicReply.is(body)
        ? ChatResponse.fromJson(JsonTree.write(AnthropicReply.of(body)))
        : response;
  }

  /**
   * Reads a reply on its way, be it whole or in events.
   *
   * @param stream a reply in any protocol that we know; closed with the one that is returned
   * @return the reply in OpenAI's protocol; reading it throws a {@link ModelException} where an
   *     event is an error, or the last one is missing
   */
  public static ChatStream read(ChatStream stream) {
    return new TranslatedStream(stream);
  }

  /**
   * Makes a client answer in OpenAI's protocol, whatever its candidates speak.
   *
   * @param client makes the calls; closed with the one that is returned
   * @return the client
   */
  public static ModelClient reading(ModelClient client) {
    return new ReadingClient(Objects.requireNonNull(client, "client"));
  }

  /** Whether the type that a reply or its first event names is of another protocol. */
  static boolean isForeign(Optional<String> type) {
    return type.isPresent() && FOREIGN.contains(type.get());
  }

  private record ReadingClient(ModelClient client) implements ModelClient {
    @Override
    public ChatStream send(ModelCall call) {
      ChatStream stream = client.send(call);
      return call.candidate().apiFormat().equals(Candidate.OPENAI) ? stream : read(stream);
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
