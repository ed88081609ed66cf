package io.codingrouter.config;

import io.codingrouter.signal.Envelopes;
import java.util.List;

/**
 * The markers of agents' envelopes that a configuration adds.
 *
 * @param strip tags whose whole blocks are an agent's words
 * @param unwrap tags whose inside is what the human typed
 * @param skip sentences that begin a part which is an agent's words
 */
record EnvelopeWords(List<String> strip, List<String> unwrap, List<String> skip) {
  static final EnvelopeWords NONE = new EnvelopeWords(List.of(), List.of(), List.of());

  EnvelopeWords {
    strip = List.copyOf(strip);
    unwrap = List.copyOf(unwrap);
    skip = List.copyOf(skip);
  }

  static EnvelopeWords read(Section section) {
    return new EnvelopeWords(
        section.field("strip").texts(),
        section.field("unwrap").texts(),
        section.field("skip").texts());
  }

  Envelopes envelopes() {
    return equals(NONE) ? Envelopes.standard() : Envelopes.standard().plus(strip, unwrap, skip);
  }
}
