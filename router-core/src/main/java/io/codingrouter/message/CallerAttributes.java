package io.codingrouter.message;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the router is told about the caller of a request, and never sent; null if it is not. */
record CallerAttributes(
    @Nullable String tenant,
    @Nullable String session,
    @Nullable String endUser,
    Map<String, String> labels,
    @Nullable Duration timeout,
    @Nullable Long seed) {
  static final CallerAttributes NONE = new CallerAttributes(null, null, null, Map.of(), null, null);

  CallerAttributes withTenant(String tenant) {
    return new CallerAttributes(tenant, session, endUser, labels, timeout, seed);
  }

  CallerAttributes withSession(String session) {
    return new CallerAttributes(tenant, session, endUser, labels, timeout, seed);
  }

  CallerAttributes withEndUser(String endUser) {
    return new CallerAttributes(tenant, session, endUser, labels, timeout, seed);
  }

  /** The same with a label more, behind the others; or with another value of a label. */
  CallerAttributes withLabel(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(labels);
    more.put(name, value);
    return new CallerAttributes(
        tenant, session, endUser, Collections.unmodifiableMap(more), timeout, seed);
  }

  CallerAttributes withTimeout(Duration timeout) {
    return new CallerAttributes(tenant, session, endUser, labels, timeout, seed);
  }

  CallerAttributes withSeed(long seed) {
    return new CallerAttributes(tenant, session, endUser, labels, timeout, seed);
  }
}
