package io.codingrouter.config;

import io.codingrouter.signal.Bounds;
import io.codingrouter.signal.ContextRule;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads signals on the size of a request. */
final class ContextReader {
  private ContextReader() {}

  static ContextRule read(Section section, String name) {
    section.field("description").text();
    Field leastField = section.field("min_tokens");
    Field mostField = section.field("max_tokens");
    Optional<Integer> least = leastField.tokensOrNone();
    Optional<Integer> most = mostField.tokensOrNone();
    if (least.isPresent() && most.isPresent() && least.get() > most.get()) {
      mostField.problem("is below min_tokens, so no request would fit");
    }
    return new ContextRule(
        name,
        new Bounds(OptionalDouble.empty(), bound(least), OptionalDouble.empty(), bound(most)));
  }

  private static OptionalDouble bound(Optional<Integer> tokens) {
    return tokens.isPresent() ? OptionalDouble.of(tokens.get()) : OptionalDouble.empty();
  }
}
