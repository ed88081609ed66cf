package io.codingrouter.signal;

import java.util.function.Function;

/** A signal that is a function. */
record FunctionSignal(String name, Function<SignalContext, SignalResult> function)
    implements Signal {
  @Override
  public SignalResult evaluate(SignalContext context) {
    return function.apply(context);
  }
}
