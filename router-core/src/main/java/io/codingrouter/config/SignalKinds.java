package io.codingrouter.config;

import io.codingrouter.signal.Projections;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kinds of signals: the key of their list, and the type by which conditions name them. */
final class SignalKinds {
  static final Map<String, String> TYPES_BY_KEY = typesByKey();
  static final Words<String> TYPES = types();

  /** Domains that exist without being configured: those of the MMLU-Pro benchmark. */
  static final List<String> DOMAINS =
      List.of(
          "biology",
          "business",
          "chemistry",
          "computer science",
          "economics",
          "engineering",
          "health",
          "history",
          "law",
          "math",
          "other",
          "philosophy",
          "physics",
          "psychology");

  static final List<String> LEVELS = List.of("easy", "medium", "hard");

  private SignalKinds() {}

  /** The key under which signals of a type are configured, if they are. */
  static Optional<String> keyOf(String type) {
    return TYPES_BY_KEY.entrySet().stream()
        .filter(kind -> kind.getValue().equals(type))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static Words<String> types() {
    List<String> types = new ArrayList<>(TYPES_BY_KEY.values());
    types.add(Projections.TYPE); // derived, not detected
    types.add("custom"); // given to the router, not configured
    return Words.of(types, t -> t);
  }

  private static Map<String, String> typesByKey() {
    Map<String, String> kinds = new LinkedHashMap<>();
    kinds.put("keywords", "keyword");
    kinds.put("embeddings", "embedding");
    kinds.put("domains", "domain");
    kinds.put("fact_check", "fact_check");
    kinds.put("user_feedbacks", "user_feedback");
    kinds.put("reasks", "reask");
    kinds.put("preferences", "preference");
    kinds.put("language", "language");
    kinds.put("context", "context");
    kinds.put("structure", "structure");
    kinds.put("complexity", "complexity");
    kinds.put("modality", "modality");
    kinds.put("role_bindings", "authz");
    kinds.put("jailbreak", "jailbreak");
    kinds.put("pii", "pii");
    kinds.put("kb", "kb");
    kinds.put("conversation", "conversation");
    kinds.put("events", "event");
    kinds.put("metadata", "metadata");
    kinds.put("labels", "label");
    kinds.put("classifiers", "classifier");
    kinds.put("safety", "safety");
    kinds.put("input_modality", "input_modality");
    return Collections.unmodifiableMap(kinds);
  }
}
