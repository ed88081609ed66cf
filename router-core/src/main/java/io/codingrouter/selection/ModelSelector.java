package io.codingrouter.selection;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.ModelRef;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Orders a decision's models: the first is called, the others take over when it fails. A selector
 * is pure: the same arguments give the same order. Implementations must be safe for concurrent use,
 * must not keep the request, and return only models that they were given.
 */
@FunctionalInterface
public interface ModelSelector {

  /**
   * Orders models.
   *
   * @param models the decision's models that can serve the request, in the order written; not empty
   * @param request what is asked
   * @param random the only source of chance, seeded for this request
   * @return models in the order to try; those left out are not tried, and none means that the
   *     request is refused
   */
  List<ModelRef> order(List<ModelRef> models, ChatRequest request, RandomGenerator random);

  /**
   * Returns the selector that keeps the order as written.
   *
   * @return the default
   */
  static ModelSelector asWritten() {
    return (models, request, random) -> models;
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
}
