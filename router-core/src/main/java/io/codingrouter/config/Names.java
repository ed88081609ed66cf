package io.codingrouter.config;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Names that must be unique, and that others refer to. */
final class Names {
  private final String what;
  private final Map<String, Place> places = new HashMap<>();

  /**
   * Starts without names.
   *
   * @param what what the names are of, such as {@code model}
   */
  Names(String what) {
    this.what = what;
  }

  /** Adds a name; one that is taken is a problem, an empty one is nobody's. */
  void add(Field field, String name) {
    if (name.isEmpty()) {
      return;
    }
    Place taken = places.putIfAbsent(name, field.place());
    if (taken != null) {
      field.problem(
          "another "
              + what
              + " has this name"
              + (taken.line() == 0 ? "" : ", in line " + taken.line())
              + ": names must be unique");
    }
  }

  /** Adds a name that need not be unique. */
  void add(String name) {
    places.putIfAbsent(name, Place.NONE);
  }

  boolean has(String name) {
    return places.containsKey(name);
  }

  Set<String> all() {
    return places.keySet();
  }

  /** Makes it a problem if a field refers to a name that nobody has. */
  void check(Field field, String name, Collection<String> otherwise) {
    if (!name.isEmpty() && !places.containsKey(name) && !otherwise.contains(name)) {
      field.problem("no " + what + " has this name" + Nearest.hint(name, places.keySet()));
    }
  }
}
