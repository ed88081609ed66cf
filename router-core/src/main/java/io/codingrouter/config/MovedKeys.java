package io.codingrouter.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keys of another format, with what the native one calls them, in their order. */
final class MovedKeys {
  private final Map<String, String> keys = new LinkedHashMap<>();

  private MovedKeys() {}

  /** Begins with keys that both formats call alike. */
  static MovedKeys same(String... keys) {
    MovedKeys moved = new MovedKeys();
    for (String key : keys) {
      moved.keys.put(key, key);
    }
    return moved;
  }

  /** Adds one that the native format calls otherwise. */
  MovedKeys renamed(String written, String key) {
    keys.put(written, key);
    return this;
  }

  Map<String, String> build() {
    return Collections.unmodifiableMap(keys);
  }
}
