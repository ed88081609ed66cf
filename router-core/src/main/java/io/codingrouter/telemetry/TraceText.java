package io.codingrouter.telemetry;

import java.util.Locale;

/** A trace, written for a reader. */
final class TraceText {
  private final RouteTrace trace;

  TraceText(RouteTrace trace) {
    this.trace = trace;
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    String decision = trace.decision().isEmpty() ? "(no decision)" : trace.decision();
    out.append("route      ").append(trace.outcome()).append(", ").append(decision).append('\n');
    if (!trace.reason().isEmpty()) {
      out.append("reason     ").append(trace.reason()).append('\n');
    }
    if (!trace.model().isEmpty()) {
      out.append("model      ").append(trace.model());
      trace.location().ifPresent(where -> out.append(" (").append(lower(where)).append(')'));
      out.append('\n');
    }
    out.append(
        String.format(Locale.ROOT, "time       %.1f µs\n", trace.duration().toNanos() / 1e3));
    out.append("signals\n");
    for (SignalTrace signal : trace.signals()) {
      out.append(signal.result().matched() ? "  + " : "  - ")
          .append(signal.kind())
          .append(' ')
          .append(signal.name());
      if (!signal.evidence().isEmpty()) {
        out.append(": ").append(String.join(", ", signal.evidence()));
      }
      out.append('\n');
    }
    out.append("decisions\n");
    for (DecisionTrace each : trace.decisions()) {
      boolean taken = each.outcome() == DecisionTrace.Outcome.TAKEN;
      out.append(taken ? "  > " : "    ").append(each.name()).append(": ").append(each.reason());
      out.append('\n');
    }
    trace.changes().forEach(each -> out.append("change     ").append(each).append('\n'));
    trace.notes().forEach(note -> out.append("note       ").append(note).append('\n'));
    return out.toString();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
