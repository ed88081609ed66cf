package io.codingrouter.decision;

import java.util.Locale;

/** Which of several decisions that hold is taken. */
public enum Strategy {
  /** Highest priority, then highest confidence, then name. */
  PRIORITY,
  /** Highest confidence, then highest priority, then name. */
  CONFIDENCE;

  /**
   * Returns the word for this strategy in the configuration.
   *
   * @return the name in lower case
   */
  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
