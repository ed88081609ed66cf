package io.codingrouter;

import io.codingrouter.model.Location;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a {@link RouteReplay} found: each request before and after, and the sums. Holds names and
 * figures only, no text of a request. Immutable.
 *
 * @param lines every request, in the order of the records
 * @param estimated how many requests are priced by an estimate of their prompt, without what an
 *     answer costs, since their record does not have the tokens
 */
public record ReplayReport(List<Line> lines, int estimated) {
  public ReplayReport {
    lines = List.copyOf(lines);
  }

  /**
   * One request.
   *
   * @param number its place among the records, from 1
   * @param before what the present configuration does with it
   * @param after what the other one does
   */
  public record Line(int number, Outcome before, Outcome after) {
    /**
     * Tells whether the configurations treat this request differently.
     *
     * @return whether decision, model, place, cost or anything else of the outcome differs
     */
    public boolean isChanged() {
      return !before.equals(after);
    }
  }

  /**
   * What becomes of one request.
   *
   * @param outcome {@code forward}, {@code cached}, {@code replied}, or why it is blocked
   * @param decision the decision's name, {@code ""} for none
   * @param model the model that is asked first, {@code ""} for none
   * @param location where that model runs
   * @param cost what its answer costs, 0 where no model is asked; empty if the model has no price
   * @param currency of the cost, {@code ""} where there is no price
   */
  public record Outcome(
      String outcome,
      String decision,
      String model,
      Optional<Location> location,
      Optional<BigDecimal> cost,
      String currency) {}

  /**
   * The sums of one side.
   *
   * @param local requests whose first model is local
   * @param cloud requests whose first model is in the cloud
   * @param unsent requests that ask no model
   * @param unpriced requests whose model has no price
   * @param costs what the others cost, by currency; empty if nothing costs anything
   */
  public record Totals(
      int local, int cloud, int unsent, int unpriced, Map<String, BigDecimal> costs) {}

  /**
   * Returns what changes.
   *
   * @return the requests that the configurations treat differently
   */
  public List<Line> changed() {
    return lines.stream().filter(Line::isChanged).toList();
  }

  /**
   * Returns the sums of the present configuration.
   *
   * @return the sums
   */
  public Totals before() {
    return totals(Line::before);
  }

  /**
   * Returns the sums of the other configuration.
   *
   * @return the sums
   */
  public Totals after() {
    return totals(Line::after);
  }

  private Totals totals(Function<Line, Outcome> side) {
    List<Outcome> outcomes = lines.stream().map(side).toList();
    Map<String, BigDecimal> costs = new TreeMap<>();
    for (Outcome each : outcomes) {
      each.cost()
          .filter(cost -> cost.signum() != 0)
          .ifPresent(cost -> costs.merge(each.currency(), cost, BigDecimal::add));
    }
    return new Totals(
        at(outcomes, Location.LOCAL),
        at(outcomes, Location.CLOUD),
        (int) outcomes.stream().filter(each -> each.location().isEmpty()).count(),
        (int) outcomes.stream().filter(each -> each.cost().isEmpty()).count(),
        Collections.unmodifiableMap(costs));
  }

  private static int at(List<Outcome> outcomes, Location location) {
    return (int) outcomes.stream().filter(o -> o.location().equals(Optional.of(location))).count();
  }

  /** Prints how many requests change. */
  @Override
  public String toString() {
    return "ReplayReport[" + changed().size() + " of " + lines.size() + " requests change]";
  }
}
