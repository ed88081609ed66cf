package io.codingrouter.config;

import io.codingrouter.config.ScoreRanges.Range;
import io.codingrouter.signal.Bounds;
import io.codingrouter.signal.Projections.Band;
import io.codingrouter.signal.Projections.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;

/** Finds bands that never hold, that stand in each other's way, or that leave a gap. */
final class BandCheck {
  private final Mapping mapping;
  private final Section section;
  private final List<Section> places; // by band
  private final List<Double> samples = new ArrayList<>();
  private final int[] first; // by sample: the band that holds, negative if none does

  BandCheck(Mapping mapping, Section section, List<Section> places) {
    this.mapping = mapping;
    this.section = section;
    this.places = List.copyOf(places);
    sample();
    first = new int[samples.size()];
    for (int i = 0; i < first.length; i++) {
      first[i] = firstAt(samples.get(i), mapping.bands().size());
    }
  }

  void warn(ScoreRanges ranges) {
    Range range = ranges.of(mapping.source());
    for (int band = 0; band < places.size(); band++) {
      warnOf(band, range);
    }
    warnOfGaps(range);
  }

  // Between two neighbouring bounds, nothing changes: one number stands for all.
  private void sample() {
    TreeSet<Double> bounds = new TreeSet<>();
    for (Band band : mapping.bands()) {
      Bounds range = band.range();
      for (OptionalDouble bound : List.of(range.gt(), range.gte(), range.lt(), range.lte())) {
        bound.ifPresent(bounds::add);
      }
    }
    if (bounds.isEmpty()) {
      return;
    }
    samples.add(bounds.first() - 1);
    for (double bound : bounds) {
      Double next = bounds.higher(bound);
      samples.add(bound);
      samples.add(next == null ? bound + 1 : (bound + next) / 2);
    }
  }

  private int firstAt(double score, int end) {
    for (int i = 0; i < end; i++) {
      if (holds(i, score)) {
        return i;
      }
    }
    return -1;
  }

  private boolean holds(int band, double score) {
    return mapping.bands().get(band).range().contain(score);
  }

  private void warnOf(int band, Range range) {
    Bounds own = mapping.bands().get(band).range();
    if (own.isEmpty()) {
      return; // a problem already
    }
    if (!isReached(own, range)) {
      places
          .get(band)
          .warn(
              "never holds: the score is always "
                  + (range.low() == range.high()
                      ? number(range.low())
                      : "from " + number(range.low()) + " to " + number(range.high())));
      return;
    }
    boolean alone = false;
    int earlier = -1;
    for (int i = 0; i < first.length; i++) {
      if (holds(band, samples.get(i))) {
        alone |= first[i] == band;
        earlier = first[i] < band && earlier < 0 ? first[i] : earlier;
      }
    }
    if (earlier >= 0 && !mapping.overlapping()) {
      String name = Shown.key(mapping.bands().get(earlier).name());
      places
          .get(band)
          .warn(
              alone
                  ? "overlaps " + name + ", which stands first and holds where both would"
                  : "never holds: " + name + " or another earlier band holds wherever it would");
    }
  }

  private static boolean isReached(Bounds band, Range range) {
    if (band.contain(range.low()) || band.contain(range.high())) {
      return true;
    }
    double low = Math.max(band.gt().orElse(range.low()), band.gte().orElse(range.low()));
    double high = Math.min(band.lt().orElse(range.high()), band.lte().orElse(range.high()));
    return Math.max(low, range.low()) < Math.min(high, range.high());
  }

  private void warnOfGaps(Range range) {
    int last = -1;
    for (int i = 0; i < first.length; i++) {
      if (first[i] >= 0) {
        if (last >= 0 && i - last > 1) {
          warnOfGap(samples.get(last + 1), samples.get(i - 1), range);
        }
        last = i;
      }
    }
  }

  private void warnOfGap(double from, double to, Range range) {
    if (range.holds(from) || range.holds(to) || (from < range.low() && to > range.high())) {
      section.warn(
          "no band holds for a score such as "
              + number(range.holds(from) ? from : to)
              + ": close the gap, or ignore this if none shall");
    }
  }

  private static String number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
