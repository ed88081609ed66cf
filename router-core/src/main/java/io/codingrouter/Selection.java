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

  /** Selects for a request: by the model that it names, else by the decision that is taken. */
  static Selection of(RouteRun run, ChatRequest request, long seed, Telemetry telemetry) {
    RoutingPlan plan = run.plan();
    String model = request.model().map(plan.names()::resolve).orElse(ModelNames.AUTO);
    if (model.isEmpty()) {
      return blocked(Route.Blocked.UNKNOWN_MODEL, plan.names().refusal(request.model().orElse("")));
    }
    boolean direct = !model.equals(ModelNames.AUTO);
    if (direct) {
      run.note("the request names its model: no decision is asked");
    }
    Targets targets = direct ? plan.direct(model) : plan.targets(run.decide());
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
    return new Selection(order, direct, "", null);
  }

  private static Selection blocked(String reason, String refusal) {
    return new Selection(List.of(), false, reason, refusal);
  }
}
