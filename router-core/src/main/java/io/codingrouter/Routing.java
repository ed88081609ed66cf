package io.codingrouter;

import io.codingrouter.message.CallFigures;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.RecordedRequest;
import io.codingrouter.model.Candidate;
import io.codingrouter.telemetry.RouteTrace;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request to its route. Makes no call and never waits. Safe for concurrent use.
 *
 * <ol>
 *   <li>A {@link RouteRun} reads the request, asks signals as far as they matter, and takes a
 *       decision.
 *   <li>A {@link Selection} puts the endpoints of its models in order, or tells why none may be
 *       asked; what {@link Conversation} the request belongs to and what its {@link Quota} leaves
 *       have a say.
 *   <li>The route is what a plugin of the decision replies, a refusal, or an {@link Exchange}: all
 *       that is needed to make the call, which is the business of {@link Caller}.
 * </ol>
 */
final class Routing {
  private final Telemetry telemetry;
  private final RouteRecords records;
  private final Seeds seeds;
  private final Meters meters;
  private final Conversations conversations;
  private final InstantSource clock;

  Routing(
      Telemetry telemetry,
      RouteRecords records,
      Seeds seeds,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.telemetry = telemetry;
    this.records = records;
    this.seeds = seeds;
    this.meters = new Meters(nanoTime);
    this.conversations = new Conversations(nanoTime, seeds.fixed());
    this.clock = clock;
  }

  /** Routes a request that is made in earnest. */
  Route live(RoutingPlan plan, ChatRequest request) {
    return counted(route(plan, request, seeds.next(), records, true, null));
  }

  /** Routes a recorded request as a live one, by the figures of its time. */
  Route replay(RoutingPlan plan, RecordedRequest recorded) {
    return counted(
        route(
            plan, recorded.request(), seeds.fixed(), RouteRecords.NONE, true, recorded.figures()));
  }

  /** Routes a request, and counts nothing. */
  Route rehearse(RoutingPlan plan, ChatRequest request) {
    return route(plan, request, seeds.fixed(), RouteRecords.NONE, false, null);
  }

  /** Routes a recorded request by the figures of its time, and counts nothing. */
  Route rehearse(RoutingPlan plan, RecordedRequest recorded) {
    return route(
        plan, recorded.request(), seeds.fixed(), RouteRecords.NONE, false, recorded.figures());
  }

  private Route counted(Route route) {
    telemetry.routed(route.trace());
    if (route instanceof Route.Forward forward) {
      forward.exchange().routed();
    }
    return route;
  }

  private Route route(
      RoutingPlan plan,
      ChatRequest request,
      long drawnSeed,
      RouteRecords kept,
      boolean counts,
      @Nullable Map<String, CallFigures> figures) {
    long start = telemetry.nanoTime();
    long seed = request.seed().orElse(drawnSeed);
    Quota quota = Quota.of(meters, plan, request, counts);
    RouteRun run = new RouteRun(plan, request, quota).replay(figures);
    Conversation conversation = new Conversation(conversations, plan, request);
    Selection selection = Selection.of(run, request, seed, conversation, telemetry);
    run.seal();
    RouteTrace trace = trace(run, selection, seed, telemetry.nanoTime() - start);
    DecisionPlugins plugins = plan.plugins(run.decision());
    Recording recording = kept.begin(plugins.replay(), trace, request);
    if (plugins.reply().isPresent()) {
      return new Route.Replied(plugins.reply().get(), trace);
    }
    if (selection.refusal() != null) {
      return new Route.Blocked(
          selection.reason(), selection.refusal(), trace, selection.retryAfter());
    }
    return new Route.Forward(
        new Exchange(run, request, selection, conversation, telemetry, recording), trace);
  }

  /** Tells how a request would be routed; every signal is asked, and nothing is counted. */
  RouteTrace explain(RoutingPlan plan, ChatRequest request) {
    long start = telemetry.nanoTime();
    long seed = request.seed().orElse(seeds.fixed());
    RouteRun run = new RouteRun(plan, request, Quota.of(meters, plan, request, false));
    Conversation conversation = new Conversation(conversations, plan, request);
    Selection selection = Selection.of(run, request, seed, conversation, telemetry);
    long nanos = telemetry.nanoTime() - start;
    run.askAll();
    run.seal();
    if (!selection.candidates().isEmpty() && !run.isReplied()) {
      new Exchange(run, request, selection, conversation, telemetry, Recording.NONE)
          .adapt(selection.candidates().get(0)); // so that the trace tells what it would change
    }
    return trace(run, selection, seed, nanos);
  }

  private RouteTrace trace(RouteRun run, Selection selection, long seed, long nanos) {
    boolean replied = run.isReplied();
    String outcome = selection.refusal() == null ? "forward" : "blocked";
    RouteTrace.Builder trace =
        RouteTrace.builder(replied ? "replied" : outcome)
            .decision(run.plan().name(run.decision()))
            .at(clock.instant())
            .seed(seed)
            .nanos(nanos)
            .details(run)
            .changes(run::changes);
    if (!replied && selection.refusal() != null) {
      trace.reason(selection.reason());
    }
    if (!replied && !selection.candidates().isEmpty()) {
      Candidate first = selection.candidates().get(0);
      trace.model(first.model().name(), first.location());
    }
    return trace.build();
  }
}
