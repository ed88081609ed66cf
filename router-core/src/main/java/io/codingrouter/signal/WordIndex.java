package io.codingrouter.signal;

/** Keywords that are compared with the words of a text. Immutable. */
interface WordIndex {
  /** Nothing is compared with words longer than this, in UTF-16 units. */
  int LONGEST_WORD = 200;

  /**
   * How many steps a search may take beyond reading the text, about a nanosecond each. Only a text
   * that is made to resemble thousands of keywords everywhere gets there; what was not found by
   * then is not found.
   */
  int MOST_STEPS = 50_000_000;

  /**
   * Searches a text.
   *
   * @param words the words of the text
   * @return the numbers of the keywords that are found, as a set of bits
   */
  long[] search(TextWords words);
}
