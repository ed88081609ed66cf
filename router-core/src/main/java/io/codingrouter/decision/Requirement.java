package io.codingrouter.decision;

import io.codingrouter.model.Location;
import java.util.List;
import java.util.Optional;

/**
 * What a decision demands of every model that serves it, on failover too. Immutable.
 *
 * @param capabilities words that must be among a model's own
 * @param location where it must run; {@link Location#LOCAL} is met only by a model that is declared
 *     local
 */
public record Requirement(List<String> capabilities, Optional<Location> location) {
  /** Demands nothing. */
  public static final Requirement NONE = new Requirement(List.of(), Optional.empty());

  public Requirement {
    capabilities = List.copyOf(capabilities);
  }
}
