package io.codingrouter;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import java.util.List;
import java.util.SplittableRandom;
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

  /** Selects for a request: by the model that it names, else by the decision that is taken. */
  static Selection of(RouteRun run, ChatRequest request, long seed, Conversation conversation) {
    RoutingPlan plan = run.plan();
    String model = request.model().map(plan.names()::resolve).orElse(ModelNames.AUTO);
    if (model.isEmpty()) {
      return blocked(Route.Blocked.UNKNOWN_MODEL, plan.names().refusal(request.model().orElse("")));
    }
    if (!model.equals(ModelNames.AUTO)) {
      run.note("the request names its model: no decision is asked");
      return among(plan.direct(model), request, seed, true);
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
    Selection alone = among(targets, request, seed, false);
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

  private static Needs needs(RouteRun run, ChatRequest request) {
    return new Needs(request, () -> run.tokens(request));
  }

  private static Selection among(Targets targets, ChatRequest request, long seed, boolean direct) {
    if (targets.isEmpty()) {
      return blocked(
          Route.Blocked.NO_CANDIDATE,
          "no endpoint is in service: give one a weight above 0, or set providers.default_model");
    }
    List<Candidate> order =
        targets.isFixed() ? targets.fixed() : targets.order(request, new SplittableRandom(seed));
    if (order.isEmpty()) {
      return blocked(
          Route.Blocked.NO_CANDIDATE,
          "the decision's algorithm leaves no model: raise its ceilings (slo), or set"
              + " on_no_candidates to cheapest or first");
    }
    return new Selection(order, direct, "", null);
  }

  private static Selection blocked(String reason, String refusal) {
    return new Selection(List.of(), false, reason, refusal);
  }
}
