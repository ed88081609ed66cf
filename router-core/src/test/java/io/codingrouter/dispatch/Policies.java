package io.codingrouter.dispatch;

import io.codingrouter.dispatch.Reliability.Ejection;
import io.codingrouter.dispatch.Reliability.Load;
import io.codingrouter.dispatch.Reliability.Retries;
import io.codingrouter.dispatch.Reliability.RetryOn;
import io.codingrouter.dispatch.Reliability.Timeouts;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;

/** How much is done, one thing at a time. */
final class Policies {
  static final Retries NO_RETRIES =
      new Retries(0, Set.of(), Duration.ZERO, Duration.ZERO, Duration.ZERO, false);
  static final Ejection NO_EJECTION = new Ejection(0, 0, Duration.ofSeconds(30), 50);

  private Policies() {}

  /** Every candidate is asked once, whatever is known of it. */
  static Reliability once() {
    return of(NO_RETRIES, NO_EJECTION, Load.DEFAULT);
  }

  static Reliability retrying(int count, RetryOn... on) {
    return retrying(
        new Retries(
            count,
            on.length == 0 ? Retries.DEFAULT.on() : Set.of(on),
            Duration.ofMillis(500),
            Duration.ofSeconds(8),
            Duration.ofSeconds(10),
            false));
  }

  static Reliability retrying(Retries retries) {
    return of(retries, NO_EJECTION, Load.DEFAULT);
  }

  static Reliability ejecting(Ejection ejection) {
    return of(NO_RETRIES, ejection, Load.DEFAULT);
  }

  static Reliability loading(int maxInFlight, int maxPending, boolean waits) {
    return of(
        NO_RETRIES, NO_EJECTION, new Load(OptionalInt.of(maxInFlight), maxPending, waits, false));
  }

  static Reliability of(Retries retries, Ejection ejection, Load load) {
    return new Reliability(Timeouts.DEFAULT, retries, ejection, load);
  }
}
