package io.codingrouter.signal;

import java.util.Objects;

/**
 * A signal that fires by what the application says of the request: a label, set in code and never
 * sent.
 *
 * @param name the name that conditions use
 * @param key the label's name
 * @param value what its value must be
 */
public record LabelRule(String name, String key, Presence value) implements SignalRule {
  public LabelRule {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
  }

  @Override
  public String type() {
    return "label";
  }
}
