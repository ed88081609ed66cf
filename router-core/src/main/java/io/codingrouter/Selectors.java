package io.codingrouter;

import io.codingrouter.config.ModelCard;
import io.codingrouter.decision.Algorithm;
import io.codingrouter.model.ModelRef;
import io.codingrouter.selection.ModelSelector;
import io.codingrouter.selection.MultiFactor;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What orders the models of a decision, as its algorithm says. */
final class Selectors {
  static final ModelSelector AS_WRITTEN = ModelSelector.asWritten();

  private Selectors() {}

  /** The selector of an algorithm whose settings were checked when they were read. */
  static ModelSelector of(Algorithm algorithm, Map<String, ModelCard> cards) {
    return switch (algorithm.type()) {
      case "weighted" -> ModelSelector.weighted();
      case "multi_factor" -> multiFactor(algorithm.configuration(), cards);
      default -> AS_WRITTEN;
    };
  }

  private static MultiFactor multiFactor(
      Map<String, Object> settings, Map<String, ModelCard> cards) {
    String fallback = settings.getOrDefault("on_no_candidates", "cheapest").toString();
    return new MultiFactor(
        number(settings, "weights", "quality", MultiFactor.DEFAULT_WEIGHT),
        number(settings, "weights", "cost", MultiFactor.DEFAULT_WEIGHT),
        number(settings, "slo", "max_cost_per_1m", Double.POSITIVE_INFINITY),
        MultiFactor.Fallback.valueOf(fallback.toUpperCase(Locale.ROOT)),
        figure(cards, card -> card.qualityScore().orElse(Double.NaN)),
        figure(cards, Selectors::costPer1m));
  }

  private static double number(
      Map<String, Object> settings, String group, String key, double otherwise) {
    return settings.get(group) instanceof Map<?, ?> map && map.get(key) instanceof Number number
        ? number.doubleValue()
        : otherwise;
  }

  private static ToDoubleFunction<ModelRef> figure(
      Map<String, ModelCard> cards, ToDoubleFunction<ModelCard> figure) {
    return ref -> {
      ModelCard card = cards.get(ref.name());
      return card == null ? Double.NaN : figure.applyAsDouble(card);
    };
  }

  private static double costPer1m(ModelCard card) {
    return card.pricing().isEmpty()
        ? Double.NaN
        : MultiFactor.blend(
            card.pricing().get().promptPer1m().doubleValue(),
            card.pricing().get().completionPer1m().doubleValue());
  }
}
