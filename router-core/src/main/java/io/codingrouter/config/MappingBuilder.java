package io.codingrouter.config;

import io.codingrouter.config.ConfigNode.Mapping;
import io.codingrouter.config.ConfigNode.Member;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the entries of a {@link Mapping} in order. */
final class MappingBuilder {
  private final Map<String, Member> entries = new LinkedHashMap<>();
  private long weight = 1;

  /** Adds an entry, unless its key is taken: then returns the entry that has it. */
  @Nullable Member put(String key, Place place, ConfigNode value) {
    Member taken = entries.putIfAbsent(key, new Member(place, value));
    if (taken == null) {
      weight += 1L + value.weight();
    }
    return taken;
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  Mapping build(Place place) {
    return new Mapping(
        place, Collections.unmodifiableMap(entries), (int) Math.min(weight, Integer.MAX_VALUE));
  }
}
