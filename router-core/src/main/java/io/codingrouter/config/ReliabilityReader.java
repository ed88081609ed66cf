package io.codingrouter.config;

import io.codingrouter.dispatch.Reliability;
import io.codingrouter.dispatch.Reliability.Ejection;
import io.codingrouter.dispatch.Reliability.Load;
import io.codingrouter.dispatch.Reliability.Retries;
import io.codingrouter.dispatch.Reliability.RetryOn;
import io.codingrouter.dispatch.Reliability.Timeouts;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads how much is done to get an answer: for all models, or for one. */
final class ReliabilityReader {
  /** Keys of vLLM Semantic Router that are known here, and do not act. */
  private static final List<String> KNOWN =
      List.of(
          "retriable_status_codes",
          "retry_budget_percent",
          "retry_budget_min_concurrency",
          "total_timeout",
          "health_check_path",
          "health_check_interval",
          "health_check_timeout");

  private static final Words<RetryOn> RETRY_ON =
      Words.of(Arrays.asList(RetryOn.values()), RetryOn::configName);

  /** Words that Envoy has for what does not happen here. */
  private static final Set<String> RETRY_ON_UNUSED =
      Set.of(
          "envoy-ratelimited",
          "refused-stream",
          "reset-before-request",
          "retriable-headers",
          "retriable-status-codes");

  private static final String LEAST_REQUEST = "least_request";
  private static final Words<String> BALANCES =
      Words.of("random", LEAST_REQUEST, "round_robin", "ring_hash", "maglev");
  private static final Words<String> ON_FULL = Words.of("wait", "next");
  private static final Words<String> ON_CONTENT_POLICY = Words.of("fail", "next");
  private static final int MOST_RETRIES = 20;
  private static final int MOST_FAILURES = 1_000;
  private static final int MOST_PENDING = 100_000;

  private ReliabilityReader() {}

  /** Reads a section; what it does not say holds as given. */
  static Reliability read(Field field, Reliability otherwise) {
    return field.section(section -> read(section, otherwise)).orElse(otherwise);
  }

  private static Reliability read(Section section, Reliability otherwise) {
    KNOWN.forEach(section::field);
    return new Reliability(
        timeouts(section, otherwise.timeouts()),
        retries(section, otherwise.retries()),
        ejection(section, otherwise.ejection()),
        balance(section, load(section, otherwise.load())));
  }

  private static Timeouts timeouts(Section section, Timeouts otherwise) {
    return new Timeouts(
        section.field("connect_timeout").duration().orElse(otherwise.connect()),
        section.field("first_byte_timeout").duration().or(otherwise::firstToken),
        section.field("idle_timeout").duration().orElse(otherwise.stall()),
        section.field("per_try_timeout").duration().or(otherwise::total));
  }

  private static Retries retries(Section section, Retries otherwise) {
    Duration base =
        section.field("retry_back_off_base").durationOrNone().orElse(otherwise.backOffBase());
    return new Retries(
        section.field("retry_count").integer(0, MOST_RETRIES).orElse(otherwise.count()),
        retryOn(section.field("retry_on")).orElse(otherwise.on()),
        base,
        section.field("retry_back_off_max").durationOrNone().orElse(otherwise.backOffMax()),
        section.field("retry_after_max").durationOrNone().orElse(otherwise.retryAfterMax()),
        section
            .field("on_content_policy")
            .word(ON_CONTENT_POLICY)
            .map("next"::equals)
            .orElse(otherwise.afterContentPolicy()));
  }

  private static Optional<Set<RetryOn>> retryOn(Field field) {
    if (!field.isPresent()) {
      return Optional.empty();
    }
    Set<RetryOn> found = EnumSet.noneOf(RetryOn.class);
    if (field.isList()) {
      found.addAll(field.words(RETRY_ON));
      return Optional.of(found);
    }
    for (String word : field.text().orElse("").split(",", -1)) {
      String plain = word.strip();
      if (RETRY_ON_UNUSED.contains(plain)) {
        field.warn(Inert.notYet(plain));
      } else if (!plain.isEmpty()) {
        RETRY_ON
            .find(plain)
            .ifPresentOrElse(found::add, () -> field.problem(RETRY_ON.complaint(plain)));
      }
    }
    return Optional.of(found);
  }

  private static Ejection ejection(Section section, Ejection otherwise) {
    return new Ejection(
        section.field("consecutive_5xx").integer(0, MOST_FAILURES).orElse(otherwise.consecutive()),
        section
            .field("failure_percentage_threshold")
            .integer(0, 100)
            .orElse(otherwise.failurePercent()),
        section.field("base_ejection_time").duration().orElse(otherwise.base()),
        section.field("max_ejection_percent").integer(0, 100).orElse(otherwise.maxPercent()));
  }

  private static Load balance(Section section, Load load) {
    Field field = section.field("lb_policy");
    Optional<String> policy = field.word(BALANCES);
    policy.ifPresent(name -> Inert.warnOfBalance(field, name));
    return new Load(
        load.maxInFlight(),
        load.maxPending(),
        load.waits(),
        policy.map(LEAST_REQUEST::equals).orElse(load.leastRequest()));
  }

  /** Reads what a section says of calls in flight. */
  static Load load(Section section, Load otherwise) {
    Optional<Integer> maxInFlight = section.field("max_in_flight").integer(1, Integer.MAX_VALUE);
    return new Load(
        maxInFlight.isPresent() ? OptionalInt.of(maxInFlight.get()) : otherwise.maxInFlight(),
        section.field("max_pending").integer(0, MOST_PENDING).orElse(otherwise.maxPending()),
        section.field("on_full").word(ON_FULL).map("wait"::equals).orElse(otherwise.waits()),
        otherwise.leastRequest());
  }
}
