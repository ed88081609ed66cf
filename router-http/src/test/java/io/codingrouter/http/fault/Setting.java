package io.codingrouter.http.fault;

import io.codingrouter.config.RouterConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * Servers a, b and c, and a configuration that asks them in this order: a and b are endpoints of
 * one model, c is another model's.
 */
final class Setting implements AutoCloseable {
  private final List<FaultServer> servers = new ArrayList<>();
  private final RouterConfig config;

  /** Who is there. */
  enum Shape {
    ALONE,
    TWO_ENDPOINTS,
    TWO_MODELS,
    ALL_FAIL
  }

  private Setting(List<FaultServer> servers, String reliability, boolean twoModels) {
    this.servers.addAll(servers);
    this.config = RouterConfig.parse(yaml(reliability, twoModels));
  }

  /** Where a is faulty; b and c are not, unless all fail. */
  static Setting of(Shape shape, Fault fault, String reliability) {
    FaultServer a = fault.serve("a");
    return switch (shape) {
      case ALONE -> new Setting(List.of(a), reliability, false);
      case TWO_ENDPOINTS -> new Setting(List.of(a, Fault.OK.serve("b")), reliability, false);
      case TWO_MODELS -> new Setting(List.of(a, Fault.OK.serve("c")), reliability, true);
      case ALL_FAIL -> new Setting(List.of(a, fault.serve("b")), reliability, false);
    };
  }

  /** One server alone, or two of two models. */
  static Setting of(String reliability, FaultServer... servers) {
    return new Setting(List.of(servers), reliability, servers.length > 1);
  }

  RouterConfig config() {
    return config;
  }

  FaultServer server(int number) {
    return servers.get(number);
  }

  /** The requests that have reached each server, such as "aab". */
  String asked() {
    StringBuilder asked = new StringBuilder();
    for (int i = 0; i < servers.size(); i++) {
      asked.append(name(i).repeat(servers.get(i).asked().size()));
    }
    return asked.toString();
  }

  private String name(int number) {
    return number == 0 ? "a" : config.models().size() > 1 ? "c" : "b";
  }

  private String yaml(String reliability, boolean twoModels) {
    StringBuilder yaml =
        new StringBuilder("version: v0.1\nproviders:\n  reliability: {" + reliability + "}\n");
    yaml.append("  models:\n    - name: small\n      endpoints:\n");
    for (int i = 0; i < servers.size(); i++) {
      if (i == 1 && twoModels) {
        yaml.append("    - name: large\n      endpoints:\n");
      }
      String name = i == 0 ? "a" : twoModels ? "c" : "b";
      yaml.append(
          "        - {name: %s, endpoint: '127.0.0.1:%d', weight: %d}%n"
              .formatted(name, servers.get(i).port(), i == 0 ? 100 : 1));
    }
    yaml.append("  default_model: small\ndecisions:\n  - name: all\n    priority: 1\n");
    yaml.append("    rules: {operator: AND, conditions: []}\n    modelRefs: [{model: small}");
    return yaml.append(twoModels ? ", {model: large}]\n" : "]\n").toString();
  }

  @Override
  public void close() {
    servers.forEach(FaultServer::close);
  }
}
