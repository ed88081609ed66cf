package io.codingrouter.model;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a model costs, per million tokens.
 *
 * @param currency ISO 4217, {@code USD} by default
 * @param promptPer1m for tokens read
 * @param completionPer1m for tokens written
 * @param cachedInputPer1m for tokens read from the provider's cache; as {@code promptPer1m} if
 *     absent
 * @param cacheWritePer1m for tokens written to the provider's cache; as {@code promptPer1m} if
 *     absent
 */
public record Pricing(
    String currency,
    BigDecimal promptPer1m,
    BigDecimal completionPer1m,
    Optional<BigDecimal> cachedInputPer1m,
    Optional<BigDecimal> cacheWritePer1m) {

  /**
   * Tells whether this model costs nothing.
   *
   * @return whether prompt and completion are both free
   */
  public boolean isFree() {
    return promptPer1m.signum() == 0 && completionPer1m.signum() == 0;
  }

  /**
   * Prices one answer.
   *
   * @param promptTokens tokens read, those from the provider's cache included
   * @param cachedTokens those from the provider's cache; counted up to {@code promptTokens}
   * @param completionTokens tokens written
   * @return the exact amount, in {@link #currency()}
   */
  public BigDecimal cost(long promptTokens, long cachedTokens, long completionTokens) {
    long cached = Math.min(promptTokens, cachedTokens);
    return promptPer1m
        .multiply(BigDecimal.valueOf(promptTokens - cached))
        .add(cachedInputPer1m.orElse(promptPer1m).multiply(BigDecimal.valueOf(cached)))
        .add(completionPer1m.multiply(BigDecimal.valueOf(completionTokens)))
        .movePointLeft(6);
  }
}
