package io.codingrouter;

import io.codingrouter.config.ModelCard;
import io.codingrouter.decision.Algorithm;
import io.codingrouter.selection.Fallback;
import io.codingrouter.selection.ModelSelector;
import io.codingrouter.selection.MultiFactor;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What orders the models of a decision, as its algorithm says.
 *
 * @param custom the application's own selectors by name
 */
record Selectors(Map<String, ModelSelector> custom) {
  static final ModelSelector AS_WRITTEN = ModelSelector.asWritten();

  // The weight of each factor where none is written, as the format's origin has it.
  private static final double EVEN = 0.25;

  Selectors {
    custom = Map.copyOf(custom);
  }

  /** Tells whether an algorithm asks for a selector that the application did not bring. */
  boolean isMissing(Algorithm algorithm) {
    return algorithm.type().equals(Algorithm.CUSTOM) && !custom.containsKey(name(algorithm));
  }

  /** The selector of an algorithm whose settings were checked, and which is not missing. */
  ModelSelector of(Algorithm algorithm) {
    Map<String, Object> settings = algorithm.configuration();
    return switch (algorithm.type()) {
      case "weighted" -> ModelSelector.weighted();
      case "multi_factor" -> multiFactor(settings);
      case "latency_aware" -> latencyAware(settings);
      case "cost" ->
          ModelSelector.cheapest(
              number(settings, "min_quality", 0), fallback(settings, Fallback.BEST));
      case Algorithm.CUSTOM -> custom.getOrDefault(name(algorithm), AS_WRITTEN);
      default -> AS_WRITTEN;
    };
  }

  /** Tells whether a selector goes by what is known of the models. */
  static boolean readsFigures(ModelSelector selector) {
    return selector != AS_WRITTEN && selector != ModelSelector.weighted();
  }

  private static String name(Algorithm algorithm) {
    return algorithm.configuration().getOrDefault("name", "").toString();
  }

  private static MultiFactor multiFactor(Map<String, Object> settings) {
    return new MultiFactor(
        weights(group(settings, "weights"), settings.get("latency_metric")),
        ceilings(group(settings, "slo")),
        fallback(settings, Fallback.CHEAPEST));
  }

  private static MultiFactor.Weights weights(Map<?, ?> weights, @Nullable Object metric) {
    double absent = weights.isEmpty() ? EVEN : 0;
    double latency = number(weights, "latency", absent);
    double ttft = metric == null ? latency / 2 : metric.equals("ttft") ? latency : 0;
    return new MultiFactor.Weights(
        number(weights, "quality", absent),
        number(weights, "cost", absent),
        ttft,
        latency - ttft,
        number(weights, "load", absent));
  }

  private static MultiFactor.Ceilings ceilings(Map<?, ?> slo) {
    return new MultiFactor.Ceilings(
        number(slo, "max_cost_per_1m", Double.POSITIVE_INFINITY),
        ceiling(slo, "max_ttft_ms"),
        ceiling(slo, "max_tpot_ms"),
        ceiling(slo, "max_inflight"));
  }

  // No model answers in no time: as the format's origin has it, 0 is no ceiling here.
  private static double ceiling(Map<?, ?> slo, String key) {
    double ceiling = number(slo, key, 0);
    return ceiling == 0 ? Double.POSITIVE_INFINITY : ceiling;
  }

  private static ModelSelector latencyAware(Map<String, Object> settings) {
    boolean ttft = settings.containsKey("ttft_percentile");
    boolean tpot = settings.containsKey("tpot_percentile");
    return ModelSelector.latencyAware(ttft || !tpot, tpot || !ttft);
  }

  private static Fallback fallback(Map<String, Object> settings, Fallback otherwise) {
    Object word = settings.get("on_no_candidates");
    return word == null ? otherwise : Fallback.valueOf(word.toString().toUpperCase(Locale.ROOT));
  }

  private static Map<?, ?> group(Map<String, Object> settings, String key) {
    return settings.get(key) instanceof Map<?, ?> map ? map : Map.of();
  }

  private static double number(Map<?, ?> settings, String key, double otherwise) {
    return settings.get(key) instanceof Number number ? number.doubleValue() : otherwise;
  }

  /** The price of a million tokens, NaN if the model has none. */
  static double costPer1m(ModelCard card) {
    return card.pricing().isEmpty()
        ? Double.NaN
        : MultiFactor.blend(
            card.pricing().get().promptPer1m().doubleValue(),
            card.pricing().get().completionPer1m().doubleValue());
  }
}
