package io.codingrouter;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.codingrouter.config.ModelCard;
import io.codingrouter.message.Usage;
import io.codingrouter.telemetry.Spend;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What answers took, by decision and by tenant. Decisions are as many as configurations have;
 * tenants are the callers' own words, so beyond a number of them the least used are forgotten. Safe
 * for concurrent use.
 */
final class Spending {
  static final int MOST_TENANTS = 10_000;

  private final Map<String, Tally> decisions = new ConcurrentHashMap<>();
  private final Cache<String, Tally> tenants =
      Caffeine.newBuilder().maximumSize(MOST_TENANTS).executor(Runnable::run).build();

  /** Adds an answer; {@code ""} is no decision, and no tenant. */
  void add(String decision, String tenant, ModelCard card, Usage usage) {
    decisions.computeIfAbsent(decision, name -> new Tally()).add(card, usage);
    tenants.get(tenant, name -> new Tally()).add(card, usage);
  }

  /** Adds what is known of an answer that broke. */
  void addTokens(String decision, String tenant, ModelCard card, Usage usage) {
    decisions.computeIfAbsent(decision, name -> new Tally()).addTokens(card, usage);
    tenants.get(tenant, name -> new Tally()).addTokens(card, usage);
  }

  Map<String, Spend> byDecision() {
    return snapshot(decisions);
  }

  Map<String, Spend> byTenant() {
    return snapshot(tenants.asMap());
  }

  private static Map<String, Spend> snapshot(Map<String, Tally> tallies) {
    Map<String, Spend> spent = new TreeMap<>();
    tallies.forEach((name, tally) -> spent.put(name, tally.snapshot()));
    return spent;
  }
}
