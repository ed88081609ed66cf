package io.codingrouter;

import io.codingrouter.telemetry.RouteTrace;

/** A request was blocked: no model was asked, and asking again will not help. */
public final class BlockedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String reason;
  private final transient RouteTrace trace;

  BlockedException(Route.Blocked blocked) {
    super(blocked.message());
    this.reason = blocked.reason();
    this.trace = blocked.trace();
  }

  /**
   * Returns why.
   *
   * @return a constant of {@link Route.Blocked}, or another word: the set is open
   */
  public String reason() {
    return reason;
  }

  /**
   * Returns how this was decided.
   *
   * @return the trace
   */
  public RouteTrace trace() {
    return trace;
  }
}
