package io.codingrouter.selection;

import io.codingrouter.model.ModelRef;
import java.util.List;
import java.util.Objects;

/** Takes the cheapest model that is good enough. */
record Cheapest(double minQuality, Fallback fallback) implements ModelSelector {
  Cheapest {
    if (!(minQuality >= 0 && minQuality <= 1)) {
      throw new IllegalArgumentException("minQuality must be within [0, 1] but was " + minQuality);
    }
    Objects.requireNonNull(fallback, "fallback");
  }

  @Override
  public List<ModelRef> order(List<ModelRef> models, SelectionContext context) {
    List<ModelFigures> figures = context.figures();
    Order.Preference cheaper = (a, b) -> compare(figures.get(a), figures.get(b));
    Order order = new Order(models);
    for (int i = 0; i < models.size(); i++) {
      if (minQuality == 0 || figures.get(i).quality() >= minQuality) {
        order.insert(i, cheaper);
      }
    }
    return order.isEmpty() ? fallback.order(models, figures) : order;
  }

  // To compare(), NaN is the greatest of doubles: what is unknown comes last.
  private static int compare(ModelFigures a, ModelFigures b) {
    int byCost = Double.compare(a.costPer1m(), b.costPer1m());
    return byCost != 0 ? byCost : Double.compare(-a.quality(), -b.quality());
  }
}
