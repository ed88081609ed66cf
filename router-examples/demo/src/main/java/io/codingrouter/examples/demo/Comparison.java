package io.codingrouter.examples.demo;

import io.codingrouter.ReplayReport;
import io.codingrouter.RouteReplay;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.RecordedRequest;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table of what another configuration changes: decision, model, place and cost. */
final class Comparison {
  private final List<RecordedRequest> requests;
  private final List<String> titles;
  private final PrintStream out;
  private final Style style;

  /**
   * Creates a comparison.
   *
   * @param titles what to call the requests; empty to call them by number
   */
  Comparison(List<RecordedRequest> requests, List<String> titles, PrintStream out, Style style) {
    this.requests = requests;
    this.titles = titles;
    this.out = out;
    this.style = style;
  }

  int run(RouterConfig before, RouterConfig after) {
    ReplayReport report = RouteReplay.of(before, after).run(requests);
    for (ReplayReport.Line line : report.changed()) {
      String title = titles.isEmpty() ? "request " + line.number() : titles.get(line.number() - 1);
      out.println(style.bold(title));
      out.println(
          "  decision  " + change(name(line.before().decision()), name(line.after().decision())));
      out.println("  model     " + change(model(line.before()), model(line.after())));
      out.println("  cost      " + change(cost(line.before()), cost(line.after())));
    }
    out.println();
    out.println(report.changed().size() + " of " + report.lines().size() + " requests change");
    out.println();
    row("", "before", "after");
    ReplayReport.Totals one = report.before();
    ReplayReport.Totals two = report.after();
    row("local", one.local(), two.local());
    row("cloud", one.cloud(), two.cloud());
    row("to no model", one.unsent(), two.unsent());
    row("without a price", one.unpriced(), two.unpriced());
    row("cost", costs(one), costs(two));
    if (report.estimated() > 0) {
      out.println(
          style.dim(
              "For "
                  + report.estimated()
                  + " requests no tokens are recorded: prompts are estimated, answers left out."));
    }
    return 0;
  }

  private void row(String title, Object before, Object after) {
    out.println(
        Style.column(title, 18)
            + Style.column(before.toString(), 14)
            + Style.column(after.toString(), 14).stripTrailing());
  }

  private String change(String before, String after) {
    return before.equals(after) ? style.dim(before) : before + " → " + after;
  }

  private static String name(String decision) {
    return decision.isEmpty() ? "(no decision)" : decision;
  }

  private static String model(ReplayReport.Outcome outcome) {
    return outcome
        .location()
        .map(place -> outcome.model() + " (" + place.name().toLowerCase(Locale.ROOT) + ")")
        .orElse("none (" + outcome.outcome() + ")");
  }

  private static String cost(ReplayReport.Outcome outcome) {
    return outcome.cost().map(cost -> money(cost, outcome.currency())).orElse("unknown");
  }

  private static String costs(ReplayReport.Totals totals) {
    return totals.costs().isEmpty()
        ? "0"
        : totals.costs().entrySet().stream()
            .map(cost -> money(cost.getValue(), cost.getKey()))
            .collect(Collectors.joining(" + "));
  }

  private static String money(BigDecimal amount, String currency) {
    String figure = amount.setScale(6, RoundingMode.HALF_UP).toPlainString();
    return currency.equals("USD") ? "$" + figure : (figure + " " + currency).strip();
  }
}
