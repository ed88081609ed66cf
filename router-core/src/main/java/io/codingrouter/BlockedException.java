package io.codingrouter;

import io.codingrouter.telemetry.RouteTrace;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request was blocked: no model was asked. Asking again does not help, unless {@link #retryAfter}
 * says when.
 */
public final class BlockedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String reason;
  private final transient RouteTrace trace;
  private final @Nullable Duration retryAfter;

  BlockedException(Route.Blocked blocked) {
    super(blocked.message());
    this.reason = blocked.reason();
    this.trace = blocked.trace();
    this.retryAfter = blocked.retryAfter().orElse(null);
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
   * Returns after what time it is worth to ask again.
   *
   * @return the time; empty if waiting does not help
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
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
