package io.codingrouter;

import io.codingrouter.config.ConfigException;
import io.codingrouter.config.ModelCard;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatMessage;
import io.codingrouter.message.RecordedRequest;
import io.codingrouter.message.Usage;
import io.codingrouter.model.Pricing;
import io.codingrouter.signal.TokenCounter;
import io.codingrouter.telemetry.RouteTrace;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Routes recorded requests by two configurations and tells what changes: decision, model, place and
 * cost. No call is made and nothing is counted. Immutable.
 *
 * <pre>{@code
 * ReplayReport report =
 *     RouteReplay.of(RouterConfig.load(yesterday), RouterConfig.load(tomorrow))
 *         .run(RouteReplay.load(Path.of("requests.jsonl")));
 * report.changed().forEach(System.out::println);
 * }</pre>
 *
 * <p>Exact: a request that is recorded with {@link RouteTrace#seed()}, and with {@link
 * RouteTrace#figures()} where models are ordered by how their calls go, is routed as it was; {@link
 * io.codingrouter.telemetry.RouteRecord#recorded()} has both. One without a seed gets its number in
 * the list, and one without figures is routed as if no model had been called, so that a replay
 * gives the same report every time.
 *
 * <p>A cost is tokens times price. Tokens are those that the record has; where it has none, those
 * of the messages and tools by estimate, and none for the answer: {@link ReplayReport#estimated()}
 * tells how many. Tokens that came from a provider's cache do so only where the model stays.
 */
public final class RouteReplay {
  private final Supplier<Side> before;
  private final Supplier<Side> after;
  private final TokenCounter tokens;

  /** One of the two that are compared, and how it is asked. */
  private record Side(Router router, Function<RecordedRequest, Route> way) {
    /** A router for this replay alone, which may remember its conversations. */
    static Supplier<Side> of(RouterConfig config) {
      Objects.requireNonNull(config, "config");
      return () -> {
        Router router = Router.create(config);
        return new Side(router, router::replay);
      };
    }

    /** A router that does other things besides, and must not notice. */
    static Supplier<Side> of(Router router) {
      Objects.requireNonNull(router, "router");
      return () -> new Side(router, router::rehearse);
    }
  }

  private RouteReplay(Supplier<Side> before, Supplier<Side> after, TokenCounter tokens) {
    this.before = before;
    this.after = after;
    this.tokens = Objects.requireNonNull(tokens, "tokens");
  }

  /**
   * Compares two configurations. A conversation is followed: what serves it serves its next turn,
   * as in the traffic that was recorded, if the records are in their order.
   *
   * @param before the present one
   * @param after the one to judge
   * @return the replay
   */
  public static RouteReplay of(RouterConfig before, RouterConfig after) {
    return new RouteReplay(Side.of(before), Side.of(after), TokenCounter.estimate());
  }

  /**
   * Compares two routers, such as those with signals of the application's own. Each request is
   * routed by itself: nothing is remembered of the replay.
   *
   * @param before the present one; stays the caller's
   * @param after the one to judge; stays the caller's
   * @return the replay
   */
  public static RouteReplay of(Router before, Router after) {
    return new RouteReplay(Side.of(before), Side.of(after), TokenCounter.estimate());
  }

  /**
   * Sets how tokens are counted that the records do not have.
   *
   * @param tokens by default {@link TokenCounter#estimate()}
   * @return a replay that counts so
   */
  public RouteReplay tokenCounter(TokenCounter tokens) {
    return new RouteReplay(before, after, tokens);
  }

  /**
   * Reads recorded requests: one a line, each a chat-completions body or what {@link
   * RecordedRequest#fromJson} reads besides. Empty lines are skipped.
   *
   * @param file a file in UTF-8, up to 256 MB
   * @return the requests in their order
   * @throws ConfigException if the file cannot be read or a line is no request, with the problem of
   *     every line; none quotes the text
   */
  public static List<RecordedRequest> load(Path file) {
    return RequestLines.load(file);
  }

  /**
   * Routes requests by both.
   *
   * @param records the requests
   * @return what changes
   * @throws IllegalStateException if a router is closed
   */
  public ReplayReport run(List<RecordedRequest> records) {
    Side one = before.get();
    Side two = after.get();
    List<ReplayReport.Line> lines = new ArrayList<>();
    int estimated = 0;
    for (RecordedRequest each : records) {
      RecordedRequest request =
          new RecordedRequest(
              Rehearsal.seeded(each.request(), lines.size()), each.usage(), each.figures());
      Usage usage = each.usage().isKnown() ? each.usage() : estimate(each);
      estimated += each.usage().isKnown() ? 0 : 1;
      ReplayReport.Outcome now = outcome(one, request, usage, Optional.empty());
      ReplayReport.Outcome then = outcome(two, request, usage, Optional.of(now.model()));
      lines.add(new ReplayReport.Line(lines.size() + 1, now, then));
    }
    return new ReplayReport(lines, estimated);
  }

  /** What a request took, as far as the record says; the rest of the prompt by estimate. */
  private Usage estimate(RecordedRequest each) {
    String said =
        each.request().messages().stream().map(ChatMessage::text).collect(Collectors.joining("\n"));
    long prompt =
        (long) tokens.count(said) + each.request().json("/tools").map(tokens::count).orElse(0);
    return Usage.of(
        each.usage().promptTokens().orElse(prompt), each.usage().completionTokens().orElse(0));
  }

  /**
   * Routes by one side.
   *
   * @param cachedBy the model whose provider had cached what the usage says; empty if the one that
   *     is asked
   */
  private static ReplayReport.Outcome outcome(
      Side side, RecordedRequest request, Usage usage, Optional<String> cachedBy) {
    Route route = side.way().apply(request);
    RouteTrace trace = route.trace();
    Optional<Pricing> pricing =
        side.router().config().model(trace.model()).flatMap(ModelCard::pricing);
    Optional<BigDecimal> cost =
        trace.model().isEmpty()
            ? Optional.of(BigDecimal.ZERO)
            : pricing.map(
                price ->
                    price.cost(
                        usage.promptTokens().orElse(0),
                        cachedBy.orElse(trace.model()).equals(trace.model())
                            ? usage.cachedTokens().orElse(0)
                            : 0,
                        usage.completionTokens().orElse(0)));
    return new ReplayReport.Outcome(
        route instanceof Route.Blocked refusal ? refusal.reason() : trace.outcome(),
        trace.decision(),
        trace.model(),
        trace.location(),
        cost.map(RouteReplay::plain),
        pricing.map(Pricing::currency).orElse(""));
  }

  /** The same amount, equal whatever its zeros. */
  private static BigDecimal plain(BigDecimal amount) {
    return amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
  }
}
