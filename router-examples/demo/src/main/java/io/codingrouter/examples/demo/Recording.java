package io.codingrouter.examples.demo;

import io.codingrouter.RouteSpec;
import io.codingrouter.Router;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.RecordedRequest;
import java.io.PrintStream;
import java.util.List;

/** Writes down as a policy what a configuration does with requests now. */
final class Recording {
  private final RouterConfig config;
  private final List<RecordedRequest> requests;
  private final PrintStream out;

  Recording(RouterConfig config, List<RecordedRequest> requests, PrintStream out) {
    this.config = config;
    this.requests = requests;
    this.out = out;
  }

  int run() {
    try (Router router = Router.create(config)) {
      out.print(
          RouteSpec.toYaml(
              RouteSpec.record(router, requests.stream().map(RecordedRequest::request).toList())));
      return 0;
    }
  }
}
