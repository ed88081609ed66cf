package io.codingrouter.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the switches of {@code advanced}: booleans, or maps of settings. */
final class FeatureReader {
  private static final Words<String> PII_ACTIONS =
      Words.of("redact", "route_local", "block", "tag");
  private static final Words<String> PII_TARGETS = Words.of("all", "cloud");
  private static final Words<String> PII_MODES =
      Words.of("token", "mask", "hash", "surrogate", "drop");
  private static final Words<String> ATTACK_ACTIONS = Words.of("block", "tag");
  private static final Words<String> ATTACK_SCANS = Words.of("ask", "tools", "all");
  private static final Words<String> ESCALATIONS = Words.of("catch_all", "any");
  private static final int MOST_ENTRIES = 100_000_000;

  private FeatureReader() {}

  /** Reads all switches. */
  static Map<String, Feature> read(Section section) {
    Map<String, Feature> features = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      Field field = section.field(kind.key);
      kind.read(field)
          .filter(feature -> !feature.equals(Feature.OFF))
          .ifPresent(feature -> features.put(kind.key, feature));
      if (features.getOrDefault(kind.key, Feature.OFF).enabled()) {
        Inert.warnOfFeature(field, kind.key);
      }
    }
    return Map.copyOf(features);
  }

  private enum Kind {
    SEMANTIC_CACHE("semantic_cache") {
      @Override
      void settings(Section section, Written into) {
        into.put("threshold", section.field("threshold").number(0, 1));
        into.put("error_budget", section.field("error_budget").number(0, 1));
        into.put("ttl", section.field("ttl").duration());
        into.put("size", section.field("size").integer(1, MOST_ENTRIES));
        into.put("require_tenant", section.field("require_tenant").flag());
      }
    },
    JAILBREAK_DETECTION("jailbreak_detection") {
      @Override
      void settings(Section section, Written into) {
        into.put("threshold", section.field("threshold").number(0, 1));
        into.put("action", section.field("action").word(ATTACK_ACTIONS));
        into.put("scan", section.field("scan").word(ATTACK_SCANS));
      }
    },
    PII_DETECTION("pii_detection") {
      @Override
      void settings(Section section, Written into) {
        into.put("action", section.field("action").word(PII_ACTIONS));
        into.put("for", section.field("for").word(PII_TARGETS));
        List<String> types = section.field("types").texts();
        into.put("types", types.isEmpty() ? Optional.empty() : Optional.of(types));
        into.put("mode", section.field("mode").word(PII_MODES));
      }
    },
    COMPLEXITY_SCORING("complexity_scoring") {
      @Override
      void settings(Section section, Written into) {
        into.put("escalate", section.field("escalate").word(ESCALATIONS));
      }
    },
    DOMAIN_CLASSIFIER("domain_classifier") {
      @Override
      void settings(Section section, Written into) {}
    };

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    abstract void settings(Section section, Written into);

    Optional<Feature> read(Field field) {
      if (!field.isMapping()) {
        return field.flag().map(on -> new Feature(on, Map.of()));
      }
      return field.section(
          section -> {
            boolean enabled = section.field("enabled").flag().orElse(true);
            Written settings = new Written();
            settings(section, settings);
            return new Feature(enabled, settings.values);
          });
    }
  }

  /** The settings that were written. */
  private static final class Written {
    private final Map<String, Object> values = new LinkedHashMap<>();

    void put(String key, Optional<?> value) {
      value.ifPresent(v -> values.put(key, v));
    }
  }
}
