package io.codingrouter.config;

import io.codingrouter.model.Pricing;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads how much models may be asked and tenants may ask, and warns of budgets that never fill. */
final class LimitsReader {
  private static final Words<Period> PERIODS =
      Words.of(List.of(Period.values()), Period::configName);
  private static final int LARGEST = 1_000_000;

  private final Set<String> currencies; // in which something is priced

  private LimitsReader(Set<String> currencies) {
    this.currencies = currencies;
  }

  /** Reads a model's limits. */
  static Limits ofModel(Field field, Optional<Pricing> pricing) {
    Set<String> currencies = pricing.map(Pricing::currency).map(Set::of).orElse(Set.of());
    return field.section(new LimitsReader(currencies)::limits).orElse(Limits.NONE);
  }

  /** Reads the limits of tenants, once the models are known. */
  static TenantLimits ofTenants(Field field, List<ModelCard> models) {
    LimitsReader reader =
        new LimitsReader(
            models.stream()
                .flatMap(card -> card.pricing().stream())
                .map(Pricing::currency)
                .collect(Collectors.toSet()));
    return field.section(reader::tenants).orElse(TenantLimits.NONE);
  }

  private TenantLimits tenants(Section section) {
    Map<String, Limits> named = new LinkedHashMap<>();
    section
        .field("tenants")
        .entries(
            (tenant, value) ->
                value.section(this::limits).ifPresent(own -> named.put(tenant, own)));
    return new TenantLimits(
        section.field("tenant").section(this::limits).orElse(Limits.NONE), named);
  }

  private Limits limits(Section section) {
    return new Limits(
        toInt(section.field("rpm").integer(1, Integer.MAX_VALUE)),
        toInt(section.field("tpm").tokens()),
        section.field("budget").section(this::budget));
  }

  private Budget budget(Section section) {
    Field amountField = section.field("amount").required("the most to spend, such as 20");
    Optional<BigDecimal> amount = amountField.number(0, LARGEST);
    if (amount.isPresent() && amount.get().signum() == 0) {
      amountField.problem("must be more than 0: what may cost nothing is better left out");
    }
    Field currencyField = section.field("currency");
    String currency = currencyField.text().orElse("USD");
    if (!currencies.contains(currency)) {
      section.warn(
          currencies.isEmpty()
              ? "this budget never fills, as there is no price: write pricing"
              : "this budget never fills, as nothing is priced in "
                  + currency
                  + ": write currency: "
                  + currencies.stream().sorted().collect(Collectors.joining(" or ")));
    }
    Period per =
        section
            .field("per")
            .required(PERIODS.written().stream().collect(Collectors.joining(", ")))
            .word(PERIODS)
            .orElse(Period.DAY);
    return new Budget(amount.orElse(BigDecimal.ONE), currency, per);
  }

  private static OptionalInt toInt(Optional<Integer> number) {
    return number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty();
  }
}
