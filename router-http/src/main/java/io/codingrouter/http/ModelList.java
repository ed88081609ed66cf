package io.codingrouter.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.codingrouter.dispatch.CallLimits;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.dispatch.ModelListing;
import io.codingrouter.dispatch.ModelListing.Served;
import io.codingrouter.model.Candidate;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Asks a server what it serves. Where the list does not say how much a model reads, the kinds of
 * server that tell it elsewhere are asked there; what they do not say is not known, and no fault.
 */
final class ModelList {
  /** Servers that say more beside the list are near; the list itself is what matters. */
  private static final Duration ASIDE = Duration.ofSeconds(3);

  private final Transport transport;
  private final Candidate candidate;
  private final Map<String, String> headers;
  private final CallLimits limits;

  ModelList(
      Transport transport, Candidate candidate, Map<String, String> headers, CallLimits limits) {
    this.transport = transport;
    this.candidate = candidate;
    this.headers = headers;
    this.limits = limits;
  }

  /**
   * Asks.
   *
   * @throws ModelException if the server does not list its models
   */
  ModelListing ask() {
    Post question = Post.question(peer(candidate.baseUri(), "models"), headers, limits);
    Reply reply = transport.send(question);
    if (!reply.isSuccess()) {
      throw transport.error(question, reply).exception();
    }
    JsonNode list = ModelListJson.entries(ErrorBody.tree(reply.body()));
    if (!list.isArray()) {
      throw transport.error(question, reply).malformed();
    }
    String owner = list.path(0).path("owned_by").asText("");
    List<Served> models = new ArrayList<>();
    for (JsonNode entry : list) {
      String name = ModelListJson.name(entry);
      if (!name.isEmpty()) {
        models.add(new Served(name, ModelListJson.window(entry)));
      }
    }
    // llama.cpp's server of one model does not look at the name; one of several does.
    boolean anyName = owner.equals("llamacpp") && models.size() == 1;
    ModelListing listing = new ModelListing(models, anyName);
    return listing.find(candidate.wireName()).isPresent() ? completed(listing, owner) : listing;
  }

  private ModelListing completed(ModelListing listing, String owner) {
    Served served = listing.find(candidate.wireName()).orElseThrow();
    OptionalInt window =
        switch (owner) {
          case "llamacpp" -> served.contextWindow().isPresent() ? served.contextWindow() : props();
          case "library" -> ollama(served.name());
          case "organization_owner" -> lmStudio(served.name());
          default -> OptionalInt.empty();
        };
    if (window.isEmpty()) {
      return listing;
    }
    List<Served> models = new ArrayList<>(listing.models());
    models.set(models.indexOf(served), new Served(served.name(), window));
    return new ModelListing(models, listing.anyName());
  }

  private OptionalInt props() {
    return ModelListJson.positive(
        aside("props", "").path("default_generation_settings").path("n_ctx"));
  }

  // A model that is loaded has the window that it was loaded with, which is often far less than
  // what it was made for.
  private OptionalInt ollama(String name) {
    for (JsonNode loaded : aside("api/ps", "").path("models")) {
      OptionalInt window = ModelListJson.positive(loaded.path("context_length"));
      if (window.isPresent() && ModelListJson.name(loaded).equals(name)) {
        return window;
      }
    }
    return ModelListJson.madeFor(aside("api/show", ModelListJson.asking(name)));
  }

  private OptionalInt lmStudio(String name) {
    for (JsonNode entry : ModelListJson.entries(aside("api/v0/models", ""))) {
      if (ModelListJson.name(entry).equals(name)) {
        return ModelListJson.window(entry);
      }
    }
    return OptionalInt.empty();
  }

  /** What a server says elsewhere; nothing if it does not. */
  private JsonNode aside(String path, String body) {
    CallLimits brief =
        CallLimits.within(limits.total().compareTo(ASIDE) < 0 ? limits.total() : ASIDE);
    try {
      Reply reply = transport.send(Post.to(peer(root(), path), headers, body, brief));
      return ErrorBody.tree(reply.isSuccess() ? reply.body() : "");
    } catch (ModelException e) {
      if (e.kind().equals(ModelException.CANCELLED)) {
        throw e;
      }
      return ErrorBody.tree("");
    }
  }

  /** The address without the {@code /v1} of the OpenAI protocol. */
  private URI root() {
    URI base = candidate.baseUri();
    String path = base.getRawPath() == null ? "" : base.getRawPath();
    String root = path.endsWith("/v1") ? path.substring(0, path.length() - 3) : path;
    String query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
    return URI.create(base.getScheme() + "://" + base.getRawAuthority() + root + query);
  }

  private Peer peer(URI base, String path) {
    return Peer.of(
        candidate.wireName(),
        base,
        path,
        "providers.models[" + candidate.model().name() + "].access_key");
  }
}
