package io.codingrouter.signal;

import java.util.ArrayList;
import java.util.List;

/**
 * Keywords as terms to be compared with words: of one term, or of several that must be met by words
 * in a row. Immutable.
 */
final class TermKeywords {
  private final int keywords;
  private final List<int[]> alone = new ArrayList<>(); // by term: keywords of this term alone
  private final List<int[]> beginning = new ArrayList<>(); // by term: longer keywords
  private final boolean[] inPhrase; // by term: whether it is in a keyword of several
  private final List<int[]> terms; // by keyword

  /**
   * Creates an index from terms to keywords.
   *
   * @param count how many terms there are
   * @param phrases by keyword: its terms in order; none if it is not met by words
   */
  TermKeywords(int count, List<int[]> phrases) {
    this.keywords = phrases.size();
    this.terms = List.copyOf(phrases);
    this.inPhrase = new boolean[count];
    List<List<Integer>> ones = lists(count);
    List<List<Integer>> longer = lists(count);
    for (int keyword = 0; keyword < keywords; keyword++) {
      int[] phrase = phrases.get(keyword);
      if (phrase.length == 1) {
        ones.get(phrase[0]).add(keyword);
      } else if (phrase.length > 1) {
        longer.get(phrase[0]).add(keyword);
        for (int term : phrase) {
          inPhrase[term] = true;
        }
      }
    }
    ones.forEach(list -> this.alone.add(list.stream().mapToInt(i -> i).toArray()));
    longer.forEach(list -> this.beginning.add(list.stream().mapToInt(i -> i).toArray()));
  }

  private static List<List<Integer>> lists(int count) {
    List<List<Integer>> lists = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      lists.add(new ArrayList<>(1));
    }
    return lists;
  }

  /** How many keywords there are. */
  int size() {
    return keywords;
  }

  /** The keywords that are a term alone. */
  int[] alone(int term) {
    return alone.get(term);
  }

  /** The keywords of several terms that begin with a term. */
  int[] beginning(int term) {
    return beginning.get(term);
  }

  /** Tells whether a term is in a keyword of several. */
  boolean isInPhrase(int term) {
    return inPhrase[term];
  }

  /** The terms of a keyword of several. */
  int[] phrase(int keyword) {
    return terms.get(keyword);
  }
}
