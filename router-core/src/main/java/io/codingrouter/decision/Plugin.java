package io.codingrouter.decision;

import java.util.Map;
import java.util.Objects;

/**
 * Something that a decision does besides choosing a model, as it is configured.
 *
 * @param type its name, such as {@code system_prompt}
 * @param configuration its settings: strings, booleans, numbers, lists and maps; what a
 *     configuration read as a secret is an object that does not print its value
 */
public record Plugin(String type, Map<String, Object> configuration) {
  public Plugin {
    Objects.requireNonNull(type, "type");
    configuration = Map.copyOf(configuration);
  }

  /**
   * Tells whether it is switched on.
   *
   * @return false only if the setting {@code enabled} is false
   */
  public boolean isEnabled() {
    return !Boolean.FALSE.equals(configuration.get("enabled"));
  }
}
