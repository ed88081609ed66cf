package io.codingrouter.config;

import io.codingrouter.config.ConfigNode.Mapping;
import io.codingrouter.config.ConfigNode.Member;
import io.codingrouter.config.ConfigNode.Scalar;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The formats that configurations are written in, told apart by their shape. */
enum ConfigFormat {
  /** Signals and decisions at the top. */
  NATIVE,
  /** Upstream's v0.3: all of them under {@code routing}, or in recipes. */
  CANONICAL;

  private static final Set<String> NATIVE_KEYS = Set.of("decisions", "signals");

  /** Keys that only upstream's oldest format has at its top. */
  private static final List<String> FLAT_KEYS =
      List.of("vllm_endpoints", "model_config", "keyword_rules", "embedding_rules", "categories");

  /**
   * Tells the format of a document.
   *
   * @throws ConfigException if it is a format that is not read
   */
  static ConfigFormat of(Mapping document, Problems problems) {
    Set<String> keys = document.entries().keySet();
    if (!keys.contains("providers") && !keys.contains("routing")) {
      for (String key : FLAT_KEYS) {
        Member member = document.entries().get(key);
        if (member != null) {
          throw problems.fatal(
              member.key(),
              key,
              "belongs to the flat format from before v0.1, which is not read: have vllm-sr config"
                  + " migrate write the file anew as v0.3, which is");
        }
      }
    }
    boolean looksCanonical = keys.contains("routing") || keys.contains("recipes");
    boolean looksNative = !Collections.disjoint(keys, NATIVE_KEYS);
    if (looksCanonical != looksNative) {
      return looksCanonical ? CANONICAL : NATIVE;
    }
    return version(document).equals(CanonicalFormat.VERSION) ? CANONICAL : NATIVE;
  }

  private static String version(Mapping document) {
    Member version = document.entries().get("version");
    return version != null && version.value() instanceof Scalar scalar ? scalar.text().strip() : "";
  }
}
