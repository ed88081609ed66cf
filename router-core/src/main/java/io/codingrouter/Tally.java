package io.codingrouter;

import io.codingrouter.config.ModelCard;
import io.codingrouter.message.Usage;
import io.codingrouter.model.Pricing;
import io.codingrouter.telemetry.Spend;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Adds up what answers take. Safe for concurrent use; bounded by the currencies of models. */
final class Tally {
  private final LongAdder answered = new LongAdder();
  private final LongAdder unmetered = new LongAdder();
  private final LongAdder unpriced = new LongAdder();
  private final LongAdder promptTokens = new LongAdder();
  private final LongAdder cachedTokens = new LongAdder();
  private final LongAdder cacheWriteTokens = new LongAdder();
  private final LongAdder completionTokens = new LongAdder();
  private final LongAdder reasoningTokens = new LongAdder();
  private final Map<String, LongAdder> picos = new ConcurrentHashMap<>(); // by currency

  void add(ModelCard card, Usage usage) {
    answered.increment();
    if (!usage.isKnown()) {
      unmetered.increment();
      return;
    }
    promptTokens.add(usage.promptTokens().orElse(0));
    cachedTokens.add(usage.cachedTokens().orElse(0));
    cacheWriteTokens.add(usage.cacheWriteTokens().orElse(0));
    completionTokens.add(usage.completionTokens().orElse(0));
    reasoningTokens.add(usage.reasoningTokens().orElse(0));
    if (card.pricing().isEmpty()) {
      unpriced.increment();
      return;
    }
    Pricing pricing = card.pricing().get();
    picos
        .computeIfAbsent(pricing.currency(), currency -> new LongAdder())
        .add(Price.picos(pricing, usage));
  }

  Spend snapshot() {
    Map<String, BigDecimal> cost = new HashMap<>();
    picos.forEach((currency, sum) -> cost.put(currency, Price.money(sum.sum())));
    return new Spend(
        answered.sum(),
        unmetered.sum(),
        unpriced.sum(),
        promptTokens.sum(),
        cachedTokens.sum(),
        cacheWriteTokens.sum(),
        completionTokens.sum(),
        reasoningTokens.sum(),
        cost);
  }
}
