package io.codingrouter.signal;

import io.codingrouter.signal.StructureRule.Feature;
import io.codingrouter.signal.StructureRule.Keywords;
import io.codingrouter.signal.StructureRule.Sequences;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A structure rule as a signal. */
final class StructureSignal extends Evaluator {
  private final StructureIndex index;
  private final StructureRule rule;
  private final StructureCount count;

  StructureSignal(StructureIndex index, int rule) {
    super(index.rules().get(rule).type(), index.rules().get(rule).name());
    this.index = index;
    this.rule = index.rules().get(rule);
    this.count = index.counts().get(rule);
  }

  @Override
  Cost cost() {
    boolean shared = rule.source() instanceof Keywords || rule.source() instanceof Sequences;
    return shared && rule.feature() != Feature.DENSITY ? Cost.KEYWORDS : Cost.TEXT;
  }

  @Override
  SignalResult evaluate(SignalMatches matches, int number) {
    String text = matches.text(rule.text());
    if (text.isBlank()) {
      return SignalResult.MISS;
    }
    double value = value(text, matches.structure(index));
    matches.keep(number, value);
    boolean fires = rule.value().isEmpty() ? value > 0 : rule.value().contain(value);
    return fires ? SignalResult.HIT : SignalResult.MISS;
  }

  private double value(String text, StructureMatches structure) {
    int found = count.in(text, structure);
    return switch (rule.feature()) {
      case COUNT -> found;
      case EXISTS, SEQUENCE -> Math.min(found, 1);
      case DENSITY -> {
        int words = structure.words(rule.text(), text);
        yield words == 0 ? 0 : (double) found / words;
      }
    };
  }

  @Override
  List<String> evidence(SignalMatches matches, int number) {
    if (!(matches.kept(number) instanceof Double value)) {
      return List.of("no text");
    }
    String written = String.format(Locale.ROOT, value % 1 == 0 ? "%.0f" : "%.3f", value);
    List<String> evidence = new ArrayList<>();
    evidence.add(rule.feature().configName() + " " + written);
    evidence.addAll(count.found(matches.structure(index)));
    return List.copyOf(evidence);
  }
}
