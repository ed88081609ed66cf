package io.codingrouter.dispatch;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an endpoint says it serves. Immutable.
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
}
