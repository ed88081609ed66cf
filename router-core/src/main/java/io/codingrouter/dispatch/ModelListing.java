package io.codingrouter.dispatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an endpoint says it serves, or a router does. Immutable.
 *
 * @param models the models, in the endpoint's order
 * @param anyName whether the endpoint answers to whatever name a request gives, as a server of a
 *     single model may
 */
public record ModelListing(List<Served> models, boolean anyName) {
  public ModelListing {
    models = List.copyOf(models);
  }

  /**
   * One model of an endpoint.
   *
   * @param name its name on the wire
   * @param contextWindow how many tokens it reads and writes together as it is served, which may be
   *     less than it was made for; empty if the endpoint does not tell
   */
  public record Served(String name, OptionalInt contextWindow) {
    public Served {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(contextWindow, "contextWindow");
    }
  }

  /**
   * Finds the model that answers to a name: it has this name, or this is what Gemini's {@code
   * models/…} and Ollama's {@code …:latest} may be called for short, or it is the only one and
   * answers to any.
   *
   * @param name a name on the wire
   * @return the model, empty if none does
   */
  public Optional<Served> find(String name) {
    for (String full : List.of(name, "models/" + name, name + ":latest")) {
      for (Served served : models) {
        if (served.name().equals(full)) {
          return Optional.of(served);
        }
      }
    }
    return anyName && models.size() == 1 ? Optional.of(models.get(0)) : Optional.empty();
  }

  /**
   * Returns the listing as OpenAI's protocol answers {@code GET /v1/models}. A context window that
   * is known stands in {@code max_model_len}, as vLLM writes it, and in {@code context_window}.
   *
   * @return a JSON object
   */
  public String toJson() {
    ObjectNode list = JsonTree.NODES.objectNode().put("object", "list");
    ArrayNode data = list.putArray("data");
    for (Served served : models) {
      ObjectNode entry =
          data.addObject()
              .put("id", served.name())
              .put("object", "model")
              .put("created", 0)
              .put("owned_by", "coding-router");
      served
          .contextWindow()
          .ifPresent(tokens -> entry.put("max_model_len", tokens).put("context_window", tokens));
    }
    return JsonTree.write(list);
  }
}
