package io.codingrouter.config;

import io.codingrouter.signal.EmbeddingRule;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is read and checked but does not act in this version. Whoever makes something act deletes
 * its row here; each row is a warning for those who write it.
 */
final class Inert {
  /** What will not happen, by the key that asks for it. */
  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("memory", "nothing is remembered of a user"),
          Map.entry("embedding_models", "the built-in embedding model is used"),
          Map.entry("providers.external_models", "none of them is called"),
          Map.entry(
              "providers.models[].external_model_ids",
              "backends are told provider_model_id, or else the model's name"),
          Map.entry("decisions[].output_contract", "replies are not checked"),
          Map.entry("decisions[].output_contract_spec", "replies are not checked or rewritten"),
          Map.entry("decisions[].annotations", "nothing reads them"),
          Map.entry("decisions[].candidateIterations", "the models are those of modelRefs"),
          Map.entry("decisions[].emits", "nothing is emitted"),
          Map.entry("decisions[].adaptations", "nothing is learned from how replies fare"),
          Map.entry("providers.models[].loras", "an adapter is chosen by a modelRef's lora_name"),
          Map.entry("providers.models[].tags", "nothing is chosen by them"),
          Map.entry(
              "providers.models[].modality",
              "write input_modalities, and images go to models that can read them"),
          Map.entry(
              "decisions[].algorithm.multi_factor.latency_percentile",
              "figures are moving averages"),
          Map.entry("decisions[].algorithm.multi_factor.objective", "the weights decide"),
          Map.entry("decisions[].algorithm.multi_factor.quality", "quality_score counts"),
          Map.entry("decisions[].modelRefs[].reasoning_description", "nothing reads it"));

  /** The same for keys of reliability, of all models or of one. */
  private static final Map<String, String> RELIABILITY =
      Map.of(
          "retriable_status_codes", "retry_on says what is asked again",
          "retry_budget_percent", "attempts are limited by retry_count alone",
          "retry_budget_min_concurrency", "attempts are limited by retry_count alone",
          "total_timeout", "the deadline is the request's or the listener's",
          "health_check_path", "no endpoint is asked without a request",
          "health_check_interval", "no endpoint is asked without a request",
          "health_check_timeout", "no endpoint is asked without a request");

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

  /** What will not happen, by the plugin that asks for it. */
  private static final Map<String, String> PLUGINS =
      Map.ofEntries(
          Map.entry("semantic-cache", "no reply is kept for this decision"),
          Map.entry("response_cache", "no reply is kept for this decision"),
          Map.entry("hallucination", "replies are not checked"),
          Map.entry("memory", "nothing is remembered of a user"),
          Map.entry("rag", "nothing is looked up and added to the request"),
          Map.entry("response_jailbreak", "replies are not checked"),
          Map.entry("image_gen", "no image is made"),
          Map.entry("tool_selection", "tools stay as they are"),
          Map.entry("context_compression", "nothing is shortened"),
          Map.entry("prompt_cache", "no cache marks are set"),
          Map.entry("shadow_dispatch", "no copy of the request is sent"),
          Map.entry("jailbreak", "this decision's requests are not checked"),
          Map.entry("pii", "this decision's requests are not checked"));

  private static final Set<String> ACTING_BALANCES = Set.of("random", "least_request");

  private Inert() {}

  /** What will not happen although a key asks for it; empty for a key that acts. */
  static Optional<String> consequence(ConfigPath path) {
    ConfigPath parent = path.parent();
    boolean ofReliability = parent != null && "reliability".equals(parent.key());
    return Optional.ofNullable(
        ofReliability ? RELIABILITY.get(path.key()) : KEYS.get(path.shape()));
  }

  /** Whether a plugin does nothing, so that its settings mean nothing. */
  static boolean isInertPlugin(String type) {
    return PLUGINS.containsKey(type);
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
      field.warnOnce(notYet("the algorithm " + type) + ": models are tried in the order written");
    }
  }

  static void warnOfPlugin(Field field, String type) {
    String consequence = PLUGINS.get(type);
    if (consequence != null) {
      field.warnOnce(notYet("the plugin " + type) + ": " + consequence);
    }
  }

  static void warnOfBalance(Field field, String policy) {
    if (!ACTING_BALANCES.contains(policy)) {
      field.warnOnce(notYet(policy) + ": endpoints are drawn by weight");
    }
  }
}
