package io.codingrouter.config;

import io.codingrouter.decision.Algorithm;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how a decision chooses among its models. */
final class AlgorithmReader {
  static final String WEIGHTED = "weighted";

  private static final String MULTI_FACTOR = "multi_factor";
  private static final String LATENCY_AWARE = "latency_aware";
  private static final String COST = "cost";
  private static final Words<String> TYPES =
      Words.of(
          "static",
          WEIGHTED,
          MULTI_FACTOR,
          LATENCY_AWARE,
          COST,
          Algorithm.CUSTOM,
          "hybrid",
          "router_dc",
          "automix",
          "elo",
          "thompson",
          "gmtrouter",
          "router_r1",
          "rl_driven",
          "knn",
          "kmeans",
          "svm",
          "mlp",
          "prompt",
          "fusion",
          "workflows",
          "session_aware",
          "confidence",
          "concurrent",
          "sequential",
          "ratings",
          "remom");
  private static final Words<String> FALLBACKS = Words.of("cheapest", "best", "first", "fail");
  private static final Words<String> METRICS = Words.of("ttft", "tpot");
  private static final int HEAVIEST = 1_000_000;
  private static final int HIGHEST = 1_000_000_000;

  private AlgorithmReader() {}

  static Algorithm read(Section section) {
    Field typeField = section.field("type").required("the name of an algorithm, such as static");
    String type = typeField.word(TYPES).orElse("");
    Map<String, Object> settings = new LinkedHashMap<>();
    put(settings, "on_error", section.field("on_error").text());
    put(settings, "name", name(section, type));
    for (String name : TYPES.written()) {
      Field block = section.field(name);
      if (block.isPresent() && !type.isEmpty() && !name.equals(type)) {
        block.problem("does not belong to this type: the settings stand under the type's name");
      } else if (block.isPresent()) {
        settings.putAll(settings(name, block));
      }
    }
    if (!type.isEmpty()) {
      Inert.warnOfAlgorithm(typeField, type);
    }
    return new Algorithm(type, settings);
  }

  private static Optional<String> name(Section section, String type) {
    Field field = section.field("name");
    if (type.equals(Algorithm.CUSTOM)) {
      return field.required("the name that Router.Builder.selector was given").text();
    }
    if (field.isPresent() && !type.isEmpty()) {
      field.problem("belongs to the type custom only");
    }
    return Optional.empty();
  }

  private static Map<String, Object> settings(String type, Field block) {
    return switch (type) {
      case MULTI_FACTOR -> block.section(AlgorithmReader::multiFactor).orElse(Map.of());
      case LATENCY_AWARE -> block.section(AlgorithmReader::latencyAware).orElse(Map.of());
      case COST -> block.section(AlgorithmReader::cost).orElse(Map.of());
      case WEIGHTED, Algorithm.CUSTOM ->
          block.section(none -> Map.<String, Object>of()).orElse(Map.of());
      default -> block.unusedSettings();
    };
  }

  private static Map<String, Object> multiFactor(Section section) {
    Map<String, Object> settings = new LinkedHashMap<>();
    put(settings, "weights", section.field("weights").section(AlgorithmReader::weights));
    put(settings, "slo", section.field("slo").section(AlgorithmReader::ceilings));
    put(settings, "latency_metric", section.field("latency_metric").word(METRICS));
    section.field("objective");
    section.field("quality");
    put(settings, "latency_percentile", section.field("latency_percentile").integer(1, 100));
    put(settings, "on_no_candidates", section.field("on_no_candidates").word(FALLBACKS));
    return settings;
  }

  private static Map<String, Object> latencyAware(Section section) {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (String key : List.of("tpot_percentile", "ttft_percentile")) {
      Field percentile = section.field(key);
      put(settings, key, percentile.integer(1, 100));
      if (percentile.isPresent()) {
        percentile.warn(
            "acts as far as this figure counts; the percentile does not: figures are moving"
                + " averages");
      }
    }
    put(settings, "description", section.field("description").text());
    return settings;
  }

  private static Map<String, Object> cost(Section section) {
    Map<String, Object> settings = new LinkedHashMap<>();
    put(settings, "min_quality", section.field("min_quality").number(0, 1));
    put(settings, "on_no_candidates", section.field("on_no_candidates").word(FALLBACKS));
    return settings;
  }

  private static Map<String, Object> weights(Section section) {
    Map<String, Object> weights = numbers(section, HEAVIEST, "quality", "latency", "cost", "load");
    if (!weights.isEmpty() && weights.values().stream().allMatch(AlgorithmReader::isZero)) {
      section.problem("weighs nothing: give a factor a weight above 0");
    }
    return weights;
  }

  private static boolean isZero(Object weight) {
    return weight instanceof BigDecimal number && number.signum() == 0;
  }

  private static Map<String, Object> ceilings(Section section) {
    return numbers(
        section, HIGHEST, "max_cost_per_1m", "max_tpot_ms", "max_ttft_ms", "max_inflight");
  }

  private static Map<String, Object> numbers(Section section, int most, String... keys) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    for (String key : keys) {
      put(numbers, key, section.field(key).number(0, most));
    }
    return Collections.unmodifiableMap(numbers);
  }

  private static void put(Map<String, Object> settings, String key, Optional<?> value) {
    value.ifPresent(v -> settings.put(key, v));
  }
}
