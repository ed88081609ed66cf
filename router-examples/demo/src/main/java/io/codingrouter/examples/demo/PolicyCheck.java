package io.codingrouter.examples.demo;

import io.codingrouter.RouteSpec;
import io.codingrouter.Router;
import io.codingrouter.config.RouterConfig;
import java.io.PrintStream;
import java.util.List;

/** Holds a configuration against a policy, case by case. */
final class PolicyCheck {
  private final RouterConfig config;
  private final List<RouteSpec> policy;
  private final PrintStream out;
  private final Style style;

  PolicyCheck(RouterConfig config, List<RouteSpec> policy, PrintStream out, Style style) {
    this.config = config;
    this.policy = policy;
    this.out = out;
    this.style = style;
  }

  /** Checks all; 0 if all hold, else 1. */
  int run() {
    int holding = 0;
    try (Router router = Router.create(config)) {
      for (RouteSpec spec : policy) {
        List<String> broken = spec.check(router);
        if (broken.isEmpty()) {
          holding++;
          out.println(style.local("✓ ") + spec.name());
        }
        broken.forEach(sentence -> out.println(style.bad("✗ ") + sentence));
      }
    }
    out.println(holding + " of " + policy.size() + " cases hold");
    return holding == policy.size() ? 0 : 1;
  }
}
