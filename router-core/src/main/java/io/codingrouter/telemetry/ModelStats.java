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
 * @param failed calls that it did not answer, whether or not another model then did
 * @param spend what its answers took
 * @param cost of the metered calls, in the currency of its pricing; zero if it has none
 * @param figures how its recent calls went, as selectors see it
 * @param feedback what users thought of its answers
 */
public record ModelStats(
    String model,
    Location location,
    long routed,
    long failed,
    Spend spend,
    BigDecimal cost,
    ModelFigures figures,
    FeedbackStats feedback) {
  public ModelStats {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(spend, "spend");
    Objects.requireNonNull(cost, "cost");
    Objects.requireNonNull(figures, "figures");
    Objects.requireNonNull(feedback, "feedback");
  }

  /**
   * Returns how many calls it answered.
   *
   * @return {@link Spend#answered()}
   */
  public long answered() {
    return spend.answered();
  }

  /**
   * Returns how many of these do not say all of their tokens; what they do not say is missing from
   * the sums.
   *
   * @return {@link Spend#unmetered()}
   */
  public long unmetered() {
    return spend.unmetered();
  }

  /**
   * Returns how many tokens it read.
   *
   * @return {@link Spend#promptTokens()}
   */
  public long promptTokens() {
    return spend.promptTokens();
  }

  /**
   * Returns how many tokens it wrote.
   *
   * @return {@link Spend#completionTokens()}
   */
  public long completionTokens() {
    return spend.completionTokens();
  }
}
