package io.codingrouter.signal;

import java.util.Objects;

/**
 * A signal on the language of the human ask. Its name is the language.
 *
 * @param name the language as ISO 639-1, such as {@code fr}
 * @param threshold how sure the detector must be at least, 0 to 1
 */
public record LanguageRule(String name, double threshold) implements SignalRule {
  /** How sure the detector must be where nothing is said, as in vLLM Semantic Router. */
  public static final double THRESHOLD = 0.3;

  public LanguageRule {
    Objects.requireNonNull(name, "name");
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException("threshold must be within [0, 1] but was " + threshold);
    }
  }

  /**
   * Tells whether the detector that the library brings can find this language.
   *
   * @return whether it can; one given to the router may know others
   */
  public boolean isBuiltIn() {
    return ScriptLanguages.INSTANCE.languages().contains(name);
  }

  @Override
  public String type() {
    return "language";
  }
}
