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
 * Where a match ends in a character of a word, the next character is looked at.
 *
 * <p>States are numbered by depth. The first ones, which is where a text spends its time, have a
 * row each with the next state for every class of character; their number is bounded by the size of
 * the table. The others know only their children, and where to look on if none fits. A state is
 * named by the offset of its row, and states without a row by what lies beyond the last one.
 */
final class Automaton {
  static final int ROOT = 0;
  static final int IN_WORD = 1;

  /** Set in a step to a state at which at least one keyword ends. */
  static final int ENDS = Integer.MIN_VALUE;

  private final Alphabet alphabet;
  private final int[] rows;
  private final int nodesWithRow;
  private final int[] symbol;
  private final int[] firstChild;
  private final int[] fallback;
  private final int[] longest;
  private final int[] shorter;
  private final boolean[] endsInWord;

  Automaton(AutomatonBuilder built) {
    this.alphabet = built.alphabet;
    this.rows = built.rows;
    this.nodesWithRow = built.nodesWithRow;
    this.symbol = built.symbol;
    this.firstChild = built.firstChild;
    this.fallback = built.fallback;
    this.longest = built.longest;
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
    return new AutomatonBuilder(keywords, folded).build();
  }

  /**
   * Searches a text.
   *
   * @param text any text
   * @return the numbers of the keywords that occur in it, as a set of bits
   */
  long[] search(String text) {
    long[] found = new long[(shorter.length + 63) / 64];
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
      state = state < rows.length ? rows[state + symbol] : step(state, symbol);
      if (state < 0) {
        state &= ~ENDS;
        report(state, text, i, found);
      }
    }
    return true;
  }

  private int step(int from, int symbol) {
    int state = from;
    while (state >= rows.length) {
      int node = state - rows.length + nodesWithRow;
      if (symbol == Alphabet.SPACE && this.symbol[node] == Alphabet.SPACE) {
        return state;
      }
      int child = child(node, symbol);
      if (child >= 0) {
        return (child - nodesWithRow + rows.length) | (longest[child] >= 0 ? ENDS : 0);
      }
      state = fallback[node];
    }
    return rows[state + symbol];
  }

  // Children are in order of their symbols; all of them come after the last node that has a row.
  private int child(int node, int symbol) {
    int from = firstChild[node];
    int to = firstChild[node + 1] - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      if (this.symbol[middle] == symbol) {
        return middle;
      }
      if (this.symbol[middle] < symbol) {
        from = middle + 1;
      } else {
        to = middle - 1;
      }
    }
    return -1;
  }

  // Whoever found a keyword found all shorter ones that end with it, so a known one ends the walk.
  private void report(int state, String text, int end, long[] found) {
    int keyword =
        state < rows.length
            ? rows[state + Alphabet.NONE]
            : longest[state - rows.length + nodesWithRow];
    if (isSet(found, keyword) || (endsInWord[keyword] && isWordAt(text, end))) {
      return;
    }
    while (keyword >= 0 && !isSet(found, keyword)) {
      found[keyword >> 6] |= 1L << keyword;
      keyword = shorter[keyword];
    }
  }

  private boolean isWordAt(String text, int index) {
    return index < text.length()
        && alphabet.classOf(text.codePointAt(index)) >= alphabet.firstWord();
  }

  /** Tells whether a keyword's bit is set. */
  static boolean isSet(long[] found, int keyword) {
    return (found[keyword >> 6] & 1L << keyword) != 0;
  }
}
