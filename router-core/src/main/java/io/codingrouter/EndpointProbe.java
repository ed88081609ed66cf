package io.codingrouter;

import io.codingrouter.config.Endpoint;
import io.codingrouter.config.ModelCard;
import io.codingrouter.dispatch.ApiFormat;
import io.codingrouter.dispatch.CallLimits;
import io.codingrouter.dispatch.ModelCall;
import io.codingrouter.dispatch.ModelClient;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.dispatch.ModelListing;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import io.codingrouter.telemetry.EndpointCheck;
import io.codingrouter.text.Spelling;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one endpoint whether it would answer: what it serves, then, if that is wanted, for an answer
 * of one token. Nothing of this counts, and nothing of any request is sent. Used by one thread.
 */
final class EndpointProbe {
  private static final Duration LISTING = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofMinutes(1); // a local model may have to load

  /** What a listing that is refused so says: that there is none. */
  private static final List<String> NO_LISTING =
      List.of(ModelException.NOT_FOUND, ModelException.BAD_REQUEST, ModelException.MALFORMED);

  private final ModelClient client;
  private final ModelCard card;
  private final Endpoint endpoint;
  private final Candidate candidate;
  private final Instant at;
  private final LongSupplier nanoTime;
  private @Nullable ModelListing listing;
  private String unlisted = ""; // why there is no listing

  EndpointProbe(
      ModelClient client, ModelCard card, Endpoint endpoint, Instant at, LongSupplier nanoTime) {
    this.client = client;
    this.card = card;
    this.endpoint = endpoint;
    this.candidate = new EndpointAccess(card, endpoint).candidate(ModelRef.of(card.name()));
    this.at = at;
    this.nanoTime = nanoTime;
  }

  EndpointCheck check(EndpointCheck.Depth depth) {
    boolean answers = depth == EndpointCheck.Depth.ANSWER;
    long start = nanoTime.getAsLong();
    String outcome = EndpointCheck.OK;
    String reason = "";
    try {
      list(answers);
      requireListed(answers);
      if (answers) {
        answer();
      } else if (listing == null) {
        outcome = EndpointCheck.UNPROVEN;
        reason = unlisted + ": let it answer to know more";
      }
    } catch (ModelException e) {
      outcome = e.kind();
      reason = String.valueOf(e.getMessage());
    } catch (RuntimeException e) { // of a client that does not keep to its contract
      outcome = e.getClass().getSimpleName();
      reason = "the client failed in a way of its own";
    }
    OptionalInt window = window();
    return new EndpointCheck(
        card.name(),
        endpoint.name(),
        at,
        outcome,
        reason,
        Duration.ofNanos(nanoTime.getAsLong() - start),
        listing == null
            ? List.of()
            : listing.models().stream().map(ModelListing.Served::name).toList(),
        window,
        warnings(window));
  }

  // A key may be for answers alone: where one is wanted, it tells whether the key is refused.
  private void list(boolean answers) {
    try {
      listing = client.models(candidate, CallLimits.within(LISTING));
    } catch (UnsupportedOperationException e) {
      unlisted = "this client cannot list models";
    } catch (ModelException e) {
      boolean mayAnswer = answers && e.kind().equals(ModelException.UNAUTHORIZED);
      if (!NO_LISTING.contains(e.kind()) && !mayAnswer) {
        throw e;
      }
      unlisted = "the endpoint does not list its models (" + e.kind() + ")";
    }
  }

  private void requireListed(boolean answers) {
    if (listing == null || served().isPresent()) {
      return;
    }
    List<String> names = listing.models().stream().map(ModelListing.Served::name).toList();
    if (answers && names.isEmpty()) {
      return; // some list nothing until they are asked
    }
    throw ModelException.builder(
            ModelException.NOT_FOUND,
            names.isEmpty()
                ? "the endpoint lists no model: load one, or check its address"
                : "the endpoint has no model '"
                    + candidate.wireName()
                    + "'; write "
                    + Spelling.nearest(candidate.wireName(), names)
                        .or(() -> names.stream().findFirst())
                        .map(name -> "provider_model_id: \"" + name + "\"")
                        .orElse("")
                    + ", or another of the "
                    + names.size()
                    + " that it lists")
        .build();
  }

  private Optional<ModelListing.Served> served() {
    return listing == null ? Optional.empty() : listing.find(candidate.wireName());
  }

  // Models that reason take their limit under another name, and need some room.
  private void answer() {
    try {
      answer("/max_tokens", 1);
    } catch (ModelException e) {
      if (!e.kind().equals(ModelException.BAD_REQUEST)) {
        throw e;
      }
      answer("/max_completion_tokens", 16);
    }
  }

  private void answer(String limit, int tokens) {
    ChatRequest request =
        ChatRequest.user("ping").toBuilder().model(candidate.wireName()).set(limit, tokens).build();
    ModelCall call = new ModelCall(candidate, spoken(request), CallLimits.within(ANSWER));
    try (ChatStream reply = ApiFormat.read(client.send(call))) {
      reply.forEachRemaining(chunk -> {});
    }
  }

  /** The request in the endpoint's protocol. */
  private ChatRequest spoken(ChatRequest request) {
    return ApiFormat.adapt(request, candidate, card.maxOutputTokens(), card.compatibility())
        .request();
  }

  private OptionalInt window() {
    Optional<ModelListing.Served> served = served();
    return served.isPresent() ? served.get().contextWindow() : OptionalInt.empty();
  }

  private List<String> warnings(OptionalInt window) {
    return window.isPresent() && card.contextWindow().orElse(0) > window.getAsInt()
        ? List.of(
            "context_window of model '"
                + card.name()
                + "' is "
                + card.contextWindow().getAsInt()
                + ", and "
                + endpoint.name()
                + " serves "
                + window.getAsInt()
                + ": write context_window: "
                + window.getAsInt())
        : List.of();
  }
}
