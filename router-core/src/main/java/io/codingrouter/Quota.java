package io.codingrouter;

import io.codingrouter.config.Limits;
import io.codingrouter.config.ModelCard;
import io.codingrouter.dispatch.Attempt;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.Usage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What limits leave to one request, and where what it takes is counted: itself when it is let
 * through, tokens and money when an answer tells them, so that answers on their way may go beyond a
 * limit. Used by one thread at a time.
 */
final class Quota {
  /** Limits nothing, counts nothing, and holds nothing. */
  static final Quota UNLIMITED = new Quota(new Meters(() -> 0), null, "", false);

  private final Meters meters;
  private final @Nullable RoutingPlan plan; // null if nothing is limited
  private final String tenant;
  private final boolean counts;
  private String taken = ""; // the model that the request was let through to

  private Quota(Meters meters, @Nullable RoutingPlan plan, String tenant, boolean counts) {
    this.meters = meters;
    this.plan = plan;
    this.tenant = tenant;
    this.counts = counts;
  }

  /**
   * Finds what holds for a request.
   *
   * @param counts whether the request counts, or nobody makes it in earnest
   */
  static Quota of(Meters meters, RoutingPlan plan, ChatRequest request, boolean counts) {
    return plan.isLimited()
        ? new Quota(meters, plan, request.tenant().orElse(""), counts)
        : UNLIMITED;
  }

  /** The limit that a model has reached, if any. */
  Optional<Excess> excess(ModelCard card) {
    return card.limits().isEmpty()
        ? Optional.empty()
        : meters.model(card).excess(card.limits(), meters.now());
  }

  /** Lets the request through as far as its tenant goes, or tells the limit that is reached. */
  Optional<Excess> takeTenant() {
    return plan == null || tenantLimits(plan).isEmpty()
        ? Optional.empty()
        : take(meters.tenant(plan.config(), tenant), tenantLimits(plan));
  }

  /** Lets the request through to a model, or tells the limit that is reached. */
  Optional<Excess> take(String model) {
    if (plan == null) {
      return Optional.empty();
    }
    taken = model;
    ModelCard card = plan.card(model);
    return card.limits().isEmpty() ? Optional.empty() : take(meters.model(card), card.limits());
  }

  private Optional<Excess> take(Meter meter, Limits limits) {
    long now = meters.now();
    return counts ? meter.take(limits, now) : meter.excess(limits, now);
  }

  /** Counts what was asked beyond the one request that was let through. */
  void attempted(List<Attempt> attempts) {
    if (plan == null || !counts) {
      return;
    }
    boolean spare = true;
    for (Attempt attempt : attempts) {
      if (spare && attempt.model().equals(taken)) {
        spare = false;
      } else {
        ModelCard card = plan.card(attempt.model());
        meters.model(card).asked(card.limits(), meters.now());
      }
    }
  }

  /** Counts what an answer took. */
  void answered(ModelCard card, Usage usage) {
    if (plan == null || !counts) {
      return;
    }
    long now = meters.now();
    if (!card.limits().isEmpty()) {
      meters.model(card).answered(card.limits(), card, usage, now);
    }
    Limits limits = tenantLimits(plan);
    if (!limits.isEmpty()) {
      meters.tenant(plan.config(), tenant).answered(limits, card, usage, now);
    }
  }

  private Limits tenantLimits(RoutingPlan plan) {
    return plan.config().tenantLimits().of(tenant);
  }
}
