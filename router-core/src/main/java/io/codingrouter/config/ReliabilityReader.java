package io.codingrouter.config;

import io.codingrouter.dispatch.Reliability;
import java.util.List;

/** Reads how much is done to get an answer: for all models, or for one. */
final class ReliabilityReader {
  /** Keys of vLLM Semantic Router that are known here; Inert says which of them do not act. */
  private static final List<String> KNOWN =
      List.of(
          "lb_policy",
          "retry_count",
          "retry_on",
          "retriable_status_codes",
          "retry_back_off_base",
          "retry_back_off_max",
          "retry_after_max",
          "retry_budget_percent",
          "retry_budget_min_concurrency",
          "consecutive_5xx",
          "base_ejection_time",
          "max_ejection_percent",
          "total_timeout",
          "health_check_path",
          "health_check_interval",
          "health_check_timeout");

  private ReliabilityReader() {}

  /** Reads a section; what it does not say holds as given. */
  static Reliability read(Field field, Reliability otherwise) {
    return field.section(section -> read(section, otherwise)).orElse(otherwise);
  }

  private static Reliability read(Section section, Reliability otherwise) {
    KNOWN.forEach(section::field);
    return new Reliability(timeouts(section, otherwise.timeouts()));
  }

  private static Reliability.Timeouts timeouts(Section section, Reliability.Timeouts otherwise) {
    return new Reliability.Timeouts(
        section.field("connect_timeout").duration().orElse(otherwise.connect()),
        section.field("first_byte_timeout").duration().or(otherwise::firstToken),
        section.field("idle_timeout").duration().orElse(otherwise.stall()),
        section.field("per_try_timeout").duration().or(otherwise::total));
  }
}
