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
  private static final int PLACE_BITS = 32;

  private final List<ModelRef> models;
  private final long[] entries; // a model's place in the list, and above it what it is sorted by
  private int size;

  /** Which of two models, by their places in the list, comes first: the sign of a comparator. */
  @FunctionalInterface
  interface Preference {
    int compare(int a, int b);
  }

  /** Creates an order without any model. */
  Order(List<ModelRef> models) {
    this.models = models;
    this.entries = new long[models.size()];
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
    int at = size++;
    for (; at > 0 && preference.compare(place, place(at - 1)) < 0; at--) {
      entries[at] = entries[at - 1];
    }
    entries[at] = place;
  }

  /** Puts a model behind all of its rank, 0 or more, or lower; for orders of ranked models only. */
  void insert(int place, int rank) {
    long entry = ((long) rank << PLACE_BITS) | place;
    int at = size++;
    for (; at > 0 && entry < entries[at - 1]; at--) {
      entries[at] = entries[at - 1];
    }
    entries[at] = entry;
  }

  /** Puts a model at the end. */
  void add(int place) {
    entries[size++] = place;
  }

  /** The place in the list of the i-th model of this order. */
  int place(int i) {
    return (int) entries[i];
  }

  void swap(int i, int j) {
    long entry = entries[i];
    entries[i] = entries[j];
    entries[j] = entry;
  }

  @Override
  public ModelRef get(int i) {
    return models.get(place(Objects.checkIndex(i, size)));
  }

  @Override
  public int size() {
    return size;
  }
}
