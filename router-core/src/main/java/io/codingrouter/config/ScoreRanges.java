package io.codingrouter.config;

import io.codingrouter.signal.Projections;
import io.codingrouter.signal.Projections.Input;
import io.codingrouter.signal.Projections.Score;
import io.codingrouter.signal.Projections.ValueSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From where to where scores can lie. */
final class ScoreRanges {
  private static final double DIGITS = 1e9;

  private final Map<String, Score> scores = new HashMap<>();
  private final Map<String, Range> known = new HashMap<>();
  private final Set<String> begun = new HashSet<>();

  ScoreRanges(List<Score> all) {
    all.forEach(score -> scores.putIfAbsent(score.name(), score));
  }

  /**
   * Where a number can lie.
   *
   * @param low the least
   * @param high the most
   */
  record Range(double low, double high) {
    static final Range ALL = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    boolean holds(double number) {
      return number >= low && number <= high;
    }
  }

  /** Where a score can lie; anywhere if it does not exist or is made of itself. */
  Range of(String name) {
    Range range = known.get(name);
    if (range != null) {
      return range;
    }
    Score score = scores.get(name);
    if (score == null || !begun.add(name)) {
      return Range.ALL;
    }
    double low = 0;
    double high = 0;
    for (Input input : score.inputs()) {
      Range value = value(input);
      double one = weighted(input.weight(), value.low());
      double other = weighted(input.weight(), value.high());
      low += Math.min(one, other);
      high += Math.max(one, other);
    }
    range = new Range(rounded(low), rounded(high));
    known.put(name, range);
    return range;
  }

  private Range value(Input input) {
    boolean binary = input.source() == ValueSource.BINARY;
    if (!InputReader.isDecided(input.type())) {
      return binary ? new Range(input.miss(), input.miss()) : new Range(0, 0);
    }
    if (input.type().equals(Projections.TYPE) && input.source() == ValueSource.SCORE) {
      return of(input.name());
    }
    return binary
        ? new Range(Math.min(input.match(), input.miss()), Math.max(input.match(), input.miss()))
        : new Range(0, 1);
  }

  private static double weighted(double weight, double value) {
    return weight == 0 ? 0 : weight * value; // not NaN for infinity
  }

  private static double rounded(double number) {
    double rounded = Math.rint(number * DIGITS) / DIGITS;
    return Double.isFinite(rounded) ? rounded : number;
  }
}
