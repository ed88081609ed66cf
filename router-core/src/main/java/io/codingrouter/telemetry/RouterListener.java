package io.codingrouter.telemetry;

import io.codingrouter.dispatch.Attempt;
import io.codingrouter.message.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * Is told what the router does, as it happens. It sees traces, never a prompt, a reply or a key.
 * For one request the order is {@link #routed}, then, if the router makes the call, {@link
 * #attemptStarted}, {@link #firstToken} of a stream, and {@link #attemptEnded} for each attempt,
 * then {@link #completed}, {@link #closed} or {@link #failed}, and {@link #charged} last. Methods
 * run on the caller's thread: they must be fast, must not throw (what they throw is ignored), and
 * must be safe for concurrent use.
 */
public interface RouterListener {

  /** Hears nothing. */
  RouterListener NONE = new RouterListener() {};

  /**
   * A request was routed.
   *
   * @param trace what was decided and why
   */
  default void routed(RouteTrace trace) {}

  /**
   * An endpoint is about to be asked.
   *
   * @param trace what was decided
   * @param model the model's name
   * @param endpoint the endpoint's name
   */
  default void attemptStarted(RouteTrace trace, String model, String endpoint) {}

  /**
   * The first content of a streamed reply is here.
   *
   * @param trace what was decided
   * @param model the model's name
   * @param endpoint the endpoint's name
   * @param waited how long it took to come
   */
  default void firstToken(RouteTrace trace, String model, String endpoint, Duration waited) {}

  /**
   * An attempt is over: a whole reply is here, a stream was read to its end or closed, or it
   * failed.
   *
   * @param trace what was decided
   * @param attempt what came of it, {@link io.codingrouter.dispatch.ModelException#CANCELLED} if
   *     its reader left early; the time is that of everything, the whole stream included
   */
  default void attemptEnded(RouteTrace trace, Attempt attempt) {}

  /**
   * A model answered.
   *
   * @param trace what was decided
   * @param usage what the model counted
   * @param attempts what was tried; empty if the caller made the call
   */
  default void completed(RouteTrace trace, Usage usage, List<Attempt> attempts) {}

  /**
   * The reader of a stream left before its end.
   *
   * @param trace what was decided
   * @param usage what the model had counted by then: mostly nothing, since most say it last
   * @param attempts what was tried, the one that began this stream last; empty if the caller made
   *     the call
   */
  default void closed(RouteTrace trace, Usage usage, List<Attempt> attempts) {}

  /**
   * What an answer costs is known: its model has a price, and counted its tokens. Follows {@link
   * #completed} or {@link #closed}.
   *
   * @param trace what was decided
   * @param model the model that answered, by name
   * @param cost the exact amount, zero for a model that is free
   * @param currency of the amount, in ISO 4217
   */
  default void charged(RouteTrace trace, String model, BigDecimal cost, String currency) {}

  /**
   * No model answered.
   *
   * @param trace what was decided
   * @param kind what went wrong, as in {@link io.codingrouter.dispatch.ModelException#kind}
   * @param attempts what was tried; empty if the caller made the call
   */
  default void failed(RouteTrace trace, String kind, List<Attempt> attempts) {}

  /**
   * Something is not as it should be, and the router goes on: a signal threw, a changed
   * configuration does not load.
   *
   * @param message what happened, without text of a request
   */
  default void warned(String message) {}
}
