package io.codingrouter.telemetry;

import io.codingrouter.model.Location;
import io.codingrouter.selection.ModelFigures;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * What one model did. Immutable.
 *
 * @param model its name
 * @param location where it runs
 * @param routed requests that were routed to it
 * @param answered calls that it answered
 * @param failed calls that it did not answer, whether or not another model then did
 * @param unmetered answered calls whose tokens it did not count; they are missing from the sums
 * @param promptTokens tokens read
 * @param completionTokens tokens written
 * @param cost of the metered calls, in the currency of its pricing; zero if it has none
 * @param figures how its recent calls went, as selectors see it
 * @param feedback what users thought of its answers
 */
public record ModelStats(
    String model,
    Location location,
    long routed,
    long answered,
    long failed,
    long unmetered,
    long promptTokens,
    long completionTokens,
    BigDecimal cost,
    ModelFigures figures,
    FeedbackStats feedback) {
  public ModelStats {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(cost, "cost");
    Objects.requireNonNull(figures, "figures");
    Objects.requireNonNull(feedback, "feedback");
  }
}
