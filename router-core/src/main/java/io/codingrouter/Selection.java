package io.codingrouter;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a request goes, or why it goes nowhere.
 *
 * @param candidates endpoints in the order of failover; empty if the request is refused
 * @param direct whether the request named its model itself
 * @param reason why it is refused, a constant of {@link Route.Blocked}
 * @param refusal the same in one sentence; null if the request is not refused
 * @param retryAfter after what time it is worth to ask again; empty if waiting does not help
 */
record Selection(
    List<Candidate> candidates,
    boolean direct,
    String reason,
    @Nullable String refusal,
    Optional<Duration> retryAfter) {

  private static final String NO_USER =
      "decisions go by the role of who asks, and nobody said who does: set the request's endUser,"
          + " and its label groups";

  /**
   * Selects for a request: by the model that it names, else by the decision that is taken; and
   * counts it where it is let through.
   */
  static Selection of(
      RouteRun run,
      ChatRequest request,
      long seed,
      Conversation conversation,
      Telemetry telemetry) {
    return selected(run, request, seed, conversation, telemetry).admitted(run);
  }

  private static Selection selected(
      RouteRun run,
      ChatRequest request,
      long seed,
      Conversation conversation,
      Telemetry telemetry) {
    RoutingPlan plan = run.plan();
    String model = request.model().map(plan.names()::resolve).orElse(ModelNames.AUTO);
    if (model.isEmpty()) {
      return blocked(Route.Blocked.UNKNOWN_MODEL, plan.names().refusal(request.model().orElse("")));
    }
    if (!model.equals(ModelNames.AUTO)) {
      run.skipDecisions("the request names its model");
      Targets named = plan.direct(model);
      return named
          .rejection(request)
          .map(why -> blocked(Route.Blocked.NO_CANDIDATE, why))
          .orElseGet(() -> among(named, run, request, seed, telemetry).named());
    }
    if (plan.signals().readsRoles()
        && request.endUser().filter(user -> !user.isBlank()).isEmpty()) {
      run.skipDecisions("the request has no end user, and decisions go by roles");
      return blocked(Route.Blocked.UNAUTHORIZED, NO_USER);
    }
    Targets written = plan.targets(run.decide(conversation));
    Targets targets = serving(written, run, request);
    if (targets.isEmpty() && !written.isEmpty()) {
      return blocked(
          Route.Blocked.NO_CANDIDATE,
          "no model of '"
              + plan.name(run.decision())
              + "' can serve this request: "
              + String.join("; ", written.lacks(needs(run, request))));
    }
    Selection alone = among(targets, run, request, seed, telemetry);
    return alone.candidates().isEmpty()
        ? alone
        : to(
            conversation.keep(alone.candidates(), targets, run.decision(), run.text().turnStart()),
            false);
  }

  /** What is left of targets once models that cannot serve the request are left out. */
  private static Targets serving(Targets targets, RouteRun run, ChatRequest request) {
    if (!targets.isSelective()) {
      return targets;
    }
    Needs needs = needs(run, request);
    targets.lacks(needs).forEach(lack -> run.note("left out: " + lack));
    return targets.serving(needs);
  }

  // Of what the decision's plugins leave of the request.
  private static Needs needs(RouteRun run, ChatRequest request) {
    ChatRequest sent = run.plan().plugins(run.decision()).policy().apply(request).request();
    return new Needs(sent, () -> run.tokens(request));
  }

  private static Selection among(
      Targets targets, RouteRun run, ChatRequest request, long seed, Telemetry telemetry) {
    if (targets.isEmpty()) {
      return blocked(
          Route.Blocked.NO_CANDIDATE,
          "no endpoint is in service: give one a weight above 0, or set providers.default_model");
    }
    List<Excess> excesses = new ArrayList<>();
    Targets open = targets.within(run.quota(), excesses::add);
    if (open.isEmpty()) {
      return full(excesses);
    }
    excesses.forEach(excess -> run.note("left out: " + excess));
    List<Candidate> order =
        open.isFixed() ? open.fixed() : open.order(run, request, seed, telemetry);
    if (order.isEmpty()) {
      return blocked(
          Route.Blocked.NO_CANDIDATE,
          "the decision's algorithm leaves no model: widen its bounds (slo, min_quality), or set"
              + " on_no_candidates to cheapest, best or first");
    }
    return to(order, false);
  }

  /**
   * Counts the request where it is let through: models whose last room another request has taken
   * meanwhile are left out.
   */
  private Selection admitted(RouteRun run) {
    if (candidates.isEmpty() || run.quota() == Quota.UNLIMITED || run.isReplied()) {
      return this;
    }
    Optional<Excess> tenant = run.quota().takeTenant();
    if (tenant.isPresent()) {
      return full(List.of(tenant.get()));
    }
    List<Excess> excesses = new ArrayList<>();
    List<Candidate> order = candidates;
    while (!order.isEmpty()) {
      ModelRef first = order.get(0).model();
      Optional<Excess> excess = run.quota().take(first.name());
      if (excess.isEmpty()) {
        return order.size() == candidates.size() ? this : to(order, direct);
      }
      excesses.add(excess.get());
      order = order.stream().filter(each -> !each.model().name().equals(first.name())).toList();
    }
    return full(excesses);
  }

  private static Selection full(List<Excess> excesses) {
    Optional<Duration> left = excesses.stream().map(Excess::left).min(Comparator.naturalOrder());
    return new Selection(
        List.of(),
        false,
        Route.Blocked.LIMIT,
        excesses.stream().map(Excess::toString).collect(Collectors.joining("; "))
            + left.map(time -> ": try again in " + Excess.words(time)).orElse(""),
        left);
  }

  private static Selection to(List<Candidate> order, boolean direct) {
    return new Selection(order, direct, "", null, Optional.empty());
  }

  /** The same for a request that named its model. */
  private Selection named() {
    return new Selection(candidates, true, reason, refusal, retryAfter);
  }

  private static Selection blocked(String reason, String refusal) {
    return new Selection(List.of(), false, reason, refusal, Optional.empty());
  }
}
