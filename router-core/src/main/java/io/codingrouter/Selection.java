package io.codingrouter;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a request goes, or why it goes nowhere.
 *
 * @param candidates endpoints in the order of failover; empty if the request is refused
 * @param direct whether the request named its model itself
 * @param reason why it is refused, a constant of {@link Route.Blocked}
 * @param refusal the same in one sentence; null if the request is not refused
 */
record Selection(
    List<Candidate> candidates, boolean direct, String reason, @Nullable String refusal) {

  private static final String NO_USER =
      "decisions go by the role of who asks, and nobody said who does: set the request's endUser,"
          + " and its label groups";

  /** Selects for a request: by the model that it names, else by the decision that is taken. */
  static Selection of(
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
      return among(plan.direct(model), run, request, seed, telemetry).named();
    }
    if (plan.asksForRoles() && request.endUser().filter(user -> !user.isBlank()).isEmpty()) {
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
        : new Selection(
            conversation.keep(alone.candidates(), targets, run.decision(), run.text().turnStart()),
            false,
            "",
            null);
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
    List<Candidate> order =
        targets.isFixed() ? targets.fixed() : targets.order(run, request, seed, telemetry);
    if (order.isEmpty()) {
      return blocked(
          Route.Blocked.NO_CANDIDATE,
          "the decision's algorithm leaves no model: widen its bounds (slo, min_quality), or set"
              + " on_no_candidates to cheapest, best or first");
    }
    return new Selection(order, false, "", null);
  }

  /** The same for a request that named its model. */
  private Selection named() {
    return new Selection(candidates, true, reason, refusal);
  }

  private static Selection blocked(String reason, String refusal) {
    return new Selection(List.of(), false, reason, refusal);
  }
}
