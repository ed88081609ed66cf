package io.codingrouter.signal;

import java.util.Objects;

/**
 * A signal on how large a request is, all of its messages and tools included.
 *
 * @param name the name that conditions use
 * @param tokens how many tokens it must have
 */
public record ContextRule(String name, Bounds tokens) implements SignalRule {
  public ContextRule {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(tokens, "tokens");
  }

  @Override
  public String type() {
    return "context";
  }
}
