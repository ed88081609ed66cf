package io.codingrouter.judgement;

import io.codingrouter.text.TextView;

/**
 * Tells the language of a text. Useful without a router. Implementations must be safe for
 * concurrent use and must not keep the text.
 */
@FunctionalInterface
public interface LanguageDetector {

  /**
   * Detects the language.
   *
   * @param text the text
   * @return the language as ISO 639-1
   */
  Judgement detect(TextView text);

  /**
   * Detects the language.
   *
   * @param text the text
   * @return the language as ISO 639-1
   */
  default Judgement detect(String text) {
    return detect(TextView.of(text));
  }

  /**
   * Returns the built-in detector.
   *
   * @return the detector, shared
   * @throws UnsupportedOperationException in this version, which does not carry it yet
   */
  static LanguageDetector standard() {
    throw new UnsupportedOperationException(
        "no language detector ships in this version; bring one of your own");
  }
}
