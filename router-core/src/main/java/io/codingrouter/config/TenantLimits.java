package io.codingrouter.config;

import java.util.Map;
import java.util.Objects;

/**
 * How much tenants may ask, each by itself. Requests without a tenant are those of one tenant,
 * whose name is {@code ""}. Immutable.
 *
 * @param each what holds for every tenant that has no limits of its own
 * @param named tenants with limits of their own, which hold instead
 */
public record TenantLimits(Limits each, Map<String, Limits> named) {
  /** No limits. */
  public static final TenantLimits NONE = new TenantLimits(Limits.NONE, Map.of());

  public TenantLimits {
    Objects.requireNonNull(each, "each");
    named = Map.copyOf(named);
  }

  /**
   * Returns what holds for a tenant.
   *
   * @param tenant its name, {@code ""} for requests without one
   * @return its limits
   */
  public Limits of(String tenant) {
    return named.getOrDefault(tenant, each);
  }

  /**
   * Tells whether these limit nobody.
   *
   * @return whether none is set
   */
  public boolean isEmpty() {
    return each.isEmpty() && named.values().stream().allMatch(Limits::isEmpty);
  }
}
