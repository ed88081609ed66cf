package io.codingrouter.selection;

import io.codingrouter.model.ModelRef;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws models by their weights without putting them back: the first is drawn by its share of all,
 * each further one by its share of those that are left. A model of weight 0 is never drawn.
 */
final class WeightedSelector implements ModelSelector {
  static final WeightedSelector INSTANCE = new WeightedSelector();

  private WeightedSelector() {}

  @Override
  public List<ModelRef> order(List<ModelRef> models, SelectionContext context) {
    List<ModelRef> left = new ArrayList<>(models.size());
    for (ModelRef model : models) {
      if (model.weight() > 0) {
        left.add(model);
      }
    }
    List<ModelRef> order = new ArrayList<>(left.size());
    while (left.size() > 1) {
      order.add(left.remove(draw(left, context.random())));
    }
    order.addAll(left);
    return order;
  }

  private static int draw(List<ModelRef> models, RandomGenerator random) {
    double total = 0;
    for (ModelRef model : models) {
      total += model.weight();
    }
    double point = random.nextDouble() * total;
    int last = models.size() - 1;
    for (int i = 0; i < last; i++) {
      point -= models.get(i).weight();
      if (point < 0) {
        return i;
      }
    }
    return last;
  }
}
