package io.codingrouter.config;

import io.codingrouter.signal.Bounds;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads a predicate: where a number must lie. */
final class BoundsReader {
  private static final int WIDEST = 1_000_000_000;

  private BoundsReader() {}

  static Bounds read(Section section) {
    Bounds bounds =
        new Bounds(
            bound(section.field("gt")),
            bound(section.field("gte")),
            bound(section.field("lt")),
            bound(section.field("lte")));
    if (bounds.isEmpty() && section.mapping().entries().isEmpty()) {
      section.problem("must have a bound: gt, gte, lt or lte");
    }
    double low = Math.max(bounds.gt().orElse(-WIDEST), bounds.gte().orElse(-WIDEST));
    double high = Math.min(bounds.lt().orElse(WIDEST), bounds.lte().orElse(WIDEST));
    boolean open =
        bounds.gt().orElse(-WIDEST - 1.0) == low || bounds.lt().orElse(WIDEST + 1.0) == high;
    if (low > high || (low == high && open)) {
      section.problem("leaves no number: the lower bound is not below the upper one");
    }
    return bounds;
  }

  private static OptionalDouble bound(Field field) {
    Optional<BigDecimal> number = field.number(-WIDEST, WIDEST);
    return number.isPresent()
        ? OptionalDouble.of(number.get().doubleValue())
        : OptionalDouble.empty();
  }
}
