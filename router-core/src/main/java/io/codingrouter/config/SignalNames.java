package io.codingrouter.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names of all signals, by the type that conditions use. */
final class SignalNames {
  private final Map<String, Names> byType = new LinkedHashMap<>();

  Names of(String type) {
    return byType.computeIfAbsent(type, t -> new Names(t + " signal"));
  }

  /** Makes it a problem if a field refers to a signal that nobody has. */
  void check(Field field, String type, String name) {
    if (type.equals("custom")) {
      return; // the router knows its names
    }
    Names names = of(type);
    int colon = name.lastIndexOf(':');
    if (type.equals("keyword") || colon < 0 || names.has(name)) {
      if (type.equals("complexity") && !name.isEmpty()) {
        field.problem("must say how complex: write name:easy, name:medium or name:hard");
      } else {
        names.check(field, name, type.equals("domain") ? SignalKinds.DOMAINS : List.of());
      }
      return;
    }
    names.check(field, name.substring(0, colon), List.of());
    if (type.equals("complexity") && !SignalKinds.LEVELS.contains(name.substring(colon + 1))) {
      field.problem("must end in :easy, :medium or :hard");
    }
  }
}
