package io.codingrouter;

import io.codingrouter.config.RouterConfig;

/** Configurations for tests of the root. */
final class Fixtures {
  /** Two models, two keyword signals, three decisions: what a newcomer writes first. */
  static final String YAML =
      """
      version: v0.1
      listeners:
        - {name: http, address: 127.0.0.1, port: 8899, timeout: 30s}
      providers:
        models:
          - name: acme/Qwen3-Coder
            endpoints:
              - {name: desk, endpoint: "localhost:8000", protocol: http, weight: 100}
            pricing: {prompt_per_1m: 0, completion_per_1m: 0}
            quality_score: 0.8
          - name: gemini-2.5-pro
            endpoints: [{name: google, endpoint: "models.example.com/v1beta/openai", protocol: https, weight: 1}]
            access_key: "key-for-tests"
            pricing: {prompt_per_1m: 1.25, completion_per_1m: 10.00}
            quality_score: 0.95
        default_model: acme/Qwen3-Coder
        reliability: {retry_count: 0}
      signals:
        keywords:
          - {name: hard, operator: OR, keywords: [prove, theorem]}
          - {name: coding, operator: OR, keywords: [refactor, class]}
      decisions:
        - name: reasoning
          description: Hard asks go to the cloud
          priority: 100
          rules: {operator: OR, conditions: [{type: keyword, name: hard}]}
          modelRefs: [{model: gemini-2.5-pro, use_reasoning: true}]
        - name: code
          description: Code stays here
          priority: 80
          rules: {operator: OR, conditions: [{type: keyword, name: coding}]}
          modelRefs: [{model: acme/Qwen3-Coder, use_reasoning: false}]
      """;

  private Fixtures() {}

  static RouterConfig config() {
    return RouterConfig.parse(YAML);
  }

  /** The same, with the model of decision {@code code} drawn: local against cloud. */
  static RouterConfig weighted(int local, int cloud) {
    return RouterConfig.parse(
        YAML.replace(
            "modelRefs: [{model: acme/Qwen3-Coder, use_reasoning: false}]",
            """
            algorithm: {type: weighted}
                modelRefs:
                  - {model: acme/Qwen3-Coder, weight: %d}
                  - {model: gemini-2.5-pro, weight: %d}
            """
                .strip()
                .formatted(local, cloud)));
  }

  /** The same with further lines at the top level. */
  static RouterConfig configWith(String lines) {
    return RouterConfig.parse(YAML + lines);
  }
}
