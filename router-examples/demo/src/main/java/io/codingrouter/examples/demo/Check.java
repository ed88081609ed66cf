package io.codingrouter.examples.demo;

import io.codingrouter.telemetry.ModelStats;
import io.codingrouter.telemetry.RouterStats;
import java.util.List;

/** Whether the router's figures are what the stand-in servers counted themselves. */
final class Check {
  private final RouterStats stats;
  private final List<StandIn> servers;

  Check(RouterStats stats, List<StandIn> servers) {
    this.stats = stats;
    this.servers = servers;
  }

  boolean holds() {
    return servers.stream().allMatch(this::holds);
  }

  private boolean holds(StandIn server) {
    return stats.models().stream()
        .filter(model -> model.model().equals(server.model()))
        .anyMatch(model -> holds(model, server));
  }

  private static boolean holds(ModelStats model, StandIn server) {
    return model.answered() == server.requests()
        && model.promptTokens() == server.promptTokens()
        && model.completionTokens() == server.completionTokens();
  }

  String sentence() {
    return holds()
        ? "These figures equal what the stand-in servers counted themselves."
        : "These figures DIFFER from what the stand-in servers counted themselves.";
  }
}
