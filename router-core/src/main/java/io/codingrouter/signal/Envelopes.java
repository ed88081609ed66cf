package io.codingrouter.signal;

import io.codingrouter.message.ChatRequest;
import java.util.List;

/**
 * How coding agents wrap what a human asks, and the way back to the ask. Immutable and safe for
 * concurrent use.
 */
public final class Envelopes {
  private static final Envelopes STANDARD = new Envelopes();

  private Envelopes() {}

  /**
   * Returns the table of the agents that are known.
   *
   * @return the table, shared
   */
  public static Envelopes standard() {
    return STANDARD;
  }

  /**
   * Returns a table with further markers.
   *
   * @param strip tags whose whole blocks are an agent's words
   * @param unwrap tags whose inside is what the human typed
   * @param skip sentences that begin a part which is an agent's words
   * @return the longer table
   */
  public Envelopes plus(List<String> strip, List<String> unwrap, List<String> skip) {
    return this;
  }

  /**
   * Finds what the human asks.
   *
   * @param request the request
   * @return its text by source, worked out when it is asked for
   */
  public RequestText read(ChatRequest request) {
    return new RequestText(request);
  }
}
