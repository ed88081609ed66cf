package io.codingrouter;

import io.codingrouter.config.Secret;
import io.codingrouter.decision.Plugin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What a decision changes in the headers of its calls, whichever model receives them: {@code
 * delete} removes a header, the key of the model included; {@code add} and {@code update} both set
 * one, whatever was there. Case of names does not count. Of several plugins the last one that names
 * a header has its way. Immutable; values are never printed.
 */
final class HeaderMutation implements UnaryOperator<Map<String, String>> {
  /** Changes nothing. */
  static final HeaderMutation NONE = new HeaderMutation(Map.of());

  private final Map<String, Optional<Secret>> mutations; // empty for a header that is removed
  private final List<String> changes;

  private HeaderMutation(Map<String, Optional<Secret>> mutations) {
    Map<String, Optional<Secret>> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(mutations);
    this.mutations = Collections.unmodifiableMap(sorted);
    List<String> phrases = new ArrayList<>();
    sorted.forEach(
        (name, value) -> phrases.add("header " + name + (value.isEmpty() ? " removed" : " set")));
    this.changes = List.copyOf(phrases);
  }

  /** Compiles the plugins of a decision whose settings were checked when they were read. */
  static HeaderMutation of(List<Plugin> plugins) {
    Map<String, Optional<Secret>> mutations = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Plugin plugin : plugins) {
      if (plugin.isEnabled() && plugin.type().equals("header_mutation")) {
        items(plugin, "delete").forEach(name -> mutations.put(name.toString(), Optional.empty()));
        items(plugin, "add").forEach(header -> put(header, mutations));
        items(plugin, "update").forEach(header -> put(header, mutations));
      }
    }
    return mutations.isEmpty() ? NONE : new HeaderMutation(mutations);
  }

  private static List<?> items(Plugin plugin, String key) {
    return plugin.configuration().get(key) instanceof List<?> items ? items : List.of();
  }

  private static void put(Object header, Map<String, Optional<Secret>> mutations) {
    if (header instanceof Map<?, ?> pair && pair.get("value") instanceof Secret value) {
      mutations.put(String.valueOf(pair.get("name")), Optional.of(value));
    }
  }

  /** What is changed, one phrase each, without any value. */
  List<String> changes() {
    return changes;
  }

  /**
   * Changes headers.
   *
   * @throws IllegalStateException if a value is masked, or its environment variable is not set
   */
  @Override
  public Map<String, String> apply(Map<String, String> headers) {
    Map<String, String> changed = new HashMap<>(headers);
    changed.keySet().removeIf(mutations::containsKey);
    mutations.forEach(
        (name, value) -> value.ifPresent(secret -> changed.put(name, secret.reveal())));
    return Map.copyOf(changed);
  }
}
