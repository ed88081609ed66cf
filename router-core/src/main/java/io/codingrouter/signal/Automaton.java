package io.codingrouter.signal;

import java.util.Arrays;
import java.util.List;

/**
 * Finds any number of keywords in one pass over a text, in time that does not depend on how many
 * there are or how often they match. Immutable and safe for concurrent use.
 *
 * <p>It is an Aho-Corasick automaton with word boundaries built in. A match may begin anywhere but
 * between two characters of words. So there are two states in which nothing is matched yet: {@link
 * #ROOT}, where any keyword may begin, and {@link #IN_WORD}, which characters of words don't leave.
 * A keyword counts as found with the character after it, which must not go on with its word.
 *
 * <p>The states near the root, which is where a text spends its time, have a row each with the next
 * state for every class of character; their number is bounded by the size of the table. A state is
 * named by the offset of its row. Each other state has a short record, and is named by the table's
 * size plus the offset of that: it knows the characters that lead on, and where to look if none
 * does.
 */
final class Automaton {
  static final int ROOT = 0;
  static final int IN_WORD = 1;

  /** Set in a step if a keyword, in the state before it, has ended. */
  static final int ENDED = Integer.MIN_VALUE;

  /** Size of a record. */
  static final int RECORD = 4;

  /** In a record: the one class that leads on; or minus the number of such, 0 if none does. */
  static final int LABEL = 0;

  /** In a record: the step for that class; or where the edges begin, each a class and a step. */
  static final int NEXT = 1;

  /** In a record: the state to look in for any other class. */
  static final int FALLBACK = 2;

  /** In a record: the longest keyword that ends here. */
  static final int KEYWORD = 3;

  private final Alphabet alphabet;
  private final int[] rows;
  private final int[] records;
  private final int[] edges;
  private final int[] shorter;
  private final boolean[] endsInWord;

  Automaton(AutomatonBuilder built) {
    this.alphabet = built.alphabet;
    this.rows = built.rows;
    this.records = built.records;
    this.edges = built.edges;
    this.shorter = built.shorter;
    this.endsInWord = built.endsInWord;
  }

  /**
   * Compiles keywords.
   *
   * @param keywords distinct keywords as {@link Chars#symbols}; a keyword's number is its place
   * @param folded whether the keywords are folded, and texts shall be
   * @return the automaton
   */
  static Automaton of(List<int[]> keywords, boolean folded) {
    return new AutomatonBuilder(keywords, folded, true).build();
  }

  /**
   * Compiles parts of words, to be found wherever they stand and whatever their case.
   *
   * @param parts distinct parts as folded {@link Chars#symbols}; a part's number is its place
   * @return an automaton that knows no edges of words
   */
  static Automaton anywhere(List<int[]> parts) {
    return new AutomatonBuilder(parts, true, false).build();
  }

  /**
   * Searches a text.
   *
   * @param text any text
   * @return the numbers of the keywords that occur in it, as a set of bits
   */
  long[] search(String text) {
    long[] found = Bits.none(shorter.length);
    if (!search(text, found, false)) {
      Arrays.fill(found, 0);
      search(Chars.normal(text), found, true);
    }
    return found;
  }

  // Stops and returns false where the text turns out not to be in normal form.
  private boolean search(String text, long[] found, boolean knownNormal) {
    int[] rows = this.rows;
    int[] low = alphabet.low();
    boolean normal = knownNormal;
    int state = 0;
    for (int i = 0, length = text.length(); i < length; ) {
      int c = text.charAt(i++);
      int symbol;
      if (c < low.length) {
        symbol = low[c];
      } else {
        if (!normal && !text.equals(Chars.normal(text))) {
          return false;
        }
        normal = true;
        if (Character.isHighSurrogate((char) c)) {
          c = text.codePointAt(i - 1);
          i += Character.charCount(c) - 1;
        }
        symbol = alphabet.classOf(c);
      }
      int next = state < rows.length ? rows[state + symbol] : step(state, symbol);
      if (next < 0) {
        report(state, found);
        next &= ~ENDED;
      }
      state = next;
    }
    if (step(state, Alphabet.OTHER) < 0) {
      report(state, found);
    }
    return true;
  }

  /** Is told where keywords occur. */
  interface Occurrences {
    /**
     * A keyword occurs; said in the order of ends, and where several end, for the longest first.
     *
     * @param keyword its number
     * @param end how many characters of the text stand before its end, each run of white space
     *     being one
     */
    void found(int keyword, int end);
  }

  /**
   * Tells every occurrence of every keyword, those that overlap included: {@link #search} is faster
   * for who wants to know which occur.
   */
  void scan(String text, Occurrences occurrences) {
    String normal = Chars.normal(text);
    int[] rows = this.rows;
    int[] low = alphabet.low();
    int state = ROOT;
    int end = 0;
    boolean space = false;
    for (int i = 0, length = normal.length(); i < length; ) {
      int c = normal.charAt(i++);
      int symbol;
      if (c < low.length) {
        symbol = low[c];
      } else {
        c = normal.codePointAt(i - 1);
        i += Character.charCount(c) - 1;
        symbol = alphabet.classOf(c);
      }
      int next = state < rows.length ? rows[state + symbol] : step(state, symbol);
      if (next < 0) {
        tell(state, end, occurrences);
        next &= ~ENDED;
      }
      state = next;
      end += space && symbol == Alphabet.SPACE ? 0 : 1;
      space = symbol == Alphabet.SPACE;
    }
    if (step(state, Alphabet.OTHER) < 0) {
      tell(state, end, occurrences);
    }
  }

  private void tell(int state, int end, Occurrences occurrences) {
    for (int keyword = longestAt(state); keyword >= 0; keyword = shorter[keyword]) {
      occurrences.found(keyword, end);
    }
  }

  private int step(int from, int symbol) {
    int ended = 0;
    int state = from;
    while (state >= rows.length) {
      int record = state - rows.length;
      ended |= endsBefore(records[record + KEYWORD], symbol) ? ENDED : 0;
      int label = records[record + LABEL];
      if (label == symbol) {
        return records[record + NEXT] | ended;
      }
      if (label < 0) {
        int edge = edge(records[record + NEXT], -label, symbol);
        if (edge >= 0) {
          return edges[edge + 1] | ended;
        }
      }
      state = records[record + FALLBACK];
    }
    return rows[state + symbol] | ended;
  }

  private boolean endsBefore(int keyword, int symbol) {
    return keyword >= 0 && (symbol < alphabet.firstWord() || !endsInWord[keyword]);
  }

  private int edge(int start, int count, int symbol) {
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int edge = start + 2 * middle;
      if (edges[edge] == symbol) {
        return edge;
      }
      if (edges[edge] < symbol) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  // Whoever found a keyword found all shorter ones that it ends with, so a known one ends the walk.
  private void report(int state, long[] found) {
    int keyword = longestAt(state);
    while (keyword >= 0 && !Bits.contain(found, keyword)) {
      Bits.add(found, keyword);
      keyword = shorter[keyword];
    }
  }

  private int longestAt(int state) {
    return state < rows.length
        ? rows[state + Alphabet.NONE]
        : records[state - rows.length + KEYWORD];
  }
}
