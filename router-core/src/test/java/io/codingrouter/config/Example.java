package io.codingrouter.config;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Configurations for tests. */
final class Example {
  static final String MINIMAL =
      """
      version: v0.1
      providers:
        models:
          - name: known-model
            endpoints:
              - endpoint: localhost:8000
        default_model: known-model
      signals:
        keywords:
          - name: known-words
            keywords: [refactor]
      decisions:
        - name: first
          rules: {type: keyword, name: known-words}
          modelRefs:
            - model: known-model
      """;

  private Example() {}

  static Path fixture() {
    try {
      return Path.of(Example.class.getResource("/fixtures/example-v0.1.yaml").toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** The minimal configuration with one part written differently. */
  static String with(String part, String other) {
    if (!MINIMAL.contains(part)) {
      throw new AssertionError("not part of the example: " + part);
    }
    return MINIMAL.replace(part, other);
  }

  static RouterConfig parse(String yaml) {
    return RouterConfig.parse(yaml, Map.of("KEY", "k-123", "HOST", "gpu.local")::get);
  }

  static List<Problem> problems(String yaml) {
    try {
      parse(yaml);
      return List.of();
    } catch (ConfigException e) {
      return e.problems();
    }
  }
}
