package io.codingrouter.config;

import java.util.List;
import java.util.Map;

/** Reads the plugin that keeps records of the requests that a decision takes. */
final class ReplayReader {
  private static final int RECORDS = 200;
  private static final int BYTES = 4_096;
  private static final int MOST_RECORDS = 100_000;
  private static final int MOST_BYTES = 1024 * 1024;

  private ReplayReader() {}

  /** Adds what a section says to settings. */
  static void read(Section section, Map<String, Object> settings) {
    section
        .field("max_records")
        .integer(1, MOST_RECORDS)
        .filter(most -> most != RECORDS)
        .ifPresent(most -> settings.put("max_records", most));
    for (String key : List.of("capture_request_body", "capture_response_body")) {
      section.field(key).flag().filter(on -> on).ifPresent(on -> settings.put(key, on));
    }
    section
        .field("max_body_bytes")
        .integer(1, MOST_BYTES)
        .filter(most -> most != BYTES)
        .ifPresent(most -> settings.put("max_body_bytes", most));
    for (String key : List.of("max_tool_trace_bytes", "max_tool_trace_steps")) {
      Field field = section.field(key);
      field.integer(0, Integer.MAX_VALUE).ifPresent(most -> settings.put(key, most));
      if (field.isPresent() && !Boolean.FALSE.equals(settings.get("enabled"))) {
        field.warn(Inert.notYet(key) + ": tool calls are kept as a part of bodies");
      }
    }
  }
}
