package io.codingrouter.signal;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * An embedding signal as it is configured: phrases, and how close to them in meaning an ask must
 * be. Immutable.
 *
 * <pre>{@code
 * EmbeddingRule.builder("support")
 *     .candidates("installation guide", "troubleshooting steps")
 *     .threshold(0.7)
 *     .build();
 * }</pre>
 */
public final class EmbeddingRule implements SignalRule {
  /** Where precision and recall of the built-in model meet; see docs/embedding.md. */
  public static final double DEFAULT_THRESHOLD = 0.5;

  /** From where a signal may fire below its threshold. */
  public static final double DEFAULT_SOFT_THRESHOLD = 0.5;

  static final String TYPE = "embedding";

  private final String name;
  private final List<String> candidates;
  private final double threshold;
  private final OptionalDouble softThreshold;
  private final Aggregation aggregation;
  private final Modality modality;
  private final int topK;

  private EmbeddingRule(Builder builder) {
    this.name = builder.name;
    this.candidates = builder.candidates;
    this.threshold = builder.threshold;
    this.softThreshold = builder.softThreshold;
    this.aggregation = builder.aggregation;
    this.modality = builder.modality;
    this.topK = builder.topK;
  }

  /** How similarities to several candidates become one score. */
  public enum Aggregation {
    /**
     * Three quarters of the best and a quarter of the mean of the two best, where candidates that
     * say nearly the same count as one.
     */
    MAX,
    /** The mean of all. */
    MEAN,
    /** The best alone. */
    ANY;

    /**
     * Returns the word for this aggregation in the configuration.
     *
     * @return the name in lower case
     */
    public String configName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What of a request is embedded. */
  public enum Modality {
    /** What the human asks, in words. */
    TEXT,
    /** Images. Read, but not acting in this version. */
    IMAGE,
    /** Sound. Read, but not acting in this version. */
    AUDIO;

    /**
     * Returns the word for this modality in the configuration.
     *
     * @return the name in lower case
     */
    public String configName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Starts a rule with the defaults.
   *
   * @param name the name that decisions use
   * @return a builder
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** The same rule, whose place among the highest scores does not count. */
  EmbeddingRule atAnyPlace() {
    Builder builder =
        builder(name)
            .candidates(candidates)
            .threshold(threshold)
            .aggregation(aggregation)
            .modality(modality)
            .topK(0);
    builder.softThreshold = softThreshold;
    return builder.build();
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * Returns the phrases that an ask is compared with.
   *
   * @return as written
   */
  public List<String> candidates() {
    return candidates;
  }

  /**
   * Returns the score from which the signal fires.
   *
   * @return 0 to 1, by default {@link #DEFAULT_THRESHOLD}
   */
  public double threshold() {
    return threshold;
  }

  /**
   * Returns the score from which the signal fires when no embedding signal reaches its threshold.
   *
   * @return 0 to 1, by default {@link #DEFAULT_SOFT_THRESHOLD}; empty if it never does
   */
  public OptionalDouble softThreshold() {
    return softThreshold;
  }

  /**
   * Returns how similarities become one score.
   *
   * @return by default {@link Aggregation#MAX}
   */
  public Aggregation aggregation() {
    return aggregation;
  }

  /**
   * Returns what of a request is embedded.
   *
   * @return by default {@link Modality#TEXT}; the signal never fires with another
   */
  public Modality modality() {
    return modality;
  }

  /**
   * Returns among how many of the highest scores of firing embedding signals this one must be,
   * unless it is in a {@linkplain Projections.Partition partition}, which chooses instead.
   *
   * @return by default 1: only the closest fires; 0 if its place does not count
   */
  public int topK() {
    return topK;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof EmbeddingRule other
        && name.equals(other.name)
        && candidates.equals(other.candidates)
        && threshold == other.threshold
        && softThreshold.equals(other.softThreshold)
        && aggregation == other.aggregation
        && modality == other.modality
        && topK == other.topK;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, candidates, threshold, softThreshold, aggregation, modality, topK);
  }

  @Override
  public String toString() {
    return "EmbeddingRule[" + name + ", " + candidates.size() + " candidates]";
  }

  /** Builds an {@link EmbeddingRule}. Not safe for concurrent use. */
  public static final class Builder {
    private final String name;
    private List<String> candidates = List.of();
    private double threshold = DEFAULT_THRESHOLD;
    private OptionalDouble softThreshold = OptionalDouble.of(DEFAULT_SOFT_THRESHOLD);
    private Aggregation aggregation = Aggregation.MAX;
    private Modality modality = Modality.TEXT;
    private int topK = 1;

    private Builder(String name) {
      this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * Sets the phrases that an ask is compared with.
     *
     * @param candidates the phrases; without any the signal never fires
     * @return this builder
     */
    public Builder candidates(String... candidates) {
      return candidates(List.of(candidates));
    }

    /**
     * Sets the phrases that an ask is compared with.
     *
     * @param candidates the phrases; without any the signal never fires
     * @return this builder
     */
    public Builder candidates(List<String> candidates) {
      this.candidates = List.copyOf(candidates);
      return this;
    }

    /**
     * Sets the score from which the signal fires.
     *
     * @param threshold 0 to 1
     * @return this builder
     */
    public Builder threshold(double threshold) {
      this.threshold = checked(threshold);
      return this;
    }

    /**
     * Lets the signal fire below its threshold when no embedding signal reaches its own.
     *
     * @param threshold the score from which it does, 0 to 1
     * @return this builder
     */
    public Builder softThreshold(double threshold) {
      this.softThreshold = OptionalDouble.of(checked(threshold));
      return this;
    }

    /**
     * Never lets the signal fire below its threshold.
     *
     * @return this builder
     */
    public Builder withoutSoftThreshold() {
      this.softThreshold = OptionalDouble.empty();
      return this;
    }

    /**
     * Sets how similarities become one score.
     *
     * @param aggregation the aggregation
     * @return this builder
     */
    public Builder aggregation(Aggregation aggregation) {
      this.aggregation = Objects.requireNonNull(aggregation, "aggregation");
      return this;
    }

    /**
     * Sets what of a request is embedded.
     *
     * @param modality the modality
     * @return this builder
     */
    public Builder modality(Modality modality) {
      this.modality = Objects.requireNonNull(modality, "modality");
      return this;
    }

    /**
     * Sets among how many of the highest scores this signal must be.
     *
     * @param topK at least 1, or 0 if its place does not count
     * @return this builder
     */
    public Builder topK(int topK) {
      if (topK < 0) {
        throw new IllegalArgumentException("topK must be at least 0 but was " + topK);
      }
      this.topK = topK;
      return this;
    }

    /**
     * Builds the rule.
     *
     * @return the rule
     */
    public EmbeddingRule build() {
      return new EmbeddingRule(this);
    }

    private static double checked(double threshold) {
      if (!(threshold >= 0 && threshold <= 1)) {
        throw new IllegalArgumentException("a threshold is from 0 to 1 but was " + threshold);
      }
      return threshold;
    }
  }
}
