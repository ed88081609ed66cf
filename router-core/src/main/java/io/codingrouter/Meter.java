package io.codingrouter;

import io.codingrouter.config.Budget;
import io.codingrouter.config.Limits;
import io.codingrouter.config.ModelCard;
import io.codingrouter.config.Period;
import io.codingrouter.message.Usage;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What one model was asked, or one tenant asked, lately. Knows no limits itself, so that they can
 * change while it goes on; but counts only what some limit was about. Safe for concurrent use.
 */
final class Meter {
  private final String who;
  private final Map<Kind, SlidingWindow> windows = new ConcurrentHashMap<>();

  /** What is counted: requests, tokens, or money of one currency in 10⁻¹² of it. */
  private record Kind(String unit, Duration length) {
    static final Kind REQUESTS = new Kind("requests", Period.MINUTE.length());
    static final Kind TOKENS = new Kind("tokens", Period.MINUTE.length());

    static Kind of(Budget budget) {
      return new Kind(budget.currency(), budget.per().length());
    }
  }

  Meter(String who) {
    this.who = who;
  }

  /** The reached limit that takes longest to be over, if any is reached. */
  Optional<Excess> excess(Limits limits, long now) {
    return Stream.of(requests(limits, now), tokens(limits, now), money(limits, now))
        .flatMap(Optional::stream)
        .max(Comparator.comparing(Excess::left));
  }

  private Optional<Excess> requests(Limits limits, long now) {
    return limits.requestsPerMinute().isEmpty()
        ? Optional.empty()
        : excess(
            Kind.REQUESTS,
            limits.requestsPerMinute().getAsInt(),
            limits.requestsPerMinute().getAsInt() + " requests a minute",
            now);
  }

  private Optional<Excess> tokens(Limits limits, long now) {
    return limits.tokensPerMinute().isEmpty()
        ? Optional.empty()
        : excess(
            Kind.TOKENS,
            limits.tokensPerMinute().getAsInt(),
            limits.tokensPerMinute().getAsInt() + " tokens a minute",
            now);
  }

  private Optional<Excess> money(Limits limits, long now) {
    return limits
        .budget()
        .flatMap(
            budget ->
                excess(Kind.of(budget), Price.picos(budget.amount()), budget.toString(), now));
  }

  private Optional<Excess> excess(Kind kind, long limit, String words, long now) {
    long left = window(kind).nanosUntilBelow(limit, now);
    return left == 0
        ? Optional.empty()
        : Optional.of(new Excess(who, words, Duration.ofNanos(left)));
  }

  /**
   * Counts a request, unless a limit is reached.
   *
   * @return the limit that is
   */
  Optional<Excess> take(Limits limits, long now) {
    Optional<Excess> excess;
    do {
      excess = excess(limits, now);
    } while (excess.isEmpty() && !counted(limits, now));
    return excess;
  }

  private boolean counted(Limits limits, long now) {
    return limits.requestsPerMinute().isEmpty()
        || window(Kind.REQUESTS).addBelow(limits.requestsPerMinute().getAsInt(), 1, now);
  }

  /** Counts a request that was made already. */
  void asked(Limits limits, long now) {
    if (limits.requestsPerMinute().isPresent()) {
      window(Kind.REQUESTS).add(1, now);
    }
  }

  /** Counts what an answer took, as far as that is known. */
  void answered(Limits limits, ModelCard card, Usage usage, long now) {
    if (limits.tokensPerMinute().isPresent()) {
      long tokens = usage.promptTokens().orElse(0) + usage.completionTokens().orElse(0);
      window(Kind.TOKENS).add(tokens, now);
    }
    limits
        .budget()
        .filter(budget -> isPricedIn(budget.currency(), card))
        .ifPresent(budget -> window(Kind.of(budget)).add(Price.picos(card, usage).orElse(0), now));
  }

  private static boolean isPricedIn(String currency, ModelCard card) {
    return card.pricing().filter(pricing -> pricing.currency().equals(currency)).isPresent();
  }

  private SlidingWindow window(Kind kind) {
    SlidingWindow window = windows.get(kind);
    return window == null
        ? windows.computeIfAbsent(kind, each -> new SlidingWindow(each.length()))
        : window;
  }
}
