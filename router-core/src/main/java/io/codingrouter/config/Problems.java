package io.codingrouter.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what is wrong with a configuration, and what is worth a warning. */
final class Problems {
  private static final int MOST = 200;
  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column);

  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final Map<String, Repeated> repeated = new LinkedHashMap<>();

  void add(Place place, String path, String message) {
    add(problems, place, path, message);
  }

  /** Whether nothing is wrong so far. */
  boolean isEmpty() {
    return problems.isEmpty();
  }

  /** Whether there are so many that nobody reads on; the rest need not be worded well. */
  boolean isFull() {
    return problems.size() > MOST;
  }

  void warn(Place place, String path, String message) {
    add(warnings, place, path, message);
  }

  /**
   * Warns of what may be written many times, such as a key that no model has a use for: it is told
   * once, where it stands first, with how many more there are.
   */
  void warnOnce(Place place, ConfigPath path, String message) {
    repeated
        .computeIfAbsent(path.shape() + ' ' + message, key -> new Repeated(message))
        .add(place, path.toString());
  }

  /**
   * The exception that carries all problems so far and this one, after which nobody can read on.
   */
  ConfigException fatal(Place place, String path, String message) {
    problems.add(new Problem(place.line(), place.column(), path, message));
    return new ConfigException(sorted(problems));
  }

  /** Throws if there is a problem. */
  void check() {
    if (!problems.isEmpty()) {
      throw new ConfigException(sorted(problems));
    }
  }

  List<Problem> warnings() {
    List<Problem> all = new ArrayList<>(warnings);
    repeated.values().forEach(one -> all.add(one.told()));
    return sorted(all);
  }

  private static void add(List<Problem> list, Place place, String path, String message) {
    Problem problem = new Problem(place.line(), place.column(), path, message);
    if (list.contains(problem)) {
      return; // what is written once may be read for many
    }
    if (list.size() < MOST) {
      list.add(problem);
    } else if (list.size() == MOST) {
      list.add(new Problem(place.line(), place.column(), "", "and more; the rest is left out"));
    }
  }

  private static List<Problem> sorted(List<Problem> list) {
    return list.stream().sorted(BY_PLACE).toList();
  }
}
