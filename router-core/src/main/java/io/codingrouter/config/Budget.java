package io.codingrouter.config;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * How much money may be spent within a time. Immutable.
 *
 * @param amount the most to spend, more than zero
 * @param currency ISO 4217; what models cost that are priced in another does not count
 * @param per the time
 */
public record Budget(BigDecimal amount, String currency, Period per) {
  public Budget {
    Objects.requireNonNull(amount, "amount");
    Objects.requireNonNull(currency, "currency");
    Objects.requireNonNull(per, "per");
  }

  /** The budget in words, such as {@code 20 USD a day}. */
  @Override
  public String toString() {
    return amount.toPlainString()
        + " "
        + currency
        + (per == Period.HOUR ? " an " : " a ")
        + per.configName();
  }
}
