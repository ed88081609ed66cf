package io.codingrouter.signal;

import io.codingrouter.signal.Projections.Band;
import io.codingrouter.signal.Projections.Input;
import io.codingrouter.signal.Projections.Mapping;
import io.codingrouter.signal.Projections.Partition;
import io.codingrouter.signal.Projections.Score;
import io.codingrouter.signal.Projections.ValueSource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** What projections mean, worked out anew whenever asked. */
final class NaiveProjections {
  private final Projections projections;
  private final List<SignalResult> found; // of the custom signals s0, s1, ...

  NaiveProjections(Projections projections, List<SignalResult> found) {
    this.projections = projections;
    this.found = found;
  }

  SignalResult band(String name) {
    for (Mapping mapping : projections.mappings()) {
      if (mapping.bands().stream().noneMatch(band -> band.name().equals(name))) {
        continue;
      }
      List<Band> holding =
          mapping.bands().stream()
              .filter(band -> band.range().contain(sum(mapping.source()).doubleValue()))
              .toList();
      for (Band band : mapping.overlapping() ? holding : holding.stream().limit(1).toList()) {
        if (band.name().equals(name)) {
          return SignalResult.hit(confidence(mapping, band));
        }
      }
    }
    return SignalResult.MISS;
  }

  private double confidence(Mapping mapping, Band band) {
    double score = sum(mapping.source()).doubleValue();
    double distance =
        DoubleStream.of(
                band.range().gt().orElse(Double.NaN),
                band.range().gte().orElse(Double.NaN),
                band.range().lt().orElse(Double.NaN),
                band.range().lte().orElse(Double.NaN))
            .filter(bound -> !Double.isNaN(bound))
            .map(bound -> Math.abs(bound - score))
            .min()
            .orElseThrow();
    return 1 / (1 + Math.exp(-mapping.slope() * distance));
  }

  private BigDecimal sum(String name) {
    Score score =
        projections.scores().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow();
    return score.inputs().stream()
        .map(input -> BigDecimal.valueOf(input.weight()).multiply(value(input)))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .setScale(9, RoundingMode.HALF_EVEN);
  }

  private BigDecimal value(Input input) {
    if (input.source() == ValueSource.SCORE) {
      return sum(input.name());
    }
    SignalResult result =
        switch (input.type()) {
          case "custom" -> found.get(input.name().charAt(1) - '0');
          case "projection" -> band(input.name());
          default -> SignalResult.MISS;
        };
    double value =
        switch (input.source()) {
          case BINARY -> result.matched() ? input.match() : input.miss();
          case CONFIDENCE -> result.matched() ? result.score() : 0;
          default -> result.score();
        };
    return BigDecimal.valueOf(value);
  }

  /** What a partition makes of what the embedding signals e0, e1, ... found on their own. */
  static List<SignalResult> compete(Partition partition, List<SignalResult> alone) {
    if (partition.members().size() < 2) {
      return alone;
    }
    List<Integer> members = partition.members().stream().map(name -> name.charAt(1) - '0').toList();
    List<Integer> contenders = members.stream().filter(i -> alone.get(i).matched()).toList();
    Optional<Integer> winner =
        contenders.isEmpty()
            ? partition.fallback().map(name -> name.charAt(1) - '0')
            : contenders.stream().max(byScore(alone, contenders));
    List<SignalResult> results = new ArrayList<>(alone);
    for (int i : members) {
      double score = alone.get(i).score();
      boolean wins = winner.filter(place -> place == i).isPresent();
      if (wins && partition.temperature().isPresent() && contenders.size() > 1) {
        double t = partition.temperature().getAsDouble();
        double all = contenders.stream().mapToDouble(c -> Math.exp(alone.get(c).score() / t)).sum();
        score = Math.exp(score / t) / all;
      }
      results.set(i, new SignalResult(wins, score, ""));
    }
    return results;
  }

  /** The higher score, and of equals the one that stands first. */
  private static Comparator<Integer> byScore(List<SignalResult> alone, List<Integer> order) {
    return Comparator.<Integer>comparingDouble(i -> alone.get(i).score())
        .thenComparing(i -> -order.indexOf(i));
  }
}
