package io.codingrouter.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A configuration as it was written, aliases and merges expanded: mappings, sequences and scalars,
 * each with its place. A scalar has no type of its own; its field gives it one. Immutable.
 */
sealed interface ConfigNode {
  /** Where the value begins. */
  Place place();

  /** How much it is to walk over: about one per node, more for long texts. */
  int weight();

  /** The same tree with some scalars written differently. */
  ConfigNode map(UnaryOperator<Scalar> change);

  /** The texts of a key, in this and what is in it at any depth. */
  List<String> textsOf(String key);

  /**
   * A text.
   *
   * @param plain whether it stood without quotes
   */
  record Scalar(Place place, String text, boolean plain) implements ConfigNode {
    @Override
    public int weight() {
      return 1 + text.length() / 128;
    }

    @Override
    public ConfigNode map(UnaryOperator<Scalar> change) {
      return change.apply(this);
    }

    @Override
    public List<String> textsOf(String key) {
      return List.of();
    }

    /** Whether this says that there is nothing: no text at all, {@code ~} or {@code null}. */
    boolean isNull() {
      return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    }
  }

  /**
   * A list.
   *
   * @param flow whether it was written in brackets
   */
  record Sequence(Place place, List<ConfigNode> items, boolean flow, int weight)
      implements ConfigNode {
    Sequence(Place place, List<ConfigNode> items, boolean flow) {
      this(place, List.copyOf(items), flow, weigh(items));
    }

    @Override
    public ConfigNode map(UnaryOperator<Scalar> change) {
      return new Sequence(
          place, items.stream().map(item -> item.map(change)).toList(), flow, weight);
    }

    @Override
    public List<String> textsOf(String key) {
      return items.stream().flatMap(item -> item.textsOf(key).stream()).toList();
    }
  }

  /**
   * A map.
   *
   * @param entries values in the order written, with the places of their keys
   */
  record Mapping(Place place, Map<String, Member> entries, int weight) implements ConfigNode {
    @Override
    public Mapping map(UnaryOperator<Scalar> change) {
      MappingBuilder copy = new MappingBuilder();
      entries.forEach((key, entry) -> copy.put(key, entry.key(), entry.value().map(change)));
      return copy.build(place);
    }

    @Override
    public List<String> textsOf(String key) {
      List<String> texts = new ArrayList<>();
      entries.forEach(
          (name, entry) -> {
            if (name.equals(key) && entry.value() instanceof Scalar scalar) {
              texts.add(scalar.text());
            } else {
              texts.addAll(entry.value().textsOf(key));
            }
          });
      return texts;
    }
  }

  /**
   * A value and where its key stands.
   *
   * @param key the key's place
   * @param value the value
   */
  record Member(Place key, ConfigNode value) {}

  private static int weigh(List<ConfigNode> items) {
    long sum = 1;
    for (ConfigNode item : items) {
      sum += item.weight();
    }
    return (int) Math.min(sum, Integer.MAX_VALUE);
  }
}
