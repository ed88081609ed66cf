package io.codingrouter.dispatch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was changed on the way, each told once with how often it happened. Phrases are ours: none
 * quotes the request. Used by one thread.
 */
final class Changes {
  private final Map<String, Integer> counts = new LinkedHashMap<>();

  void add(String phrase) {
    counts.merge(phrase, 1, Integer::sum);
  }

  /** Adds what was noted elsewhere. */
  void addAll(Changes others) {
    others.counts.forEach((phrase, count) -> counts.merge(phrase, count, Integer::sum));
  }

  List<String> list() {
    return counts.entrySet().stream()
        .map(
            change ->
                change.getValue() == 1
                    ? change.getKey()
                    : change.getKey() + " (" + change.getValue() + " times)")
        .toList();
  }
}
