package io.codingrouter.config;

import java.util.Map;
import java.util.Optional;

/**
 * Keys of vLLM Semantic Router, from v0.1 to v0.4, that are no part of the format here: files that
 * have them load, with a warning that says what will not happen. A key that anything here reads
 * does not belong in this table.
 */
final class ForeignKeys {
  private static final String RULES = "decisions[].rules";
  private static final String RECIPE = "recipes[].";
  private static final String SERVICE = "this is a library, without services of its own";
  private static final String CLASSIFIER = "no trained model is loaded";
  private static final String CARD = "nothing reads it";
  private static final String OWN_WAY = "the library has its own way";
  private static final String FAILOVER = "failover goes by the order of the models";

  private static final Map<String, String> CONSEQUENCES =
      Map.ofEntries(
          // v0.1: what stands at the top and is handed on there
          Map.entry("semantic_cache", "write advanced: {semantic_cache: true}"),
          Map.entry("response_api", SERVICE),
          Map.entry("router_replay", "nothing is kept outside the process"),
          Map.entry("tools", "no tool is added to a request"),
          Map.entry("prompt_guard", "write advanced: {jailbreak_detection: true}"),
          Map.entry("classifier", CLASSIFIER),
          Map.entry("bert_model", CLASSIFIER),
          Map.entry("hallucination_mitigation", "replies are not checked"),
          Map.entry("feedback_detector", CLASSIFIER),
          Map.entry("modality_detector", CLASSIFIER),
          Map.entry("observability", "a RouterListener sees every route"),
          Map.entry("api", SERVICE),
          Map.entry("looper", "no request goes to several models"),
          Map.entry("model_selection", "a decision's algorithm chooses"),
          Map.entry("authz", "roles are bound to what the caller says of its user"),
          Map.entry("ratelimit", "write limits, per model or tenant"),
          Map.entry("vector_store", "no store is opened"),
          Map.entry("image_gen_backends", "no image is made"),
          Map.entry("prompt_compression", "nothing is shortened"),
          Map.entry("clear_route_cache", OWN_WAY),
          Map.entry("auto_model_name", "write aliases: {its-name: auto}"),
          Map.entry("include_config_models_in_list", SERVICE),
          Map.entry("config_source", "the configuration is this file"),
          // v0.3 and v0.4
          Map.entry("setup", "nothing is set up"),
          Map.entry("evaluation", "how good a model is, its quality_score says"),
          Map.entry("listeners[].api_keys", "callers are not asked for a key"),
          Map.entry("providers.models[].catalog", "a model is what is written of it"),
          Map.entry("providers.models[].control", "the deadline is that of the request"),
          Map.entry("routing.candidate_requirements", "models that lack something are left out"),
          Map.entry("routing.data_policy", "what is recorded, the plugins say"),
          Map.entry("routing.model_bindings", "no model is bound"),
          Map.entry("routing.fallback", FAILOVER),
          Map.entry("global.router.fallback", FAILOVER),
          Map.entry("global.billing", "prices are in the currency of each model"),
          Map.entry("routing.modelCards[].display_name", CARD),
          Map.entry("routing.modelCards[].publisher", CARD),
          Map.entry("routing.modelCards[].presentation", CARD),
          Map.entry("routing.modelCards[].distribution", CARD),
          Map.entry("routing.modelCards[].family", CARD),
          Map.entry("routing.modelCards[].revision", CARD),
          Map.entry("routing.modelCards[].released_at", CARD),
          Map.entry("routing.modelCards[].knowledge_cutoff", CARD),
          Map.entry("routing.modelCards[].lifecycle", CARD),
          Map.entry("routing.modelCards[].reasoning", "the provider's model says it"),
          Map.entry("signals.embeddings[].image_candidates", "images are not compared"),
          Map.entry("signals.embeddings[].negative_candidates", "they speak against nothing"),
          Map.entry("signals.embeddings[].negative_image_candidates", "images are not compared"),
          Map.entry("signals.embeddings[].prototype_scoring", OWN_WAY),
          Map.entry("signals.classifiers[].disable_rationale", CLASSIFIER),
          Map.entry("signals.hallucination", "replies are not checked"),
          Map.entry(RULES + ".on_unknown", "what cannot be told does not match"),
          Map.entry("decisions[].action", "a decision leads to its modelRefs"),
          Map.entry("decisions[].modelRefs[].reasoning_mode", "write reasoning_effort"),
          Map.entry("decisions[].algorithm.minimum_candidates", "one candidate is enough"),
          Map.entry(
              "decisions[].plugins[].configuration.default_max_tokens",
              "requests without max_tokens stay so"));

  private ForeignKeys() {}

  /** What will not happen, if this is such a key. */
  static Optional<String> consequence(ConfigPath path) {
    String shape = path.shape();
    if (shape.startsWith(RULES)) {
      shape = RULES + '.' + path.key(); // rules stand in rules, at any depth
    } else if (shape.startsWith(RECIPE)) {
      shape = shape.substring(RECIPE.length()); // a recipe has a routing of its own
    }
    return Optional.ofNullable(CONSEQUENCES.get(shape));
  }
}
