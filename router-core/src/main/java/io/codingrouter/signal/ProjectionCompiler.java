package io.codingrouter.signal;

import io.codingrouter.signal.Projections.Input;
import io.codingrouter.signal.Projections.Mapping;
import io.codingrouter.signal.Projections.Score;
import io.codingrouter.signal.Projections.ValueSource;
import io.codingrouter.signal.WeightedSum.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Derives signals from others, by condition. Used once. */
final class ProjectionCompiler {
  private final Projections projections;
  private final Map<SignalCondition, Evaluator> evaluators;
  private final Map<String, WeightedSum> sums = new HashMap<>();
  private final Set<String> begun = new HashSet<>();

  ProjectionCompiler(Projections projections, Map<SignalCondition, Evaluator> evaluators) {
    this.projections = projections;
    this.evaluators = evaluators;
  }

  /** Puts members of partitions in the place of signals, and adds bands. */
  void compile() {
    projections.partitions().forEach(this::partition);
    for (Mapping mapping : projections.mappings()) {
      for (int i = 0; i < mapping.bands().size(); i++) {
        band(mapping, i);
      }
    }
  }

  private void partition(Projections.Partition rule) {
    List<SignalCondition> members = new ArrayList<>();
    for (String name : rule.members()) {
      SignalCondition member = SignalCondition.fires(rule.type(), name);
      if (evaluators.containsKey(member) && !members.contains(member)) {
        members.add(member);
      }
    }
    if (members.size() > 1) {
      Partition partition = new Partition(rule);
      members.forEach(
          member -> evaluators.computeIfPresent(member, (m, own) -> partition.add(own)));
    }
  }

  private BandSignal band(Mapping mapping, int place) {
    SignalCondition condition =
        SignalCondition.fires(Projections.TYPE, mapping.bands().get(place).name());
    if (evaluators.get(condition) instanceof BandSignal known) {
      return known;
    }
    BandSignal band = new BandSignal(mapping, place, sum(mapping.source()));
    evaluators.put(condition, band);
    return band;
  }

  private WeightedSum sum(String name) {
    WeightedSum known = sums.get(name);
    if (known != null) {
      return known;
    }
    if (!begun.add(name)) {
      throw new IllegalArgumentException("the score \"" + name + "\" is made of itself");
    }
    Score score =
        projections.scores().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no score is named \"" + name + "\""));
    WeightedSum sum = new WeightedSum(score, score.inputs().stream().map(this::term).toList());
    sums.put(name, sum);
    return sum;
  }

  private Term term(Input input) {
    if (input.type().equals(Projections.TYPE)) {
      return input.source() == ValueSource.SCORE
          ? Term.of(input, sum(input.name()))
          : Term.of(input, bandNamed(input.name()));
    }
    Evaluator signal = evaluators.get(SignalCondition.fires(input.type(), input.name()));
    if (signal == null && input.type().equals(CustomSignal.TYPE)) {
      throw CustomSignal.missing("a score", input.name());
    }
    return Term.of(input, signal);
  }

  private @Nullable Evaluator bandNamed(String name) {
    for (Mapping mapping : projections.mappings()) {
      for (int i = 0; i < mapping.bands().size(); i++) {
        if (mapping.bands().get(i).name().equals(name)) {
          return band(mapping, i);
        }
      }
    }
    return null;
  }
}
