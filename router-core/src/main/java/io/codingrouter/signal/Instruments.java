package io.codingrouter.signal;

import java.util.List;
import java.util.Objects;

/**
 * What signals measure with, beyond what a configuration says. Immutable.
 *
 * @param signals signals of the application's own, asked for by their names
 */
public record Instruments(List<Signal> signals) {
  /** What the library brings. */
  public static final Instruments STANDARD = new Instruments(List.of());

  public Instruments {
    signals = List.copyOf(signals);
    Objects.requireNonNull(signals, "signals");
  }
}
