package io.codingrouter.telemetry;

import io.codingrouter.message.CallFigures;
import io.codingrouter.model.Location;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How one request was routed, and why. Holds names of the configuration only: no prompt, no reply,
 * no key. Immutable but for {@link #changes()}, and safe for concurrent use.
 */
public final class RouteTrace {
  private final String outcome;
  private final String decision;
  private final String model;
  private final @Nullable Location location;
  private final Instant at;
  private final long seed;
  private final long nanos;
  private final Supplier<Details> source;
  private final Supplier<List<String>> changes;
  private @Nullable Details details; // worked out on first use; a benign race

  private RouteTrace(Builder builder) {
    this.outcome = builder.outcome;
    this.decision = builder.decision;
    this.model = builder.model;
    this.location = builder.location;
    this.at = builder.at;
    this.seed = builder.seed;
    this.nanos = builder.nanos;
    this.source = builder.details;
    this.changes = builder.changes;
  }

  /**
   * The parts of a trace that cost something to write down.
   *
   * @param signals what the signals found
   * @param decisions what became of the decisions
   * @param notes what else there is to say, one phrase each
   * @param figures how the calls of each model went by which models were ordered, by its name; none
   *     where they are not ordered by figures
   */
  public record Details(
      List<SignalTrace> signals,
      List<DecisionTrace> decisions,
      List<String> notes,
      Map<String, CallFigures> figures) {
    /** No details. */
    public static final Details NONE = new Details(List.of(), List.of(), List.of(), Map.of());

    public Details {
      signals = List.copyOf(signals);
      decisions = List.copyOf(decisions);
      notes = List.copyOf(notes);
      figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }
  }

  /**
   * Starts a trace.
   *
   * @param outcome what the route is: {@code forward}, {@code cached}, {@code replied}, {@code
   *     blocked}
   * @return a builder
   */
  public static Builder builder(String outcome) {
    return new Builder(outcome);
  }

  /**
   * Returns what the route is.
   *
   * @return {@code forward}, {@code cached}, {@code replied} or {@code blocked}
   */
  public String outcome() {
    return outcome;
  }

  /**
   * Returns the decision that was taken.
   *
   * @return its name, {@code ""} if none was
   */
  public String decision() {
    return decision;
  }

  /**
   * Returns the model to ask first.
   *
   * @return its name, {@code ""} if no model is asked
   */
  public String model() {
    return model;
  }

  /**
   * Returns where that model runs.
   *
   * @return local or cloud, empty if no model is asked
   */
  public Optional<Location> location() {
    return Optional.ofNullable(location);
  }

  /**
   * Returns when the request was routed.
   *
   * @return the instant by the router's clock
   */
  public Instant at() {
    return at;
  }

  /**
   * Returns the seed of every random choice made for this request.
   *
   * @return the seed: the same configuration, request, seed and {@link #figures()} route alike
   */
  public long seed() {
    return seed;
  }

  /**
   * Returns how long routing took, without any model call.
   *
   * @return the time
   */
  public Duration duration() {
    return Duration.ofNanos(nanos);
  }

  /**
   * Returns how long routing took, as a number.
   *
   * @return nanoseconds
   */
  public long nanos() {
    return nanos;
  }

  /**
   * Returns what the signals found that were looked at.
   *
   * @return signals as written in the configuration
   */
  public List<SignalTrace> signals() {
    return details().signals();
  }

  /**
   * Returns what became of every decision.
   *
   * @return decisions in the order in which they are asked
   */
  public List<DecisionTrace> decisions() {
    return details().decisions();
  }

  /**
   * Returns what else there is to say.
   *
   * @return one phrase each, such as {@code model fixed by the request}
   */
  public List<String> notes() {
    return details().notes();
  }

  /**
   * Returns the live figures by which models were ordered, as they were at that moment.
   *
   * @return how recent calls went, by the model's name; empty where models are not ordered by that
   */
  public Map<String, CallFigures> figures() {
    return details().figures();
  }

  /**
   * Returns what is different in the request that {@link #model()} receives. It is known as soon as
   * that request has been made, which routing leaves to whoever makes the call; an explanation
   * makes it at once.
   *
   * @return one phrase each, such as {@code 2 of 5 tools removed}, without any of the request's
   *     text; empty before
   */
  public List<String> changes() {
    return changes.get();
  }

  /**
   * The same to be kept for long: holds on to no plan, and has the signals that matched and the
   * notes.
   */
  RouteTrace toKeep() {
    Details kept =
        new Details(
            signals().stream().filter(signal -> signal.result().matched()).toList(),
            List.of(),
            notes(),
            figures());
    Builder builder = new Builder(outcome).decision(decision).at(at).seed(seed).nanos(nanos);
    builder.model = model;
    builder.location = location;
    return builder.details(() -> kept).build();
  }

  private Details details() {
    Details found = details;
    if (found == null) {
      found = source.get();
      details = found;
    }
    return found;
  }

  /**
   * Writes the whole trace for a reader.
   *
   * @return several lines
   */
  public String describe() {
    return new TraceText(this).toString();
  }

  /** Prints outcome, decision and model. */
  @Override
  public String toString() {
    return "RouteTrace["
        + outcome
        + (decision.isEmpty() ? "" : ", " + decision)
        + (model.isEmpty() ? "" : " -> " + model)
        + "]";
  }

  /** Builds a {@link RouteTrace}. Not safe for concurrent use. */
  public static final class Builder {
    private final String outcome;
    private String decision = "";
    private String model = "";
    private @Nullable Location location;
    private Instant at = Instant.EPOCH;
    private long seed;
    private long nanos;
    private Supplier<Details> details = () -> Details.NONE;
    private Supplier<List<String>> changes = List::of;

    private Builder(String outcome) {
      this.outcome = Objects.requireNonNull(outcome, "outcome");
    }

    /**
     * Sets the decision that was taken.
     *
     * @param decision its name, {@code ""} for none
     * @return this builder
     */
    public Builder decision(String decision) {
      this.decision = Objects.requireNonNull(decision, "decision");
      return this;
    }

    /**
     * Sets the model to ask first.
     *
     * @param model its name
     * @param location where it runs
     * @return this builder
     */
    public Builder model(String model, Location location) {
      this.model = Objects.requireNonNull(model, "model");
      this.location = Objects.requireNonNull(location, "location");
      return this;
    }

    /**
     * Sets when the request was routed.
     *
     * @param at the instant
     * @return this builder
     */
    public Builder at(Instant at) {
      this.at = Objects.requireNonNull(at, "at");
      return this;
    }

    /**
     * Sets the seed of the request's random choices.
     *
     * @param seed the seed
     * @return this builder
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Sets how long routing took.
     *
     * @param nanos nanoseconds
     * @return this builder
     */
    public Builder nanos(long nanos) {
      this.nanos = nanos;
      return this;
    }

    /**
     * Sets where the details come from when somebody asks for them. The supplier must be safe for
     * concurrent use and hold no text of the request.
     *
     * @param details gives the details
     * @return this builder
     */
    public Builder details(Supplier<Details> details) {
      this.details = Objects.requireNonNull(details, "details");
      return this;
    }

    /**
     * Sets where the changes of the request come from, which may be known later. The supplier must
     * be safe for concurrent use and hold no text of the request.
     *
     * @param changes gives phrases, none as long as they are not known
     * @return this builder
     */
    public Builder changes(Supplier<List<String>> changes) {
      this.changes = Objects.requireNonNull(changes, "changes");
      return this;
    }

    /**
     * Builds the trace.
     *
     * @return the trace
     */
    public RouteTrace build() {
      return new RouteTrace(this);
    }
  }
}
