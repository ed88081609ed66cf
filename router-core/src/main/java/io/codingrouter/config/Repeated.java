package io.codingrouter.config;

import java.util.Map;
import java.util.TreeMap;

/** A warning for all the places that deserve it. */
final class Repeated {
  private final String message;
  private final Map<Place, String> paths = new TreeMap<>();

  Repeated(String message) {
    this.message = message;
  }

  /** Adds a place; one that is read twice, as where YAML repeats it, counts once. */
  void add(Place place, String path) {
    paths.putIfAbsent(place, path);
  }

  /** The warning, at the first of its places. */
  Problem told() {
    Map.Entry<Place, String> first = paths.entrySet().iterator().next();
    int more = paths.size() - 1;
    return new Problem(
        first.getKey().line(),
        first.getKey().column(),
        first.getValue(),
        more == 0 ? message : message + " (and " + more + " more)");
  }
}
