package io.codingrouter;

import io.codingrouter.decision.Plugin;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a decision keeps of the requests that it takes.
 *
 * @param mostRecords how many; older ones are dropped
 * @param mostBytes how much of a body, in bytes of UTF-8
 */
record ReplayPolicy(
    int mostRecords, boolean capturesRequest, boolean capturesResponse, int mostBytes) {
  private static final int MOST_RECORDS = 200;
  private static final int MOST_BYTES = 4_096;

  /** Compiles the plugins of a decision: the first that keeps records says how. */
  static Optional<ReplayPolicy> of(List<Plugin> plugins) {
    return plugins.stream()
        .filter(plugin -> plugin.isEnabled() && plugin.type().equals("router_replay"))
        .map(plugin -> of(plugin.configuration()))
        .findFirst();
  }

  private static ReplayPolicy of(Map<String, Object> settings) {
    return new ReplayPolicy(
        number(settings, "max_records", MOST_RECORDS),
        Boolean.TRUE.equals(settings.get("capture_request_body")),
        Boolean.TRUE.equals(settings.get("capture_response_body")),
        number(settings, "max_body_bytes", MOST_BYTES));
  }

  private static int number(Map<String, Object> settings, String key, int otherwise) {
    return settings.get(key) instanceof Number number ? number.intValue() : otherwise;
  }
}
