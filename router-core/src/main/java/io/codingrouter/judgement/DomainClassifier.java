package io.codingrouter.judgement;

import io.codingrouter.text.TextView;

/**
 * Tells what a text is about. Useful without a router. Implementations must be safe for concurrent
 * use and must not keep the text.
 */
@FunctionalInterface
public interface DomainClassifier {

  /**
   * Classifies a text.
   *
   * @param text the text
   * @return its domain
   */
  Judgement classify(TextView text);

  /**
   * Classifies a text.
   *
   * @param text the text
   * @return its domain
   */
  default Judgement classify(String text) {
    return classify(TextView.of(text));
  }

  /**
   * Returns the built-in classifier.
   *
   * @return the classifier, shared
   * @throws UnsupportedOperationException in this version, which does not carry it yet
   */
  static DomainClassifier standard() {
    throw new UnsupportedOperationException(
        "no domain classifier ships in this version; bring one of your own");
  }
}
