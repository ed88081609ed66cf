package io.codingrouter.selection;

import io.codingrouter.message.CallFigures;
import io.codingrouter.model.ModelRef;
import java.util.Objects;

/**
 * What is known of one model at one moment: what the configuration says of it, and how its recent
 * calls went. A figure that nobody knows is NaN. Immutable.
 *
 * @param model the model
 * @param quality its {@code quality_score}, from 0 to 1, higher is better; NaN if it has none
 * @param costPer1m the price of a million tokens, see {@link MultiFactor#blend}; NaN if it has none
 * @param calls how its recent calls went
 */
public record ModelFigures(ModelRef model, double quality, double costPer1m, CallFigures calls) {
  public ModelFigures {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(calls, "calls");
  }

  /**
   * Creates the figures of a model that was not called yet.
   *
   * @param model the model
   * @param quality its quality, NaN if unknown
   * @param costPer1m the price of a million tokens, NaN if unknown
   * @return the figures
   */
  public static ModelFigures uncalled(ModelRef model, double quality, double costPer1m) {
    return new ModelFigures(model, quality, costPer1m, CallFigures.NONE);
  }

  /**
   * Returns the same model with other calls.
   *
   * @param calls how its recent calls went
   * @return a copy
   */
  public ModelFigures withCalls(CallFigures calls) {
    return new ModelFigures(model, quality, costPer1m, calls);
  }

  /**
   * Returns {@link CallFigures#ttftMillis}.
   *
   * @return milliseconds, NaN if unknown
   */
  public double ttftMillis() {
    return calls.ttftMillis();
  }

  /**
   * Returns {@link CallFigures#tpotMillis}.
   *
   * @return milliseconds, NaN if unknown
   */
  public double tpotMillis() {
    return calls.tpotMillis();
  }

  /**
   * Returns {@link CallFigures#inFlight}.
   *
   * @return calls, at least 0
   */
  public int inFlight() {
    return calls.inFlight();
  }

  /**
   * Returns {@link CallFigures#failureRate}.
   *
   * @return from 0 to less than 1
   */
  public double failureRate() {
    return calls.failureRate();
  }

  /**
   * Tells the live figures in one phrase, for a trace.
   *
   * @return such as {@code acme/coder: first token 120 ms, 8.5 ms per token, 3 in flight}
   */
  public String describe() {
    return model.name() + ": " + calls.describe();
  }
}
