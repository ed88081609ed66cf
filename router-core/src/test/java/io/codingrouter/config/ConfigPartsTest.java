package io.codingrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.model.Location;
import io.codingrouter.text.Spelling;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigPartsTest {
  @ParameterizedTest
  @CsvSource({
    "localhost, http://localhost/v1",
    "localhost:8000, http://localhost:8000/v1",
    "localhost:8000/, http://localhost:8000/v1",
    "localhost/v1/, http://localhost/v1",
    "host.docker.internal:8000/v1, http://host.docker.internal:8000/v1",
    "my_service:80/a/b, http://my_service:80/a/b",
    "[::1], http://[::1]/v1",
    "[fe80::1]:11434/v1, http://[fe80::1]:11434/v1",
    "${HOST}, http://gpu.local/v1"
  })
  void builds_a_base_uri(String address, String uri) {
    RouterConfig config = Example.parse(Example.with("localhost:8000", "\"" + address + "\""));
    assertThat(config.models().get(0).endpoints().get(0).baseUri()).hasToString(uri);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "api.localhost",
        "gpu-box",
        "my_service",
        "printer.local",
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.9",
        "192.168.1.1",
        "0.0.0.0",
        "[::1]",
        "[fd00::1]",
        "[fe80::2]",
        "[::ffff:10.0.0.1]",
        "host.containers.internal",
        "HOST.docker.internal"
      })
  void takes_own_machines_for_local(String host) {
    assertThat(Locality.of(URI.create("http://" + host + ":8000/v1"))).isEqualTo(Location.LOCAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api.example.com",
        "8.8.8.8",
        "172.32.0.1",
        "192.169.0.1",
        "[2001:db8::1]",
        "local.example.com",
        "10.example.com",
        "localhost.evil.com"
      })
  void takes_all_else_for_cloud(String host) {
    assertThat(Locality.of(URI.create("https://" + host))).isEqualTo(Location.CLOUD);
  }

  @Test
  void is_local_only_where_all_endpoints_are() {
    RouterConfig config =
        Example.parse(
            Example.with(
                "- endpoint: localhost:8000",
                "- endpoint: localhost:8000\n        - endpoint: api.example.com"));
    assertThat(config.models().get(0).location()).isEqualTo(Location.CLOUD);
  }

  @ParameterizedTest
  @CsvSource({
    "300s, 300000",
    "5m, 300000",
    "500ms, 500",
    "1h30m, 5400000",
    "90, 90000",
    "1.5s, 1500",
    "0.25, 250",
    "1d, 86400000",
    "2m500ms, 120500"
  })
  void reads_lengths_of_time(String text, long millis) {
    assertThat(Numbers.duration(text)).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "5 m", "5x", "1h30", "m5", "--5s", "5ss", "9999999999999d"})
  void refuses_what_is_no_length_of_time(String text) {
    assertThat(Numbers.duration(text)).isEmpty();
  }

  @Test
  void reads_numbers_exactly() {
    assertThat(Numbers.decimal("0.10")).contains(new BigDecimal("0.10"));
    assertThat(Numbers.decimal("1e3")).contains(new BigDecimal("1E+3"));
    assertThat(List.of(".nan", "NaN", "inf", "1e99999", "0x1F", "\u0661", "1_000", "", "1e-99999"))
        .allMatch(text -> Numbers.decimal(text).isEmpty());
    assertThat(Numbers.tokens("128K")).contains(128_000);
    assertThat(Numbers.tokens("1.5m")).contains(1_500_000);
    assertThat(Numbers.tokens("1.0001K")).isEmpty();
    assertThat(Numbers.integer("2147483648")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "acces_key, access_key",
    "modelrefs, modelRefs",
    "use-reasoning, use_reasoning",
    "lisetners, listeners",
    "detection, pii_detection"
  })
  void finds_the_word_that_was_meant(String typed, String meant) {
    List<String> known =
        List.of("access_key", "modelRefs", "use_reasoning", "listeners", "pii_detection");
    assertThat(Nearest.find(typed, known)).contains(meant);
  }

  @Test
  void suggests_nothing_for_a_word_that_is_far() {
    assertThat(Nearest.find("xyz", List.of("name", "port"))).isEmpty();
    assertThat(Nearest.find("x".repeat(10_000), List.of("name"))).isEmpty();
    assertThat(Spelling.distance("ab", "ba")).isEqualTo(1);
    assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Spelling.distance("", "abc")).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "a, a",
    "${A}, 1",
    "x${A}y, x1y",
    "$$, $",
    "$${A}, ${A}",
    "$A, $A",
    "${E:-d}, d",
    "${N:-d}, d",
    "${A:-d}, 1",
    "${N-d}, d",
    "x${E-d}, x",
    "${N-a-b}, a-b",
    "${N:-${A}}, 1",
    "${N:-${M:-z}}, z",
    "a$, a$",
    "${N:-}x, x"
  })
  void fills_in_variables(String text, String value) {
    Template template = Template.expand(text, Map.of("A", "1", "E", "")::get);
    assertThat(template.value()).isEqualTo(value);
    assertThat(template.unset()).isEmpty();
    assertThat(template.malformed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"${", "${}", "${A", "${1}", "${A B}", "${A:-${B}", "${A:b-c}"})
  void finds_what_is_malformed(String text) {
    assertThat(Template.expand(text, name -> "x").malformed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"$", "$$", "${A}", "a$b", "$${", "", "$$$"})
  void escapes_so_that_a_text_means_itself(String text) {
    assertThat(Template.expand(Template.escape(text), name -> "x").value()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "a, 1",
    "abc, 3",
    "'a{3}', 3",
    "'(ab){10}', 30",
    "'(a{10}){10}', 110",
    "'[a-z]{5}', 25",
    "'\\Q((((\\E', 8",
    "'a{2,7}', 7",
    "'{', 1"
  })
  void measures_a_pattern_with_its_repetitions_written_out(String pattern, long size) {
    assertThat(PatternSize.of(pattern)).isEqualTo(size);
  }
}
