package io.codingrouter.judgement;

import io.codingrouter.text.TextView;

/**
 * Tells how hard a request is. Useful without a router. Implementations must be safe for concurrent
 * use and must not keep the text.
 */
@FunctionalInterface
public interface ComplexityScorer {

  /**
   * Scores a text.
   *
   * @param text the text
   * @return from 0, trivial, to 1, very hard
   */
  double score(TextView text);

  /**
   * Scores a text.
   *
   * @param text the text
   * @return from 0, trivial, to 1, very hard
   */
  default double score(String text) {
    return score(TextView.of(text));
  }

  /**
   * Returns the built-in scorer.
   *
   * @return the scorer, shared
   * @throws UnsupportedOperationException in this version, which does not carry it yet
   */
  static ComplexityScorer standard() {
    throw new UnsupportedOperationException(
        "no complexity scorer ships in this version; bring one of your own");
  }
}
