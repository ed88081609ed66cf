package io.codingrouter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codingrouter.decision.Plugin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigSecretsTest {
  /** Looks like no known key, so nothing but discretion hides it. */
  private static final String PLANTED = "Zq7planted0key9";

  private static String withKey(String line) {
    return Example.with("      endpoints:", "      " + line + "\n      endpoints:");
  }

  private static Secret key(RouterConfig config) {
    return config.models().get(0).accessKey().orElseThrow();
  }

  @Test
  void takes_a_key_from_the_environment_and_writes_it_back_as_it_was() {
    for (String line :
        List.of("access_key: ${KEY}", "access_key: \"${KEY}\"", "api_key_env: KEY")) {
      RouterConfig config = Example.parse(withKey(line));
      assertThat(key(config).reveal()).isEqualTo("k-123");
      assertThat(config.warnings()).isEmpty();
      assertThat(config.toYaml()).contains("KEY").doesNotContain("k-123", "••••");
    }
  }

  @Test
  void writes_a_literal_key_as_a_mask_and_reads_the_mask_as_equal() {
    RouterConfig config = Example.parse(withKey("access_key: " + PLANTED));
    assertThat(key(config).reveal()).isEqualTo(PLANTED);
    String yaml = config.toYaml();
    assertThat(yaml).contains("access_key: \"••••\"").doesNotContain(PLANTED);
    assertThat(Example.parse(yaml)).isEqualTo(config);
  }

  @Test
  void keeps_the_default_of_a_variable_to_itself() {
    RouterConfig config = Example.parse(withKey("access_key: ${NOWHERE:-" + PLANTED + "}"));
    assertThat(key(config).reveal()).isEqualTo(PLANTED);
    assertThat(config.toYaml()).contains("${NOWHERE:-••••}").doesNotContain(PLANTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"••••", "***", "••••••••••••••••", "Bearer ••••", "sk-••••abcd"})
  void loads_a_mask_with_a_warning_and_refuses_to_use_it(String mask) {
    RouterConfig config = Example.parse(withKey("access_key: \"" + mask + "\""));
    assertThat(config.warnings())
        .singleElement()
        .satisfies(w -> assertThat(w.message()).contains("masked", "set it to ${VAR}"));
    assertThat(key(config).isUsable()).isFalse();
    assertThatThrownBy(() -> key(config).reveal())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("known-model")
        .hasMessageContaining("${VAR}");
  }

  @Test
  void loads_an_unset_variable_with_a_warning_and_refuses_to_use_it() {
    for (String line : List.of("access_key: ${NOT_THERE}", "api_key_env: NOT_THERE")) {
      RouterConfig config = Example.parse(withKey(line));
      assertThat(config.warnings())
          .singleElement()
          .satisfies(w -> assertThat(w.message()).contains("NOT_THERE", "not set"));
      assertThatThrownBy(() -> key(config).reveal())
          .hasMessageContaining("known-model")
          .hasMessageContaining("NOT_THERE");
    }
  }

  @Test
  void fills_masks_from_another_configuration_by_model_and_header() {
    String original =
        withKey("access_key: " + PLANTED)
            .replace("      endpoints:", "      headers: {X-Team: team-1}\n      endpoints:");
    RouterConfig running = Example.parse(original);
    RouterConfig edited =
        Example.parse(running.toYaml().replace("refactor", "rename").replace("X-Team", "X-Team"));
    assertThat(edited.warnings()).hasSize(2);

    RouterConfig filled = edited.withSecretsFrom(running);
    assertThat(filled.warnings()).isEmpty();
    assertThat(key(filled).reveal()).isEqualTo(PLANTED);
    assertThat(filled.models().get(0).headers().get("X-Team").reveal()).isEqualTo("team-1");
    assertThat(filled).isEqualTo(edited);
    assertThat(filled.toYaml()).doesNotContain(PLANTED, "team-1");
  }

  @Test
  void leaves_a_mask_that_has_no_counterpart() {
    RouterConfig masked = Example.parse(withKey("access_key: \"••••\""));
    RouterConfig other =
        Example.parse(withKey("access_key: " + PLANTED).replace("known-model", "other"));
    RouterConfig filled = masked.withSecretsFrom(other);
    assertThat(filled.warnings()).hasSize(1);
    assertThat(key(filled).isUsable()).isFalse();
  }

  @Test
  void keeps_secrets_of_plugins_to_itself() {
    RouterConfig config =
        Example.parse(
            Example.with(
                "    modelRefs:",
                "    plugins: [{type: rag, configuration: {api_key: "
                    + PLANTED
                    + ", top_k: 3}}, {type: header_mutation, configuration: {add: [{name:"
                    + " Authorization, value: "
                    + PLANTED
                    + "}]}}]\n    modelRefs:"));
    Plugin rag = config.decisions().get(0).plugins().get(0);
    assertThat(rag.configuration().get("top_k")).isEqualTo(3);
    assertThat(rag.toString() + config.decisions().get(0).plugins() + config.toYaml())
        .doesNotContain(PLANTED);
  }

  @Test
  void tells_no_secret_whatever_is_wrong_beside_it() {
    List<String> lines =
        List.of(
            "access_key: \"K",
            "access_key: 'K",
            "access_key: [K]",
            "access_key: {K: 1}",
            "access_key: {K}",
            "access_key: K: x",
            "access_key: !K x",
            "access_key: *K",
            "access_key: \"\\K\"",
            "access_key: ${K",
            "access_key: ${K}",
            "access_key: ${K:-K}",
            "access_key: \"K\\n\"x",
            "access_key: K\n\tquality_score: 1",
            "access_key: K\n      access_key: K",
            "access_key: \"K\\u0007\"",
            "access_kee: K",
            "api_key_env: K",
            "K",
            "K: 1",
            "\"K\": 1",
            "headers: {Authorization: Bearer K}",
            "headers: {\"Authorization Bearer K\": 1}",
            "headers: [\"Authorization: K\"]",
            "query: {key: K}",
            "quality_score: K",
            "location: K",
            "pricing: {currency: [K], prompt_per_1m: K}",
            "api_format: K",
            "reasoning_family: K",
            "max_in_flight: K",
            "endpoints: [{endpoint: \"user:K@host\"}]",
            "endpoints: [{endpoint: \"host/v1?key=K\"}]",
            "endpoints: [{endpoint: \"https://K@host\", protocol: K}]",
            "endpoints: [{endpoint: \"K K\", weight: K}]");
    List<String> prints = new ArrayList<>();
    for (String line : lines) {
      String yaml = withKey(line.replace("K", PLANTED));
      try {
        RouterConfig config = Example.parse(yaml);
        prints.add(config + config.warnings().toString() + config.models());
        if (!line.contains("${K")) {
          prints.add(config.toYaml());
        }
      } catch (ConfigException e) {
        prints.add(e + e.problems().toString());
        assertThat(e.getCause()).isNull();
        assertThat(e.getSuppressed()).isEmpty();
      }
    }
    assertThat(prints).hasSizeGreaterThan(lines.size()).noneMatch(p -> p.contains(PLANTED));
  }

  @Test
  void all_secrets_are_equal_and_print_alike() {
    Secret one = Secret.of("${A}", "a");
    Secret two = Secret.unusable("x", "no");
    assertThat(one).isEqualTo(two).hasSameHashCodeAs(two).hasToString("••••");
    assertThat(Map.of("k", one)).hasToString("{k=••••}");
  }
}
