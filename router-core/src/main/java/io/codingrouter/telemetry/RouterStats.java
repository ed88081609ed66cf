package io.codingrouter.telemetry;

import io.codingrouter.model.Location;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What a router has done since it was made, and what it is made of: a snapshot. Immutable.
 *
 * @param models every model, in the order of the configuration
 * @param signals how many signals there are, by kind
 * @param decisions requests by decision, every decision of the configuration first and in its
 *     order; {@code ""} counts requests that no decision took
 * @param feedback what users thought of answers, by decision; decisions without feedback are left
 *     out, {@code ""} stands for no decision
 * @param requests how many were routed
 * @param blocked how many of these were blocked
 * @param cacheHits how many of these the cache answered
 * @param cacheLookups how many of these asked the cache
 * @param p50 routing took at most this long for half of the requests, within 10 %; zero if there
 *     were none
 * @param p99 routing took at most this long for 99 of 100 requests, within 10 %; zero if there were
 *     none
 * @param cost what is known to have been spent on the models that are priced in {@code currency}
 * @param allCloudCost what all tokens that were counted would have cost at {@code referenceModel}
 * @param currency of both costs: that of {@code referenceModel}, else of the first model that has a
 *     price, else {@code USD}
 * @param referenceModel the cloud model of the highest quality score that has a price, empty if
 *     there is none
 * @param decisionSpend what answers took, by decision; {@code ""} stands for no decision
 * @param tenantSpend what answers took, by tenant; {@code ""} stands for requests without a tenant.
 *     The least used of more than 10,000 tenants are forgotten
 * @param checks what came of the latest {@code Router.verify()} of each endpoint, in the order of
 *     the configuration; endpoints that were not verified are left out
 */
public record RouterStats(
    List<ModelStats> models,
    Map<String, Integer> signals,
    Map<String, Long> decisions,
    Map<String, FeedbackStats> feedback,
    long requests,
    long blocked,
    long cacheHits,
    long cacheLookups,
    Duration p50,
    Duration p99,
    BigDecimal cost,
    BigDecimal allCloudCost,
    String currency,
    Optional<String> referenceModel,
    Map<String, Spend> decisionSpend,
    Map<String, Spend> tenantSpend,
    List<EndpointCheck> checks) {
  public RouterStats {
    models = List.copyOf(models);
    Objects.requireNonNull(signals, "signals");
    Objects.requireNonNull(decisions, "decisions");
    Objects.requireNonNull(feedback, "feedback");
    Objects.requireNonNull(p50, "p50");
    Objects.requireNonNull(p99, "p99");
    Objects.requireNonNull(cost, "cost");
    Objects.requireNonNull(allCloudCost, "allCloudCost");
    Objects.requireNonNull(currency, "currency");
    Objects.requireNonNull(referenceModel, "referenceModel");
    decisionSpend = Collections.unmodifiableMap(new TreeMap<>(decisionSpend));
    checks = List.copyOf(checks);
    tenantSpend = Collections.unmodifiableMap(new TreeMap<>(tenantSpend));
  }

  /**
   * Counts the models that run somewhere.
   *
   * @param location local or cloud
   * @return how many there are
   */
  public long modelCount(Location location) {
    return models.stream().filter(model -> model.location() == location).count();
  }

  /**
   * Returns the share of requests that stayed local, among those routed to a model.
   *
   * @return from 0 to 1, empty if no request was routed to a model
   */
  public OptionalDouble localShare() {
    long local = 0;
    long all = 0;
    for (ModelStats model : models) {
      all += model.routed();
      local += model.location() == Location.LOCAL ? model.routed() : 0;
    }
    return all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) local / all);
  }

  /**
   * Returns the share of cache lookups that found an answer.
   *
   * @return from 0 to 1, empty if the cache was never asked
   */
  public OptionalDouble cacheHitRate() {
    return cacheLookups == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) cacheHits / cacheLookups);
  }
}
