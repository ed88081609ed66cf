package io.codingrouter.selection;

import io.codingrouter.model.ModelRef;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Some of a list's models in another order: a view, so that nothing else is allocated to make one.
 * Not modifiable once it is handed out.
 */
final class Order extends AbstractList<ModelRef> implements RandomAccess {
  private final List<ModelRef> models;
  private final int[] places;
  private int size;

  /** Which of two models, by their places in the list, comes first: the sign of a comparator. */
  @FunctionalInterface
  interface Preference {
    int compare(int a, int b);
  }

  /** Creates an order without any model. */
  Order(List<ModelRef> models) {
    this.models = models;
    this.places = new int[models.size()];
  }

  /** Orders all models. */
  static Order of(List<ModelRef> models, Preference preference) {
    Order order = new Order(models);
    for (int i = 0; i < models.size(); i++) {
      order.insert(i, preference);
    }
    return order;
  }

  /** Puts a model behind all that are as good or better: inserted in turn, equals keep theirs. */
  void insert(int place, Preference preference) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (preference.compare(place, places[middle]) < 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    System.arraycopy(places, low, places, low + 1, size - low);
    places[low] = place;
    size++;
  }

  /** Puts a model at the end. */
  void add(int place) {
    places[size++] = place;
  }

  /** The place in the list of the i-th model of this order. */
  int place(int i) {
    return places[i];
  }

  void swap(int i, int j) {
    int place = places[i];
    places[i] = places[j];
    places[j] = place;
  }

  @Override
  public ModelRef get(int i) {
    return models.get(places[Objects.checkIndex(i, size)]);
  }

  @Override
  public int size() {
    return size;
  }
}
