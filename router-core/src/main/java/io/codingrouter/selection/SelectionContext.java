package io.codingrouter.selection;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.ModelRef;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * What a {@link ModelSelector} may go by, besides the models: all of it, so that the same context
 * gives the same order again.
 *
 * @param request what is asked
 * @param random the only source of chance, seeded for this request
 * @param figures what is known of the models, in their order; taken once for the request, so a call
 *     that begins or ends meanwhile does not change them
 */
public record SelectionContext(
    ChatRequest request, RandomGenerator random, List<ModelFigures> figures) {
  public SelectionContext {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(random, "random");
    figures = List.copyOf(figures);
  }

  /**
   * Returns what is known of a model.
   *
   * @param model one of the models that shall be ordered
   * @return its figures
   * @throws IllegalArgumentException if it is not one of these
   */
  public ModelFigures figures(ModelRef model) {
    for (ModelFigures each : figures) {
      if (each.model().equals(model)) {
        return each;
      }
    }
    throw new IllegalArgumentException(model.name() + " is not among the models to order");
  }

  /** Prints the figures, never the request. */
  @Override
  public String toString() {
    return "SelectionContext" + figures;
  }
}
