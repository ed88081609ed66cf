package io.codingrouter;

import io.codingrouter.config.ModelCard;
import io.codingrouter.message.Usage;
import io.codingrouter.model.Pricing;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;

/**
 * What an answer costs, in whole 10⁻¹² units of its currency: fine enough for a single token at any
 * price with six decimals per million, so that sums are exact and free of locks.
 */
final class Price {
  private static final BigDecimal PICO_PER_UNIT = BigDecimal.TEN.pow(12);
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  private Price() {}

  /**
   * Prices what is known of an answer's tokens; empty if its model's price is not known, or nothing
   * of the tokens.
   */
  static OptionalLong picos(ModelCard card, Usage usage) {
    boolean counted = usage.promptTokens().isPresent() || usage.completionTokens().isPresent();
    return card.pricing().isPresent() && counted
        ? OptionalLong.of(picos(card.pricing().get(), usage))
        : OptionalLong.empty();
  }

  /** Prices what is known of an answer's tokens. */
  static long picos(Pricing pricing, Usage usage) {
    return picos(
        pricing.cost(
            usage.promptTokens().orElse(0),
            usage.cachedTokens().orElse(0),
            usage.cacheWriteTokens().orElse(0),
            usage.completionTokens().orElse(0),
            usage.reasoningTokens().orElse(0)));
  }

  /** An amount in such units; the largest that fits if it is too large. */
  static long picos(BigDecimal amount) {
    return amount
        .multiply(PICO_PER_UNIT)
        .setScale(0, RoundingMode.HALF_EVEN)
        .min(MOST)
        .longValueExact();
  }

  /** The amount that such units are. */
  static BigDecimal money(long picos) {
    BigDecimal amount = BigDecimal.valueOf(picos).divide(PICO_PER_UNIT).stripTrailingZeros();
    return amount.scale() < 0 ? amount.setScale(0) : amount;
  }
}
