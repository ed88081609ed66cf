package io.codingrouter.decision;

import java.util.Map;
import java.util.Objects;

/**
 * How a decision chooses among several models, as it is configured.
 *
 * @param type its name, such as {@code static}
 * @param configuration its settings: strings, booleans, numbers, lists and maps
 */
public record Algorithm(String type, Map<String, Object> configuration) {
  /**
   * The type of an algorithm that is the application's own; its setting {@code name} says which.
   */
  public static final String CUSTOM = "custom";

  public Algorithm {
    Objects.requireNonNull(type, "type");
    configuration = Map.copyOf(configuration);
  }
}
