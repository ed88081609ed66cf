package io.codingrouter;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What must hold for a request: a routing rule as a unit test, without a server or a key.
 * Immutable.
 *
 * <pre>{@code
 * RouteSpec spec = RouteSpec.of(ChatRequest.user("our salaries")).never(Location.CLOUD);
 * assertThat(spec.check(router)).isEmpty();
 * }</pre>
 */
public final class RouteSpec {
  private final ChatRequest request;
  private final @Nullable String decision;
  private final @Nullable String model;
  private final @Nullable Location never;
  private final @Nullable String blocked;

  private RouteSpec(
      ChatRequest request,
      @Nullable String decision,
      @Nullable String model,
      @Nullable Location never,
      @Nullable String blocked) {
    this.request = Objects.requireNonNull(request, "request");
    this.decision = decision;
    this.model = model;
    this.never = never;
    this.blocked = blocked;
  }

  /**
   * Starts a specification that demands nothing yet.
   *
   * @param request what is asked
   * @return the specification
   */
  public static RouteSpec of(ChatRequest request) {
    return new RouteSpec(request, null, null, null, null);
  }

  /**
   * Demands a decision.
   *
   * @param decision its name, {@code ""} for none
   * @return a specification that demands this too
   */
  public RouteSpec decision(String decision) {
    return new RouteSpec(request, Objects.requireNonNull(decision), model, never, blocked);
  }

  /**
   * Demands the model that is asked first.
   *
   * @param model its name
   * @return a specification that demands this too
   */
  public RouteSpec model(String model) {
    return new RouteSpec(request, decision, Objects.requireNonNull(model), never, blocked);
  }

  /**
   * Demands that the request can reach no model of a location, not even by failover.
   *
   * @param location where it must not go
   * @return a specification that demands this too
   */
  public RouteSpec never(Location location) {
    return new RouteSpec(request, decision, model, Objects.requireNonNull(location), blocked);
  }

  /**
   * Demands that the request is blocked.
   *
   * @param reason why, as {@link Route.Blocked#reason()}
   * @return a specification that demands this too
   */
  public RouteSpec blocked(String reason) {
    return new RouteSpec(request, decision, model, never, Objects.requireNonNull(reason));
  }

  /**
   * Checks a router. Nothing is counted and no call is made.
   *
   * @param router the router
   * @return what does not hold, one sentence each, without the request's text; empty if all holds
   * @throws IllegalStateException if the router is closed
   */
  public List<String> check(Router router) {
    Route route = router.rehearse(request);
    List<Candidate> candidates =
        route instanceof Route.Forward forward ? forward.candidates() : List.of();
    List<String> broken = new ArrayList<>();
    if (decision != null && !decision.equals(route.decision())) {
      broken.add("the decision is '" + route.decision() + "', not '" + decision + "'");
    }
    if (model != null && !model.equals(route.trace().model())) {
      broken.add("the model is '" + route.trace().model() + "', not '" + model + "'");
    }
    for (Candidate candidate : candidates) {
      if (candidate.location() == never) {
        broken.add("it may go to " + candidate.model() + ", which is not allowed");
      }
    }
    String reason = route instanceof Route.Blocked refusal ? refusal.reason() : "";
    if (blocked != null && !blocked.equals(reason)) {
      broken.add(
          reason.isEmpty()
              ? "it is not blocked"
              : "it is blocked for '" + reason + "', not '" + blocked + "'");
    }
    return List.copyOf(broken);
  }
}
