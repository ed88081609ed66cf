package io.codingrouter.safety;

import io.codingrouter.text.TextView;

/**
 * Finds prompt injections and jailbreaks. Useful without a router. Implementations must be safe for
 * concurrent use and must not keep the text.
 */
@FunctionalInterface
public interface AttackDetector {

  /**
   * Assesses a text.
   *
   * @param text the text
   * @return how much it looks like an attack, and where
   */
  AttackAssessment assess(TextView text);

  /**
   * Scores a text.
   *
   * @param text the text
   * @return from 0, harmless, to 1, an attack
   */
  default double score(String text) {
    return assess(TextView.of(text)).score();
  }

  /**
   * Returns the built-in detector.
   *
   * @return the detector, shared
   * @throws UnsupportedOperationException in this version, which does not carry it yet
   */
  static AttackDetector standard() {
    throw new UnsupportedOperationException(
        "no attack detector ships in this version; bring one of your own");
  }
}
