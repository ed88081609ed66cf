package io.codingrouter;

import io.codingrouter.config.ModelCard;
import io.codingrouter.message.Usage;
import io.codingrouter.telemetry.Spend;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
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

  /** Adds an answer. */
  void add(ModelCard card, Usage usage) {
    answered.increment();
    if (!usage.isKnown()) {
      unmetered.increment();
    } else if (card.pricing().isEmpty()) {
      unpriced.increment();
    }
    addTokens(card, usage);
  }

  /** Adds the tokens that are known of an answer, or of one that broke. */
  void addTokens(ModelCard card, Usage usage) {
    promptTokens.add(usage.promptTokens().orElse(0));
    cachedTokens.add(usage.cachedTokens().orElse(0));
    cacheWriteTokens.add(usage.cacheWriteTokens().orElse(0));
    completionTokens.add(usage.completionTokens().orElse(0));
    reasoningTokens.add(usage.reasoningTokens().orElse(0));
    OptionalLong cost = Price.picos(card, usage);
    if (cost.isPresent()) {
      picos
          .computeIfAbsent(card.pricing().get().currency(), currency -> new LongAdder())
          .add(cost.getAsLong());
    }
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
