package io.codingrouter.signal;

import java.util.Objects;

/**
 * A signal that fires by what the caller says of the request: a key of the body's {@code metadata}.
 * Whoever writes the request writes it, so it proves nothing.
 *
 * @param name the name that conditions use
 * @param key the key under {@code metadata}
 * @param value what its value must be
 */
public record MetadataRule(String name, String key, Presence value) implements SignalRule {
  public MetadataRule {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
  }

  @Override
  public String type() {
    return "metadata";
  }
}
