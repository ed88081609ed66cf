package io.codingrouter.decision;

import io.codingrouter.model.ModelRef;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A named rule and what follows from it: the models to ask, first choice first. Immutable.
 *
 * <pre>{@code
 * Decision.builder("coding-route").priority(80)
 *     .when(Rule.is("keyword", "coding_keywords")).to(ModelRef.of("local")).build();
 * }</pre>
 */
public final class Decision {
  private final String name;
  private final String description;
  private final int priority;
  private final int tier;
  private final Rule rule;
  private final List<ModelRef> models;
  private final @Nullable Algorithm algorithm;
  private final List<Plugin> plugins;
  private final Requirement requirement;
  private final boolean lastResort;

  private Decision(Builder builder) {
    this.name = builder.name;
    this.description = builder.description;
    this.priority = builder.priority;
    this.tier = builder.tier;
    this.rule = builder.rule;
    this.models = builder.models;
    this.algorithm = builder.algorithm;
    this.plugins = builder.plugins;
    this.requirement = builder.requirement;
    this.lastResort = builder.lastResort;
  }

  /**
   * Starts a decision that always holds, of priority 0.
   *
   * @param name its name, unique among the decisions
   * @return a builder
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /**
   * Starts a changed copy.
   *
   * @return a builder that holds all of this decision
   */
  public Builder toBuilder() {
    Builder builder =
        new Builder(name)
            .description(description)
            .priority(priority)
            .tier(tier)
            .when(rule)
            .to(models)
            .plugins(plugins)
            .require(requirement);
    builder.algorithm = algorithm;
    builder.lastResort = lastResort;
    return builder;
  }

  /**
   * Returns the decision's name.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Returns what it is for, in the words of whoever wrote it.
   *
   * @return the description, {@code ""} if there is none
   */
  public String description() {
    return description;
  }

  /**
   * Returns its rank: a higher one is asked first.
   *
   * @return any number, by default 0
   */
  public int priority() {
    return priority;
  }

  /**
   * Returns its tier. If any decision has one above 0, tiers come before all else, lower first.
   *
   * @return at least 0, by default 0
   */
  public int tier() {
    return tier;
  }

  /**
   * Returns when it holds.
   *
   * @return the rule, by default {@link Rule#ALWAYS}
   */
  public Rule rule() {
    return rule;
  }

  /**
   * Returns the models to ask.
   *
   * @return first choice first; empty means the default model
   */
  public List<ModelRef> models() {
    return models;
  }

  /**
   * Returns how to choose among several models.
   *
   * @return the algorithm, empty for the order as written
   */
  public Optional<Algorithm> algorithm() {
    return Optional.ofNullable(algorithm);
  }

  /**
   * Returns what else it does.
   *
   * @return plugins in the order written
   */
  public List<Plugin> plugins() {
    return plugins;
  }

  /**
   * Returns what its models must be able to do, and where they must run.
   *
   * @return the requirement, by default {@link Requirement#NONE}
   */
  public Requirement requirement() {
    return requirement;
  }

  /**
   * Tells whether this is taken only when no other decision holds, whatever its priority. The
   * default route that a configuration without one is given is such a decision.
   *
   * @return by default false
   */
  public boolean isLastResort() {
    return lastResort;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Decision other
        && name.equals(other.name)
        && description.equals(other.description)
        && priority == other.priority
        && tier == other.tier
        && rule.equals(other.rule)
        && models.equals(other.models)
        && Objects.equals(algorithm, other.algorithm)
        && plugins.equals(other.plugins)
        && requirement.equals(other.requirement)
        && lastResort == other.lastResort;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        name, description, priority, tier, rule, models, algorithm, plugins, requirement);
  }

  @Override
  public String toString() {
    return "Decision[" + name + ", priority " + priority + ", " + models + "]";
  }

  /** Builds a {@link Decision}. Not safe for concurrent use. */
  public static final class Builder {
    private final String name;
    private String description = "";
    private int priority;
    private int tier;
    private Rule rule = Rule.ALWAYS;
    private List<ModelRef> models = List.of();
    private @Nullable Algorithm algorithm;
    private List<Plugin> plugins = List.of();
    private Requirement requirement = Requirement.NONE;
    private boolean lastResort;

    private Builder(String name) {
      this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * Says what it is for.
     *
     * @param description any words
     * @return this builder
     */
    public Builder description(String description) {
      this.description = Objects.requireNonNull(description, "description");
      return this;
    }

    /**
     * Sets its rank.
     *
     * @param priority any number; a higher one is asked first
     * @return this builder
     */
    public Builder priority(int priority) {
      this.priority = priority;
      return this;
    }

    /**
     * Sets its tier.
     *
     * @param tier at least 0
     * @return this builder
     * @throws IllegalArgumentException if the tier is negative
     */
    public Builder tier(int tier) {
      if (tier < 0) {
        throw new IllegalArgumentException("tier must be at least 0 but was " + tier);
      }
      this.tier = tier;
      return this;
    }

    /**
     * Sets when it holds.
     *
     * @param rule the rule
     * @return this builder
     */
    public Builder when(Rule rule) {
      this.rule = Objects.requireNonNull(rule, "rule");
      return this;
    }

    /**
     * Sets the models to ask.
     *
     * @param models first choice first
     * @return this builder
     */
    public Builder to(ModelRef... models) {
      return to(List.of(models));
    }

    /**
     * Sets the models to ask.
     *
     * @param models first choice first
     * @return this builder
     */
    public Builder to(List<ModelRef> models) {
      this.models = List.copyOf(models);
      return this;
    }

    /**
     * Sets how to choose among several models.
     *
     * @param algorithm the algorithm
     * @return this builder
     */
    public Builder algorithm(Algorithm algorithm) {
      this.algorithm = Objects.requireNonNull(algorithm, "algorithm");
      return this;
    }

    /**
     * Sets what else it does.
     *
     * @param plugins plugins in order
     * @return this builder
     */
    public Builder plugins(List<Plugin> plugins) {
      this.plugins = List.copyOf(plugins);
      return this;
    }

    /**
     * Demands something of its models: one that does not meet it is never asked.
     *
     * @param requirement the demand
     * @return this builder
     */
    public Builder require(Requirement requirement) {
      this.requirement = Objects.requireNonNull(requirement, "requirement");
      return this;
    }

    /**
     * Makes it the one that is taken when no other holds.
     *
     * @return this builder
     */
    public Builder lastResort() {
      this.lastResort = true;
      return this;
    }

    /**
     * Builds the decision.
     *
     * @return the decision
     */
    public Decision build() {
      return new Decision(this);
    }
  }
}
