package io.codingrouter.telemetry;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.Attempt;
import io.codingrouter.message.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * Is told what the router does, as it happens. It sees traces and names of the configuration, never
 * a prompt, a reply or a route.
 *
 * <p>For one request the order is {@link #routed}, then, if a model shall answer and the router
 * makes the call, {@link #attemptStarted}, {@link #firstToken} of a stream, and {@link
 * #attemptEnded} for each attempt. Whatever happens, exactly one of {@link #replied}, {@link
 * #blocked}, {@link #completed}, {@link #failed} and {@link #cancelled} ends it, with {@link
 * #charged} behind it where money is known. Of a call that the host makes only the outcome is
 * heard, and none if the host does not tell it. Where one thread reads the last word of a reply
 * while another closes it, the end of the attempt and that of the request may swap places.
 *
 * <p>Methods run on the thread that routes, that makes the call, or that reads or closes its
 * stream: the caller's, or one of the router's executor where that works for the caller. Whoever
 * waits for the reply waits for them too, so they must be fast. What they throw is ignored. They
 * must be safe for concurrent use.
 */
public interface RouterListener {

  /** Hears nothing. */
  RouterListener NONE = new RouterListener() {};

  /**
   * A configuration is in force: when the router is built, and after each reload.
   *
   * @param config what the router does from now on
   */
  default void configured(RouterConfig config) {}

  /**
   * A request was routed.
   *
   * @param trace what was decided and why
   */
  default void routed(RouteTrace trace) {}

  /**
   * A fixed text answers; follows {@link #routed} at once. No model is asked.
   *
   * @param trace what was decided
   */
  default void replied(RouteTrace trace) {}

  /**
   * The request goes nowhere. Follows {@link #routed} at once where that decided so, else it comes
   * when the call shall be made and no candidate may receive the request. No model was asked.
   *
   * @param trace what was decided
   * @param reason a constant of {@code Route.Blocked}, or another word: the set is open
   */
  default void blocked(RouteTrace trace, String reason) {}

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
   * A model answered: its whole reply is here, or its stream was read to the end, or to the last
   * word and closed.
   *
   * @param trace what was decided
   * @param usage what the model counted
   * @param attempts what was tried; empty if the caller made the call
   */
  default void completed(RouteTrace trace, Usage usage, List<Attempt> attempts) {}

  /**
   * What an answer costs is known: its model has a price, and counted its tokens. Follows {@link
   * #completed}, {@link #cancelled}, or {@link #failed} of a reply that broke. Where not all of its
   * tokens are known, {@link Usage#isKnown()} of those events being false, this is what is known of
   * the cost, and so the least.
   *
   * @param trace what was decided
   * @param model the model that answered, by name
   * @param cost the exact amount for the tokens that are known, zero for a model that is free
   * @param currency of the amount, in ISO 4217
   */
  default void charged(RouteTrace trace, String model, BigDecimal cost, String currency) {}

  /**
   * No model answered, or the answer broke.
   *
   * @param trace what was decided
   * @param kind what went wrong, as in {@link io.codingrouter.dispatch.ModelException#kind}
   * @param attempts what was tried; empty if the caller made the call
   */
  default void failed(RouteTrace trace, String kind, List<Attempt> attempts) {}

  /**
   * Whoever asked has left: closed a streamed reply before its last word, or neither read nor
   * closed it until its place was given to another; cancelled a future or a subscription; or was
   * interrupted. What a model did until then is known as far as it has counted by then: of
   * Anthropic's the tokens of the prompt, of servers that count as they go all, of most nothing.
   *
   * @param trace what was decided
   * @param usage what the model had counted
   * @param attempts what was tried, the one that was left last; empty if the caller made the call
   */
  default void cancelled(RouteTrace trace, Usage usage, List<Attempt> attempts) {}

  /**
   * An endpoint has failed too often and is left alone for a while.
   *
   * @param model the model's name
   * @param endpoint the endpoint's name
   * @param time for how long, unless there is no other choice
   */
  default void ejected(String model, String endpoint, Duration time) {}

  /**
   * An endpoint that was left alone answers again.
   *
   * @param model the model's name
   * @param endpoint the endpoint's name
   */
  default void readmitted(String model, String endpoint) {}

  /**
   * Something is not as it should be, and the router goes on: a signal threw, a changed
   * configuration does not load.
   *
   * @param message what happened, without text of a request
   */
  default void warned(String message) {}
}
