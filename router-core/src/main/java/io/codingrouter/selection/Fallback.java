package io.codingrouter.selection;

import io.codingrouter.model.ModelRef;
import java.util.List;

/** What a selector does if its bounds leave no model. */
public enum Fallback {
  /** All models, the cheapest first, those of unknown cost last. */
  CHEAPEST,
  /** All models, those of the highest quality first, those of unknown quality last. */
  BEST,
  /** All models, in the order written. */
  FIRST,
  /** No model: the request is refused. */
  FAIL;

  List<ModelRef> order(List<ModelRef> models, List<ModelFigures> figures) {
    return switch (this) {
      // NaN is the greatest of doubles to compare(), so it comes last
      case CHEAPEST ->
          Order.of(
              models,
              (a, b) -> Double.compare(figures.get(a).costPer1m(), figures.get(b).costPer1m()));
      case BEST ->
          Order.of(
              models,
              (a, b) -> Double.compare(-figures.get(a).quality(), -figures.get(b).quality()));
      case FIRST -> models;
      case FAIL -> List.of();
    };
  }
}
