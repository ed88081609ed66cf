package io.codingrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.dispatch.Reliability;
import io.codingrouter.dispatch.Reliability.Ejection;
import io.codingrouter.dispatch.Reliability.Load;
import io.codingrouter.dispatch.Reliability.Retries;
import io.codingrouter.dispatch.Reliability.RetryOn;
import io.codingrouter.dispatch.Reliability.Timeouts;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReliabilityReaderTest {
  /** A configuration with these keys for all models, and these for the one that it has. */
  private static String yaml(String forAll, String ofModel) {
    return Example.with(
            "    - name: known-model\n", "    - name: known-model\n      " + ofModel + "\n")
        .replace("  default_model:", "  " + forAll + "\n  default_model:");
  }

  private static Reliability read(String forAll, String ofModel) {
    return Example.parse(yaml(forAll, ofModel)).models().get(0).reliability();
  }

  @Test
  void without_a_word_the_defaults_hold_and_a_model_on_this_machine_takes_one_call_at_a_time() {
    Reliability read = read("", "");
    assertThat(read.timeouts()).isEqualTo(Timeouts.DEFAULT);
    assertThat(read.retries()).isEqualTo(Retries.DEFAULT);
    assertThat(read.ejection()).isEqualTo(Ejection.DEFAULT);
    assertThat(read.load()).isEqualTo(new Load(OptionalInt.of(1), 100, true, false));
  }

  @Test
  void everything_can_be_said() {
    assertThat(
            read(
                "reliability: {connect_timeout: 1s, first_byte_timeout: 2s, idle_timeout: 3s,"
                    + " per_try_timeout: 4s, retry_count: 5, retry_on: [5xx, reset],"
                    + " retry_back_off_base: 6ms, retry_back_off_max: 7ms, retry_after_max: 0,"
                    + " on_content_policy: next, consecutive_5xx: 8,"
                    + " failure_percentage_threshold: 9, base_ejection_time: 10s,"
                    + " max_ejection_percent: 11, lb_policy: least_request, max_in_flight: 12,"
                    + " max_pending: 13, on_full: next}",
                ""))
        .isEqualTo(
            new Reliability(
                new Timeouts(
                    Duration.ofSeconds(1),
                    Optional.of(Duration.ofSeconds(2)),
                    Duration.ofSeconds(3),
                    Optional.of(Duration.ofSeconds(4))),
                new Retries(
                    5,
                    Set.of(RetryOn.SERVER_ERROR, RetryOn.RESET),
                    Duration.ofMillis(6),
                    Duration.ofMillis(7),
                    Duration.ZERO,
                    true),
                new Ejection(8, 9, Duration.ofSeconds(10), 11),
                new Load(OptionalInt.of(12), 13, false, true)));
  }

  @Test
  void what_a_model_says_goes_before_what_holds_for_all_key_by_key() {
    Reliability read =
        read(
            "reliability: {retry_count: 5, connect_timeout: 1s, max_in_flight: 7}",
            "reliability: {retry_count: 0, idle_timeout: 9s}");
    assertThat(read.retries().count()).isZero();
    assertThat(read.timeouts().connect()).isEqualTo(Duration.ofSeconds(1));
    assertThat(read.timeouts().stall()).isEqualTo(Duration.ofSeconds(9));
    assertThat(read.load().maxInFlight()).hasValue(7);
    assertThat(read("reliability: {max_in_flight: 7}", "max_in_flight: 3\n      on_full: next"))
        .extracting(Reliability::load)
        .isEqualTo(new Load(OptionalInt.of(3), 100, false, false));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:8000, , 1",
    "127.0.0.1:8000, , 1",
    "'[::1]:8000', , 1",
    "host.docker.internal:8000, , 1",
    "10.0.0.5:8000, , ",
    "vllm:8000, , ",
    "10.0.0.5:8000, local, 1",
    "localhost:8000, cloud, ",
  })
  void only_what_is_declared_local_or_runs_here_takes_one_call_at_a_time(
      String endpoint, String location, Integer limit) {
    String yaml =
        yaml("", location == null ? "" : "location: " + location)
            .replace("endpoint: localhost:8000", "endpoint: \"" + endpoint + "\"");
    OptionalInt read = Example.parse(yaml).models().get(0).reliability().load().maxInFlight();
    assertThat(read).isEqualTo(limit == null ? OptionalInt.empty() : OptionalInt.of(limit));
  }

  @Test
  void retry_on_may_be_written_as_envoy_does() {
    assertThat(read("reliability: {retry_on: \"connect-failure, gateway-error\"}", ""))
        .extracting(read -> read.retries().on())
        .isEqualTo(Set.of(RetryOn.CONNECT_FAILURE, RetryOn.GATEWAY_ERROR));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "retriable_status_codes: [418]",
        "retry_budget_percent: 20",
        "retry_budget_min_concurrency: 3",
        "total_timeout: 300s",
        "health_check_path: /health",
        "health_check_interval: 10s",
        "health_check_timeout: 2s",
        "lb_policy: round_robin",
        "retry_on: \"5xx,refused-stream\"",
      })
  void what_another_router_does_and_this_one_does_not_is_a_warning(String key) {
    RouterConfig config =
        Example.parse(yaml("reliability: {" + key + "}", "reliability: {" + key + "}"));
    String name = key.substring(0, key.indexOf(':'));
    assertThat(config.warnings())
        .extracting(Problem::path)
        .containsExactlyInAnyOrder(
            "providers.reliability." + name, "providers.models[0].reliability." + name);
    assertThat(config.warnings())
        .allSatisfy(warning -> assertThat(warning.message()).contains("does not act"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          retry_count: 21                  | from 0 to 20
          retry_count: -1                  | from 0 to 20
          retry_on: "5xx,conect-failure"   | did you mean "connect-failure"
          retry_on: [6xx]                  | must be connect-failure
          connect_timeout: 0s              | must be a length of time
          retry_after_max: -1s             | must be a length of time such as 10s or 500ms, or 0
          max_ejection_percent: 101        | from 0 to 100
          max_in_flight: 0                 | at least 1
          on_full: drop                    | must be wait or next
          lb_policy: fastest               | must be random
          retries: 3                       | unknown key
          """)
  void what_is_wrong_is_a_problem(String key, String message) {
    assertThat(Example.problems(yaml("reliability: {" + key + "}", "")))
        .extracting(Problem::message)
        .singleElement()
        .asString()
        .contains(message);
  }

  @Test
  void the_canonical_format_says_it_per_model() {
    RouterConfig config =
        Example.parse(
            """
            version: v0.3
            providers:
              defaults: {default_model: m}
              models:
                - name: m
                  reliability: {retry_count: 4, retry_on: "connect-failure,request-timeout"}
                  backend_refs: [{endpoint: "gpu.example:8000"}]
            routing:
              decisions: []
            """);
    Retries retries = config.models().get(0).reliability().retries();
    assertThat(retries.count()).isEqualTo(4);
    assertThat(retries.on()).isEqualTo(Set.of(RetryOn.CONNECT_FAILURE, RetryOn.REQUEST_TIMEOUT));
    assertThat(config.migrate()).isEqualTo(config);
    assertThat(Example.parse(config.toYaml())).isEqualTo(config);
  }
}
