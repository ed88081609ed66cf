package io.codingrouter.config;

import java.util.Map;
import java.util.Optional;

/** Keys that other routers and newer formats use for what is called otherwise here. */
final class Synonyms {
  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("api_key", "access_key"),
          Map.entry("apikey", "access_key"),
          Map.entry("key", "access_key"),
          Map.entry("token", "access_key"),
          Map.entry("key_env", "api_key_env"),
          Map.entry("base_url", "endpoint"),
          Map.entry("api_base", "endpoint"),
          Map.entry("url", "endpoint"),
          Map.entry("address", "endpoint"),
          Map.entry("scheme", "protocol"),
          Map.entry("backend_refs", "endpoints"),
          Map.entry("servers", "endpoints"),
          Map.entry("max_tokens", "max_output_tokens"),
          Map.entry("context_length", "context_window"),
          Map.entry("quality", "quality_score"),
          Map.entry("price", "pricing"),
          Map.entry("cost", "pricing"),
          Map.entry("input_per_1m", "prompt_per_1m"),
          Map.entry("output_per_1m", "completion_per_1m"),
          Map.entry("extra_headers", "headers"),
          Map.entry("query_params", "query"),
          Map.entry("host", "address"),
          Map.entry("bind", "address"),
          Map.entry("when", "rules"),
          Map.entry("rule", "rules"),
          Map.entry("models", "modelRefs"),
          Map.entry("model_refs", "modelRefs"),
          Map.entry("reasoning", "use_reasoning"),
          Map.entry("effort", "reasoning_effort"),
          Map.entry("lora", "lora_name"),
          Map.entry("config", "configuration"),
          Map.entry("settings", "configuration"),
          Map.entry("words", "keywords"),
          Map.entry("patterns", "keywords"),
          Map.entry("cache", "semantic_cache"),
          Map.entry("response_cache", "semantic_cache"),
          Map.entry("pii", "pii_detection"),
          Map.entry("jailbreak", "jailbreak_detection"),
          Map.entry("domain", "domain_classifier"),
          Map.entry("complexity", "complexity_scoring"),
          Map.entry("similarity_threshold", "threshold"),
          Map.entry("ttl_seconds", "ttl"),
          Map.entry("max_entries", "size"));

  private Synonyms() {}

  static Optional<String> find(String key) {
    return Optional.ofNullable(KEYS.get(Words.plain(key)));
  }
}
