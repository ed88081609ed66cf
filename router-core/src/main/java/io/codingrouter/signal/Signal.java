package io.codingrouter.signal;

import java.util.Objects;
import java.util.function.Function;

/**
 * A question about a request that a decision can build on by name. A signal is asked at most once a
 * request, and only if the outcome can matter. Implementations must be safe for concurrent use,
 * must be pure, and must not keep the context.
 *
 * <pre>{@code
 * Signal night = Signal.of("long_ask",
 *     context -> context.ask().length() > 2_000 ? SignalResult.HIT : SignalResult.MISS);
 * }</pre>
 */
public interface Signal {

  /**
   * Returns the name that decisions use.
   *
   * @return the name, unique among all signals of a router
   */
  String name();

  /**
   * Answers the question.
   *
   * @param context the request
   * @return the answer
   */
  SignalResult evaluate(SignalContext context);

  /**
   * Makes a function a signal.
   *
   * @param name the name that decisions use
   * @param function the question, safe for concurrent use
   * @return the signal
   */
  static Signal of(String name, Function<SignalContext, SignalResult> function) {
    Objects.requireNonNull(function, "function");
    return new FunctionSignal(Objects.requireNonNull(name, "name"), function);
  }
}
