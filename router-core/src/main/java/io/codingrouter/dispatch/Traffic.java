package io.codingrouter.dispatch;

import io.codingrouter.model.Candidate;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * What requests share: how endpoints do, whose quota is used up, and time. Outlives a change of the
 * configuration, since an endpoint is known by its address. Safe for concurrent use.
 */
final class Traffic {
  /** More are not remembered: those that are idle are forgotten first. */
  private static final int MOST = 1_024;

  private final Map<Address, Endpoint> endpoints = new ConcurrentHashMap<>();
  private final Cooling cooling = new Cooling();
  private final LongSupplier nanoTime;
  private final Dispatcher.Pause pause;

  Traffic(LongSupplier nanoTime, Dispatcher.Pause pause) {
    this.nanoTime = nanoTime;
    this.pause = pause;
  }

  /** Without the query, which may hold a key. One server may serve several models. */
  private record Address(String scheme, String authority, String path, String model) {}

  /** What is known of an endpoint. */
  record Endpoint(Breaker breaker, Slots slots, OpenAnswers answers) {
    static Endpoint create() {
      OpenAnswers answers = new OpenAnswers();
      return new Endpoint(new Breaker(), new Slots(answers::giveUpLeft), answers);
    }

    private boolean isIdle(long now) {
      return slots.taken() == 0 && slots.pending() == 0 && !breaker.isOpen(now);
    }
  }

  Endpoint endpoint(Candidate candidate) {
    URI uri = candidate.baseUri();
    Address address =
        new Address(
            uri.getScheme(),
            String.valueOf(uri.getRawAuthority()),
            uri.getRawPath(),
            candidate.wireName());
    Endpoint known = endpoints.get(address);
    if (known != null) {
      return known;
    }
    if (endpoints.size() >= MOST) {
      long now = now();
      endpoints.values().removeIf(endpoint -> endpoint.isIdle(now));
    }
    return endpoints.computeIfAbsent(address, a -> Endpoint.create());
  }

  Cooling cooling() {
    return cooling;
  }

  long now() {
    return nanoTime.getAsLong();
  }

  void pause(long nanos) throws InterruptedException {
    pause.nanos(nanos);
  }
}
