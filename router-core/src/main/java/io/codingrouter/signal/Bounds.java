package io.codingrouter.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Where a number must lie. Bounds that are absent hold for any number.
 *
 * @param gt the number must be above this
 * @param gte the number must be at least this
 * @param lt the number must be below this
 * @param lte the number must be at most this
 */
public record Bounds(OptionalDouble gt, OptionalDouble gte, OptionalDouble lt, OptionalDouble lte) {
  /** Holds for any number. */
  public static final Bounds NONE =
      new Bounds(
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty());

  public Bounds {
    Objects.requireNonNull(gt, "gt");
    Objects.requireNonNull(gte, "gte");
    Objects.requireNonNull(lt, "lt");
    Objects.requireNonNull(lte, "lte");
  }

  /**
   * Tells whether no bound is set.
   *
   * @return whether any number holds
   */
  public boolean isEmpty() {
    return equals(NONE);
  }

  /**
   * Tells whether a number lies within.
   *
   * @param number any number; NaN lies within nothing but {@link #NONE}
   * @return whether all bounds hold
   */
  public boolean contain(double number) {
    return (gt.isEmpty() || number > gt.getAsDouble())
        && (gte.isEmpty() || number >= gte.getAsDouble())
        && (lt.isEmpty() || number < lt.getAsDouble())
        && (lte.isEmpty() || number <= lte.getAsDouble());
  }

  /** Prints the bounds as a comparison, such as {@code > 5, <= 99}. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    gt.ifPresent(bound -> parts.add("> " + bound));
    gte.ifPresent(bound -> parts.add(">= " + bound));
    lt.ifPresent(bound -> parts.add("< " + bound));
    lte.ifPresent(bound -> parts.add("<= " + bound));
    return parts.isEmpty() ? "any" : String.join(", ", parts);
  }
}
