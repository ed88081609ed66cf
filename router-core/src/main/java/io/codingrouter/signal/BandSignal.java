package io.codingrouter.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToIntFunction;

/** One band of a score as a signal. */
final class BandSignal extends Evaluator {
  private final Projections.Mapping mapping;
  private final int place; // in the mapping
  private final WeightedSum sum;

  BandSignal(Projections.Mapping mapping, int place, WeightedSum sum) {
    super(Projections.TYPE, mapping.bands().get(place).name());
    this.mapping = mapping;
    this.place = place;
    this.sum = sum;
  }

  @Override
  Cost cost() {
    return sum.cost();
  }

  @Override
  boolean reads(Matter matter) {
    return sum.reads(matter);
  }

  @Override
  void link(ToIntFunction<Evaluator> numbers) {
    sum.link(numbers);
  }

  @Override
  SignalResult evaluate(SignalMatches matches, int number) {
    double score = sum.value(matches);
    return holds(score) ? SignalResult.hit(confidence(score)) : SignalResult.MISS;
  }

  private boolean holds(double score) {
    for (int i = mapping.overlapping() ? place : 0; i < place; i++) {
      if (mapping.bands().get(i).range().contain(score)) {
        return false;
      }
    }
    return range().contain(score);
  }

  private Bounds range() {
    return mapping.bands().get(place).range();
  }

  private double confidence(double score) {
    Bounds range = range();
    double nearest = Double.POSITIVE_INFINITY;
    for (OptionalDouble bound : List.of(range.gt(), range.gte(), range.lt(), range.lte())) {
      if (bound.isPresent()) {
        nearest = Math.min(nearest, Math.abs(score - bound.getAsDouble()));
      }
    }
    return 1 / (1 + Math.exp(-mapping.slope() * nearest));
  }

  /** The score, where it should lie, and the inputs that count. */
  @Override
  List<String> evidence(SignalMatches matches, int number) {
    double score = sum.value(matches);
    List<String> evidence = new ArrayList<>();
    evidence.add(
        String.format(
            Locale.ROOT,
            "%s is %.3f, %s %s",
            sum.name(),
            score,
            holds(score) ? "within" : range().contain(score) ? "in an earlier band than" : "not",
            range()));
    evidence.addAll(sum.evidence(matches));
    return evidence;
  }
}
