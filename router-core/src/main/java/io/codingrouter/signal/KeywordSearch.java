package io.codingrouter.signal;

/** One search of one source of a request's text, for any number of keywords. Immutable. */
interface KeywordSearch {
  /**
   * Searches.
   *
   * @param text the request's text
   * @param matches what other searches found in it
   * @return the numbers of the keywords that are found, as a set of bits
   */
  long[] in(RequestText text, KeywordMatches matches);

  /** Returns what is found where there is no text. */
  long[] nothing();
}
