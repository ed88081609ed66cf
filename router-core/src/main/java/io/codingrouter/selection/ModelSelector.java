package io.codingrouter.selection;

import io.codingrouter.model.ModelRef;
import java.util.List;

/**
 * Orders a decision's models: the first is called, the others take over when it fails. A selector
 * is pure: the same models, request, figures and draws give the same order. Implementations must be
 * safe for concurrent use, must not keep the request, and return only models that they were given,
 * each at most once.
 *
 * <pre>{@code
 * ModelSelector idlest = (models, context) ->
 *     models.stream()
 *         .sorted(Comparator.comparingInt(model -> context.figures(model).inFlight()))
 *         .toList();
 * }</pre>
 */
@FunctionalInterface
public interface ModelSelector {

  /**
   * Orders models.
   *
   * @param models the decision's models that can serve the request, in the order written; not empty
   * @param context what is asked, chance, and what is known of the models
   * @return models in the order to try; those left out are not tried, and none means that the
   *     request is refused
   */
  List<ModelRef> order(List<ModelRef> models, SelectionContext context);

  /**
   * Returns the selector that keeps the order as written.
   *
   * @return the default
   */
  static ModelSelector asWritten() {
    return (models, context) -> models;
  }

  /**
   * Returns the selector that draws models by their {@linkplain ModelRef#weight() weights}. One of
   * weight 0 is never tried, not even when others fail.
   *
   * @return the selector
   */
  static ModelSelector weighted() {
    return WeightedSelector.INSTANCE;
  }

  /**
   * Returns the selector that prefers models that answer fast and are not busy: of two models that
   * are drawn the better one is taken, so that requests which see the same figures do not all go
   * the same way (M. Mitzenmacher: "The power of two choices in randomized load balancing", 2001).
   * The next to try is taken likewise from the rest.
   *
   * <p>What counts is latency × (calls in flight + 1) ÷ (1 − failure rate), lower is better.
   * Latency is what an answer of 200 tokens takes: the time to the first, and 200 times the time
   * per token. A time that is unknown counts as the shortest among the models, so that one which
   * was not called for a while is tried again.
   *
   * @param ttft whether the time to the first token counts
   * @param tpot whether the time per output token counts
   * @return the selector
   * @throws IllegalArgumentException if neither counts
   */
  static ModelSelector latencyAware(boolean ttft, boolean tpot) {
    return new LatencyAware(ttft, tpot);
  }

  /**
   * Returns the selector that takes the cheapest model first; of equally cheap ones the better one
   * first, then the one written first. A model without a price comes last. Draws nothing.
   *
   * @param minQuality models below this quality are left out, and those of unknown quality with
   *     them; 0 for all
   * @param fallback what to do if no model is good enough
   * @return the selector
   * @throws IllegalArgumentException if the quality is not within 0 and 1
   */
  static ModelSelector cheapest(double minQuality, Fallback fallback) {
    return new Cheapest(minQuality, fallback);
  }
}
