package io.codingrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsReaderTest {
  private static String ofModel(String limits, String pricing) {
    return Example.with(
        "              - endpoint: localhost:8000\n".strip(),
        "- endpoint: localhost:8000\n      pricing: {"
            + pricing
            + "}\n      limits: {"
            + limits
            + "}");
  }

  private static String ofTenants(String limits) {
    return Example.MINIMAL + "limits: {" + limits + "}\n";
  }

  private static List<String> said(List<Problem> problems) {
    return problems.stream().map(each -> each.path() + " " + each.message()).toList();
  }

  @Test
  void limits_of_a_model_are_read_and_written_back() {
    RouterConfig config =
        Example.parse(
            ofModel(
                "rpm: 60, tpm: 100K, budget: {amount: 12.50, currency: EUR, per: day}",
                "currency: EUR"));
    assertThat(config.models().get(0).limits())
        .isEqualTo(
            new Limits(
                OptionalInt.of(60),
                OptionalInt.of(100_000),
                Optional.of(new Budget(new BigDecimal("12.50"), "EUR", Period.DAY))));
    assertThat(config.warnings()).isEmpty();
    assertThat(Example.parse(config.toYaml())).isEqualTo(config);
    assertThat(config.withSecretsFrom(config).models()).isEqualTo(config.models());
  }

  @Test
  void limits_of_tenants_are_read_and_written_back() {
    RouterConfig config =
        Example.parse(ofTenants("tenant: {rpm: 6}, tenants: {acme: {tpm: 2M}, ours: {}}"));
    assertThat(config.tenantLimits().of("anybody").requestsPerMinute()).hasValue(6);
    assertThat(config.tenantLimits().of("").requestsPerMinute()).hasValue(6);
    assertThat(config.tenantLimits().of("acme"))
        .isEqualTo(new Limits(OptionalInt.empty(), OptionalInt.of(2_000_000), Optional.empty()));
    assertThat(config.tenantLimits().of("ours").isEmpty()).isTrue();
    assertThat(config.warnings()).isEmpty();
    assertThat(Example.parse(config.toYaml())).isEqualTo(config);
  }

  @Test
  void the_v03_format_has_those_of_tenants_under_routing() {
    RouterConfig config =
        RouterConfig.parse(
            """
            version: v0.3
            providers:
              defaults: {default_model: m}
              models:
                - name: m
                  backend_refs: [{endpoint: "localhost:8000"}]
                  limits: {rpm: 6}
            routing:
              limits: {tenant: {rpm: 7}}
            """);
    assertThat(config.models().get(0).limits().requestsPerMinute()).hasValue(6);
    assertThat(config.tenantLimits().each().requestsPerMinute()).hasValue(7);
    assertThat(config.migrate()).isEqualTo(config);
  }

  @Test
  void without_a_word_nothing_is_limited() {
    RouterConfig config = Example.parse(Example.MINIMAL);
    assertThat(config.tenantLimits()).isEqualTo(TenantLimits.NONE);
    assertThat(config.models().get(0).limits()).isEqualTo(Limits.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rpm: 0 | limits.tenant.rpm must be a whole number, at least 1",
        "tpm: many | limits.tenant.tpm must be a number of tokens",
        "budget: {per: day} | limits.tenant.budget.amount is missing",
        "budget: {amount: 5} | limits.tenant.budget.per is missing",
        "budget: {amount: 0, per: day} | limits.tenant.budget.amount must be more than 0",
        "budget: {amount: 5, per: fortnight} | limits.tenant.budget.per",
        "rps: 3 | limits.tenant.rps unknown key",
      })
  void what_makes_no_sense_is_a_problem(String limits, String problem) {
    assertThat(said(Example.problems(ofTenants("tenant: {" + limits + "}"))))
        .singleElement()
        .asString()
        .startsWith(problem);
  }

  @Test
  void a_budget_that_never_fills_warns() {
    assertThat(
            said(
                Example.parse(ofTenants("tenants: {a: {budget: {amount: 5, per: day}}}"))
                    .warnings()))
        .singleElement()
        .asString()
        .startsWith("limits.tenants.a.budget this budget never fills, as there is no price");
    assertThat(
            said(
                Example.parse(ofModel("budget: {amount: 5, per: day}", "currency: EUR"))
                    .warnings()))
        .singleElement()
        .asString()
        .contains("nothing is priced in USD: write currency: EUR");
  }
}
