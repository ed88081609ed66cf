package io.codingrouter.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A document in the making: maps, lists, texts, numbers and booleans. Not safe for sharing. */
final class Draft {
  static final int DEEPEST = 64;

  private final Map<String, Object> root = new LinkedHashMap<>();

  /**
   * Sets a value, whatever was there before.
   *
   * @param path keys with dots between them; {@code [n]} after a key is the item of a list
   */
  void set(String path, Object value) {
    Map<String, Object> map = root;
    String[] steps = path.split("\\.", -1);
    for (int i = 0; i < steps.length; i++) {
      String step = steps[i];
      int bracket = step.endsWith("]") ? step.indexOf('[') : -1;
      String key = bracket < 0 ? step : step.substring(0, bracket);
      if (key.isBlank()) {
        throw new IllegalArgumentException("path must be keys with dots between, such as a.b[0].c");
      }
      boolean last = i == steps.length - 1;
      if (bracket < 0 && last) {
        map.put(key, value);
      } else if (bracket < 0) {
        map = mapAt(map, key);
      } else {
        List<Object> list = listAt(map, key);
        int index = index(step.substring(bracket + 1, step.length() - 1), list);
        if (last) {
          list.set(index, value);
        } else {
          map = asMap(list, index);
        }
      }
    }
  }

  /** Adds to a list, which is made if there is none. */
  void add(String path, Object value) {
    int dot = path.lastIndexOf('.');
    Map<String, Object> map = dot < 0 ? root : mapAt(root, path.substring(0, dot));
    listAt(map, path.substring(dot + 1)).add(value);
  }

  /** Sets the value of a key that may have dots itself. */
  void put(String path, String key, Object value) {
    Map<String, Object> map = root;
    for (String step : path.split("\\.", -1)) {
      map = mapAt(map, step);
    }
    map.put(key, value);
  }

  /** The document as a reader takes it. */
  ConfigNode.Mapping toNode() {
    return (ConfigNode.Mapping) node(root, 0);
  }

  /** A value as a reader takes it. */
  static ConfigNode node(Object value) {
    return node(value, 0);
  }

  static ConfigException tooDeep() {
    return new Problems()
        .fatal(Place.NONE, "", "nested deeper than " + DEEPEST + " levels: flatten it");
  }

  private static ConfigNode node(Object value, int depth) {
    if (depth > DEEPEST) {
      throw tooDeep();
    }
    if (value instanceof Map<?, ?> map) {
      MappingBuilder entries = new MappingBuilder();
      map.forEach((key, item) -> entries.put(key.toString(), Place.NONE, node(item, depth + 1)));
      return entries.build(Place.NONE);
    }
    if (value instanceof Collection<?> collection) {
      List<ConfigNode> items = new ArrayList<>();
      for (Object item : collection) {
        items.add(node(item, depth + 1));
      }
      boolean flow = items.stream().allMatch(ConfigNode.Scalar.class::isInstance);
      return new ConfigNode.Sequence(Place.NONE, items, flow);
    }
    return scalar(value);
  }

  private static ConfigNode scalar(Object value) {
    if (value instanceof String text) {
      return new ConfigNode.Scalar(Place.NONE, text, false);
    }
    if (value instanceof Boolean || value instanceof Number) {
      String text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
      return new ConfigNode.Scalar(Place.NONE, text, true);
    }
    if (value instanceof Duration time) {
      String text = time.toMillis() % 1_000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
      return new ConfigNode.Scalar(Place.NONE, text, true);
    }
    if (value instanceof Secret secret) {
      String text = secret.isUsable() ? Template.escape(secret.reveal()) : secret.written();
      return new ConfigNode.Scalar(Place.NONE, text, false);
    }
    throw new IllegalArgumentException(
        "a value must be a String, Number, Boolean, Duration, Collection or Map but was of "
            + value.getClass());
  }

  @SuppressWarnings("unchecked") // all maps of a draft are made here
  private static Map<String, Object> mapAt(Map<String, Object> map, String key) {
    Object found = map.computeIfAbsent(key, k -> new LinkedHashMap<String, Object>());
    if (found.getClass() != LinkedHashMap.class) {
      throw new IllegalArgumentException("the value at " + key + " has no keys of its own");
    }
    return (Map<String, Object>) found;
  }

  @SuppressWarnings("unchecked") // all array lists of a draft are made here
  private static List<Object> listAt(Map<String, Object> map, String key) {
    Object found = map.computeIfAbsent(key, k -> new ArrayList<Object>());
    if (found.getClass() != ArrayList.class) {
      throw new IllegalArgumentException("the value at " + key + " is not a list to add to");
    }
    return (List<Object>) found;
  }

  private static Map<String, Object> asMap(List<Object> list, int index) {
    Map<String, Object> holder = new LinkedHashMap<>();
    holder.put("item", list.get(index));
    return mapAt(holder, "item");
  }

  private static int index(String text, List<Object> list) {
    int index = Numbers.integer(text).orElse(-1);
    if (index < 0 || index > list.size()) {
      throw new IllegalArgumentException(
          "index must be from 0 to " + list.size() + ", the end of the list");
    }
    if (index == list.size()) {
      list.add(new LinkedHashMap<String, Object>());
    }
    return index;
  }
}
