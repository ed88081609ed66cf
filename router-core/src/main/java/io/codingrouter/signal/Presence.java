package io.codingrouter.signal;

import java.util.List;
import java.util.Objects;

/**
 * What a value must be: one of some, or just there.
 *
 * @param values the values that will do; empty if any will
 */
public record Presence(List<String> values) {
  /** Any value will do. */
  public static final Presence ANY = new Presence(List.of());

  public Presence {
    values = List.copyOf(values);
    Objects.requireNonNull(values, "values");
  }

  /** Whether a value will do. */
  boolean accepts(String value) {
    return values.isEmpty() || values.contains(value);
  }

  /** Prints the values that will do. */
  @Override
  public String toString() {
    return values.isEmpty() ? "present" : String.join(" or ", values);
  }
}
