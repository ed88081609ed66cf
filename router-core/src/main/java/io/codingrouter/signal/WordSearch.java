package io.codingrouter.signal;

import java.util.Arrays;
import java.util.List;

/** Looks for keywords word by word, and for some of them as they are written as well. Immutable. */
final class WordSearch implements KeywordSearch {
  private static final int NONE = -1;

  private final TextSource source;
  private final boolean folded;
  private final WordIndex index;
  private final int literal; // which other search finds keywords as they are written
  private final int[] numbers; // by keyword: its number in that search, or NONE
  private final boolean anyLiteral;

  /**
   * Creates a search.
   *
   * @param source what is read
   * @param folded whether case does not count
   * @param index what is looked for
   * @param literal the number of the search that finds keywords as they are written
   * @param numbers by keyword of the index: its number in that search, negative if it is not asked
   */
  WordSearch(
      TextSource source, boolean folded, WordIndex index, int literal, List<Integer> numbers) {
    this.source = source;
    this.folded = folded;
    this.index = index;
    this.literal = literal;
    this.numbers = numbers.stream().mapToInt(Integer::intValue).toArray();
    this.anyLiteral = Arrays.stream(this.numbers).anyMatch(number -> number != NONE);
  }

  @Override
  public long[] in(RequestText text, KeywordMatches matches) {
    long[] found = index.search(text.words(source, folded));
    if (anyLiteral) {
      long[] written = matches.search(literal);
      for (int keyword = 0; keyword < numbers.length; keyword++) {
        if (numbers[keyword] != NONE && Automaton.isSet(written, numbers[keyword])) {
          found[keyword >> 6] |= 1L << keyword;
        }
      }
    }
    return found;
  }

  @Override
  public long[] nothing() {
    return new long[(numbers.length + 63) / 64];
  }
}
