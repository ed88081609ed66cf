package io.codingrouter.signal;

import java.util.Arrays;
import java.util.List;

/** Looks for keywords word by word, and for some of them as they are written as well. Immutable. */
final class WordSearch implements KeywordSearch {
  private static final int NONE = -1;

  private final TextSource source;
  private final boolean folded;
  private final WordIndex index;
  private final int literalSearch; // which other search finds keywords as they are written
  private final int[] literals; // by keyword: its number in that search, or NONE
  private final boolean anyLiteral;

  /**
   * Creates a search.
   *
   * @param source what is read
   * @param folded whether case does not count
   * @param index what is looked for
   * @param literalSearch the number of the search that finds keywords as they are written
   * @param literals by keyword of the index: its number in that search, negative if it is not asked
   */
  WordSearch(
      TextSource source,
      boolean folded,
      WordIndex index,
      int literalSearch,
      List<Integer> literals) {
    this.source = source;
    this.folded = folded;
    this.index = index;
    this.literalSearch = literalSearch;
    this.literals = literals.stream().mapToInt(Integer::intValue).toArray();
    this.anyLiteral = Arrays.stream(this.literals).anyMatch(number -> number != NONE);
  }

  @Override
  public long[] in(RequestText text, KeywordMatches matches) {
    long[] found = index.search(text.words(source, folded));
    if (anyLiteral) {
      long[] written = matches.search(literalSearch);
      for (int keyword = 0; keyword < literals.length; keyword++) {
        if (literals[keyword] != NONE && Bits.contain(written, literals[keyword])) {
          Bits.add(found, keyword);
        }
      }
    }
    return found;
  }

  @Override
  public long[] nothing() {
    return Bits.none(literals.length);
  }
}
