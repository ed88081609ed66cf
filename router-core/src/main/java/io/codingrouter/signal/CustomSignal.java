package io.codingrouter.signal;

/** A signal of the application's own. */
final class CustomSignal extends Evaluator {
  static final String TYPE = "custom";

  private final Signal signal;

  CustomSignal(Signal signal) {
    super(TYPE, signal.name());
    this.signal = signal;
  }

  /** What to say where somebody asks for one that the router was not given. */
  static IllegalArgumentException missing(String asker, String name) {
    return new IllegalArgumentException(
        asker
            + " asks for the custom signal \""
            + name
            + "\": give it to Router.builder(config).signal(…)");
  }

  @Override
  Cost cost() {
    return Cost.CUSTOM;
  }

  @Override
  SignalResult evaluate(SignalMatches matches, int number) {
    return signal.evaluate(matches);
  }
}
