package io.codingrouter;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.codingrouter.config.ModelCard;
import io.codingrouter.config.RouterConfig;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * What models were asked and tenants asked lately, in this process. Survives a reload. Bounded:
 * models and tenants with limits of their own are as many as configurations name; of others the
 * least used beyond a number are forgotten. Safe for concurrent use.
 */
final class Meters {
  private static final int MOST_TENANTS = 10_000;

  private final LongSupplier nanoTime;
  private final Map<String, Meter> models = new ConcurrentHashMap<>();
  private final Map<String, Meter> named = new ConcurrentHashMap<>();
  private final Cache<String, Meter> tenants =
      Caffeine.newBuilder().maximumSize(MOST_TENANTS).executor(Runnable::run).build();

  Meters(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  long now() {
    return nanoTime.getAsLong();
  }

  Meter model(ModelCard card) {
    Meter meter = models.get(card.name());
    return meter == null
        ? models.computeIfAbsent(card.name(), name -> new Meter("model '" + name + "'"))
        : meter;
  }

  // Whether somebody has a name of their own may differ between two configurations: what was
  // counted goes along.
  Meter tenant(RouterConfig config, String tenant) {
    if (!config.tenantLimits().named().containsKey(tenant)) {
      Meter known = named.get(tenant);
      return known == null ? tenants.get(tenant, name -> new Meter("this tenant")) : known;
    }
    return named.computeIfAbsent(
        tenant, name -> tenants.get(name, any -> new Meter("this tenant")));
  }
}
