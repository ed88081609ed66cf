package io.codingrouter.config;

import io.codingrouter.signal.EmbeddingRule;
import java.util.Map;
import java.util.Set;

/**
 * What is read and checked but does not act in this version. Whoever makes something act deletes
 * its row here; each row is a warning for those who write it.
 */
final class Inert {
  private static final Set<String> KEYS =
      Set.of(
          "memory",
          "embedding_models",
          "providers.external_models",
          "providers.models[].max_output_tokens",
          "providers.models[].max_in_flight",
          "providers.models[].on_unsupported",
          "providers.models[].external_model_ids",
          "providers.models[].reliability",
          "decisions[].output_contract",
          "decisions[].output_contract_spec",
          "decisions[].annotations",
          "decisions[].candidateIterations",
          "decisions[].emits",
          "decisions[].adaptations",
          "providers.models[].loras",
          "providers.models[].tags",
          "providers.models[].modality",
          "decisions[].algorithm.multi_factor.latency_percentile",
          "decisions[].algorithm.multi_factor.objective",
          "decisions[].algorithm.multi_factor.quality",
          "decisions[].modelRefs[].reasoning_description");

  /** Switches that do nothing when they are on, and what to say beyond that. */
  private static final Map<String, String> FEATURES =
      Map.of(
          "semantic_cache", "",
          "jailbreak_detection", "",
          "pii_detection",
              ": nothing is detected yet, and until then chat() refuses models that are not"
                  + " declared local, unless the router is built with allowUnredacted()",
          "complexity_scoring", "",
          "domain_classifier", "");

  private static final Set<String> ACTING_SIGNALS =
      Set.of(
          "keywords",
          "language",
          "embeddings",
          "reasks",
          "context",
          "structure",
          "role_bindings",
          "conversation",
          "metadata",
          "labels");
  private static final Set<String> ACTING_ALGORITHMS =
      Set.of("static", "weighted", "multi_factor", "latency_aware", "cost", "custom");
  private static final Set<String> ACTING_PLUGINS =
      Set.of(
          "fast_response",
          "header_mutation",
          "request_params",
          "router_replay",
          "system_prompt",
          "tools");
  private static final Set<String> ACTING_FORMATS = Set.of("openai");

  private Inert() {}

  static boolean isInert(ConfigPath path) {
    return KEYS.contains(path.shape());
  }

  static String notYet(String what) {
    return what + " does not act in this version";
  }

  static void warnOfFeature(Field field, String name) {
    String more = FEATURES.get(name);
    if (more != null) {
      field.warn(notYet(name) + more);
    }
  }

  static void warnOfModality(Field field, EmbeddingRule.Modality modality) {
    if (modality != EmbeddingRule.Modality.TEXT) {
      field.warn(notYet("the modality " + modality.configName()) + ": this signal never matches");
    }
  }

  static void warnOfSignals(Field field, String kind) {
    if (!ACTING_SIGNALS.contains(kind)) {
      field.warn(
          "signals of this kind never match in this version: a condition on one never holds, and"
              + " NOT of it always does");
    }
  }

  /** Whether no signal of a type, as conditions name it, ever matches. */
  static boolean isSilent(String type) {
    return SignalKinds.keyOf(type).filter(key -> !ACTING_SIGNALS.contains(key)).isPresent();
  }

  static void warnOfAlgorithm(Field field, String type) {
    if (!ACTING_ALGORITHMS.contains(type)) {
      field.warn(notYet("the algorithm " + type) + ": models are tried in the order written");
    }
  }

  static void warnOfPlugin(Field field, String type) {
    if (!ACTING_PLUGINS.contains(type)) {
      field.warn(notYet("the plugin " + type));
    }
  }

  static void warnOfFormat(Field field, String format) {
    if (!ACTING_FORMATS.contains(format)) {
      field.warn(notYet("the API format " + format));
    }
  }
}
