package io.codingrouter.signal;

/**
 * Tells how many tokens a text is. Implementations must be safe for concurrent use and must not
 * keep the text.
 */
@FunctionalInterface
public interface TokenCounter {

  /**
   * Counts.
   *
   * @param text any text
   * @return how many tokens it is, at least 0
   */
  int count(String text);

  /**
   * Returns the estimate that needs no vocabulary: so many characters make a token, by script. Four
   * of English prose, three digits, two signs, two and a half of other alphabets (OpenAI's rule of
   * thumb for English; the others lean to the side of too many), one of Han, kana and Hangul. A run
   * of white space counts once. Takes time linear in the text.
   *
   * @return the estimate, shared
   */
  static TokenCounter estimate() {
    return TokenEstimate.INSTANCE;
  }
}
