package io.codingrouter.telemetry;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a number of answers took. Unknown is not zero: an answer of whose tokens something is not
 * known is counted as unmetered, and what is known of them is in the sums, as is what is known of
 * replies that broke; one of a model without a price is missing from the cost and counted as
 * unpriced. Immutable.
 *
 * @param answered how many answers these are, those included whose readers left before the end
 * @param unmetered how many of these do not say all of their tokens, as mostly where the reader
 *     left: the sums are the least then
 * @param unpriced how many of these are metered, but of a model whose price nobody gave
 * @param promptTokens tokens read, those from and to providers' caches included
 * @param cachedTokens those from providers' caches
 * @param cacheWriteTokens those written to providers' caches
 * @param completionTokens tokens written, those of reasoning included
 * @param reasoningTokens those of reasoning
 * @param cost the exact cost of what is metered and has a price, by ISO 4217 currency, in the order
 *     of these
 */
public record Spend(
    long answered,
    long unmetered,
    long unpriced,
    long promptTokens,
    long cachedTokens,
    long cacheWriteTokens,
    long completionTokens,
    long reasoningTokens,
    Map<String, BigDecimal> cost) {

  /** Nothing was answered. */
  public static final Spend NONE = new Spend(0, 0, 0, 0, 0, 0, 0, 0, Map.of());

  public Spend {
    cost = Collections.unmodifiableMap(new TreeMap<>(cost));
  }

  /**
   * Returns the cost in one currency.
   *
   * @param currency ISO 4217
   * @return the amount; zero if nothing was priced in this currency
   */
  public BigDecimal cost(String currency) {
    return cost.getOrDefault(currency, BigDecimal.ZERO);
  }

  /**
   * Tells whether the cost is all that was spent.
   *
   * @return whether every answer was metered and has a price
   */
  public boolean isWhole() {
    return unmetered == 0 && unpriced == 0;
  }
}
