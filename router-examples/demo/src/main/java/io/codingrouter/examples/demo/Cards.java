package io.codingrouter.examples.demo;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.model.Location;
import io.codingrouter.telemetry.ModelStats;
import io.codingrouter.telemetry.RouterStats;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The cards of the seed's dashboard, in a terminal. */
final class Cards {
  private final RouterConfig config;
  private final RouterStats stats;
  private final Style style;

  Cards(RouterConfig config, RouterStats stats, Style style) {
    this.config = config;
    this.stats = stats;
    this.style = style;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        card(
            "Backend models",
            String.valueOf(stats.models().size()),
            stats.modelCount(Location.LOCAL)
                + " local · "
                + stats.modelCount(Location.CLOUD)
                + " cloud"));
    lines.add(
        card(
            "Routing decisions",
            String.valueOf(config.decisions().size()),
            config.decisions().stream().anyMatch(config::isGenerated)
                ? "incl. default-route"
                : ""));
    lines.add(
        card(
            "Signals",
            String.valueOf(stats.signals().values().stream().mapToInt(Integer::intValue).sum()),
            stats.signals().keySet().stream()
                .map(kind -> kind + " signals")
                .collect(Collectors.joining(", "))));
    lines.add(card("Routing latency (P50)", micros(stats.p50()), "P99: " + micros(stats.p99())));
    lines.add(
        card(
            "Local requests",
            stats.localShare().isPresent() ? percent(stats.localShare().getAsDouble()) : "–",
            "stayed on local model"));
    lines.add(
        card(
            "Cache hit rate",
            stats.cacheHitRate().isPresent() ? percent(stats.cacheHitRate().getAsDouble()) : "–",
            config.feature("semantic_cache").enabled()
                ? "the semantic cache does not act in this version"
                : "off"));
    lines.add(
        card(
            "Cost",
            money(stats.cost()),
            stats
                .referenceModel()
                .map(model -> "all on " + model + ": " + money(stats.allCloudCost()))
                .orElse("no cloud model has a price")));
    lines.add("");
    for (Map.Entry<String, Long> decision : stats.decisions().entrySet()) {
      String name = decision.getKey().isEmpty() ? "(no decision)" : decision.getKey();
      lines.add("  " + Style.column(name, 40) + decision.getValue() + " requests");
    }
    lines.add("");
    for (ModelStats model : stats.models()) {
      lines.add(
          "  "
              + Style.column(model.model(), 40)
              + model.answered()
              + " answered, "
              + model.promptTokens()
              + " + "
              + model.completionTokens()
              + " tokens, "
              + money(model.cost()));
    }
    return lines;
  }

  private String card(String title, String figure, String note) {
    return "  " + Style.column(title, 24) + style.bold(Style.column(figure, 12)) + style.dim(note);
  }

  private String money(BigDecimal amount) {
    String figure = amount.setScale(6, RoundingMode.HALF_UP).toPlainString();
    return stats.currency().equals("USD") ? "$" + figure : figure + " " + stats.currency();
  }

  static String micros(Duration duration) {
    return String.format(Locale.ROOT, "%.1f µs", duration.toNanos() / 1e3);
  }

  private static String percent(double share) {
    return Math.round(share * 100) + "%";
  }
}
