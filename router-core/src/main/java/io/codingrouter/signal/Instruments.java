package io.codingrouter.signal;

import java.util.List;
import java.util.Objects;

/**
 * What signals measure with, beyond what a configuration says. Immutable.
 *
 * @param signals signals of the application's own, asked for by their names
 * @param tokens tells how many tokens a text is
 */
public record Instruments(List<Signal> signals, TokenCounter tokens) {
  /** What the library brings. */
  public static final Instruments STANDARD = new Instruments(List.of(), TokenCounter.estimate());

  public Instruments {
    signals = List.copyOf(signals);
    Objects.requireNonNull(tokens, "tokens");
  }
}
