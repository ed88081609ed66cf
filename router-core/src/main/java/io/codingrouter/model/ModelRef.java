package io.codingrouter.model;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model as a decision names it: which one, and how it shall think. Immutable.
 *
 * <pre>{@code
 * ModelRef.of("gemini-2.5-pro").withReasoning(true).withEffort("high");
 * }</pre>
 */
public final class ModelRef {
  private final String name;
  private final boolean useReasoning;
  private final @Nullable String effort;
  private final @Nullable String lora;
  private final double weight;

  private ModelRef(
      String name,
      boolean useReasoning,
      @Nullable String effort,
      @Nullable String lora,
      double weight) {
    this.name = Objects.requireNonNull(name, "name");
    this.useReasoning = useReasoning;
    this.effort = effort;
    this.lora = lora;
    this.weight = weight;
  }

  /**
   * Names a model, without reasoning.
   *
   * @param name the model's name in the configuration
   * @return the reference
   */
  public static ModelRef of(String name) {
    return new ModelRef(name, false, null, null, 1);
  }

  /**
   * Returns the model's name in the configuration.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Tells whether the model shall reason before it answers.
   *
   * @return {@code use_reasoning}, by default false
   */
  public boolean useReasoning() {
    return useReasoning;
  }

  /**
   * Returns how hard the model shall reason, in the provider's words: {@code low}, {@code medium},
   * {@code high} …
   *
   * @return the effort, empty if the configuration's default holds
   */
  public Optional<String> effort() {
    return Optional.ofNullable(effort);
  }

  /**
   * Returns the adapter to ask for instead of the model itself.
   *
   * @return the LoRA's name, empty if there is none
   */
  public Optional<String> lora() {
    return Optional.ofNullable(lora);
  }

  /**
   * Returns this model's share where an algorithm draws by weight.
   *
   * @return at least 0, by default 1
   */
  public double weight() {
    return weight;
  }

  /**
   * Returns the name that is sent to the backend.
   *
   * @return the LoRA's name if there is one, else the model's
   */
  public String wireName() {
    return lora == null ? name : lora;
  }

  /**
   * Returns a copy that reasons or does not.
   *
   * @param useReasoning whether to reason
   * @return the copy
   */
  public ModelRef withReasoning(boolean useReasoning) {
    return new ModelRef(name, useReasoning, effort, lora, weight);
  }

  /**
   * Returns a copy with another effort.
   *
   * @param effort the effort in the provider's words
   * @return the copy
   */
  public ModelRef withEffort(String effort) {
    return new ModelRef(name, useReasoning, Objects.requireNonNull(effort), lora, weight);
  }

  /**
   * Returns a copy that asks for an adapter.
   *
   * @param lora the LoRA's name
   * @return the copy
   */
  public ModelRef withLora(String lora) {
    return new ModelRef(name, useReasoning, effort, Objects.requireNonNull(lora), weight);
  }

  /**
   * Returns a copy with another share.
   *
   * @param weight finite, at least 0
   * @return the copy
   * @throws IllegalArgumentException if the weight is negative or not finite
   */
  public ModelRef withWeight(double weight) {
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException("weight must be finite and at least 0 but was " + weight);
    }
    return new ModelRef(name, useReasoning, effort, lora, weight);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ModelRef other
        && name.equals(other.name)
        && useReasoning == other.useReasoning
        && Objects.equals(effort, other.effort)
        && Objects.equals(lora, other.lora)
        && weight == other.weight;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, useReasoning, effort, lora, weight);
  }

  @Override
  public String toString() {
    return lora == null ? name : name + " (" + lora + ")";
  }
}
