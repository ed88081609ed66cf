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
 * @param reasoningPer1m for tokens written while reasoning; as {@code completionPer1m} if absent
 */
public record Pricing(
    String currency,
    BigDecimal promptPer1m,
    BigDecimal completionPer1m,
    Optional<BigDecimal> cachedInputPer1m,
    Optional<BigDecimal> cacheWritePer1m,
    Optional<BigDecimal> reasoningPer1m) {

  /**
   * Tells whether this model costs nothing.
   *
   * @return whether prompt and completion are both free
   */
  public boolean isFree() {
    return promptPer1m.signum() == 0 && completionPer1m.signum() == 0;
  }

  /**
   * Prices one answer whose model wrote nothing to its provider's cache, and did not reason.
   *
   * @param promptTokens tokens read, those from the provider's cache included
   * @param cachedTokens those from the provider's cache; counted up to {@code promptTokens}
   * @param completionTokens tokens written
   * @return the exact amount, in {@link #currency()}
   */
  public BigDecimal cost(long promptTokens, long cachedTokens, long completionTokens) {
    return cost(promptTokens, cachedTokens, 0, completionTokens, 0);
  }

  /**
   * Prices one answer.
   *
   * @param promptTokens tokens read, those from and to the provider's cache included
   * @param cachedTokens those from the provider's cache; counted up to {@code promptTokens}
   * @param cacheWriteTokens those written to the provider's cache; counted up to what is left
   * @param completionTokens tokens written, those of reasoning included
   * @param reasoningTokens those of reasoning; counted up to {@code completionTokens}
   * @return the exact amount, in {@link #currency()}
   */
  public BigDecimal cost(
      long promptTokens,
      long cachedTokens,
      long cacheWriteTokens,
      long completionTokens,
      long reasoningTokens) {
    long cached = Math.min(promptTokens, cachedTokens);
    long kept = Math.min(promptTokens - cached, cacheWriteTokens);
    long reasoned = Math.min(completionTokens, reasoningTokens);
    return of(promptPer1m, promptTokens - cached - kept)
        .add(of(cachedInputPer1m.orElse(promptPer1m), cached))
        .add(of(cacheWritePer1m.orElse(promptPer1m), kept))
        .add(of(completionPer1m, completionTokens - reasoned))
        .add(of(reasoningPer1m.orElse(completionPer1m), reasoned))
        .movePointLeft(6);
  }

  private static BigDecimal of(BigDecimal per1m, long tokens) {
    return per1m.multiply(BigDecimal.valueOf(tokens));
  }
}
