package io.codingrouter.signal;

import java.util.Arrays;
import java.util.List;

/** Builds an {@link Automaton}, level by level. Used once. */
final class AutomatonBuilder {
  /** Bound on the table of rows, in cells of four bytes. */
  private static final int MAX_CELLS = 1 << 20;

  private static final int NO_KEYWORD = -1;

  final Alphabet alphabet;

  /**
   * For each of the first nodes: the longest keyword that ends here, then a step for each class.
   */
  int[] rows = {};

  int nodesWithRow;

  /** For each node: the class of its last character. */
  int[] symbol;

  /** For each node: its first child; its last one comes before the first one of the next node. */
  int[] firstChild;

  /** For each node: the state of the longest shorter text that could become a keyword. */
  int[] fallback;

  /** For each node: the longest keyword that ends here, or -1. */
  int[] longest;

  /** For each keyword: the longest other keyword that it ends with, or -1. */
  final int[] shorter;

  /** For each keyword: whether its last character is one of a word. */
  final boolean[] endsInWord;

  private final int[][] keywords;
  private final Integer[] sorted;
  private final int width;
  private int[] from;
  private int[] to;
  private int nodes = 2;

  AutomatonBuilder(List<int[]> keywords, boolean folded) {
    this.alphabet = new Alphabet(keywords, folded);
    this.width = alphabet.size();
    this.keywords = keywords.stream().map(alphabet::classesOf).toArray(int[][]::new);
    this.sorted = new Integer[keywords.size()];
    Arrays.setAll(sorted, i -> i);
    Arrays.sort(sorted, (a, b) -> Arrays.compare(this.keywords[a], this.keywords[b]));
    this.shorter = new int[keywords.size()];
    Arrays.fill(shorter, NO_KEYWORD);
    this.endsInWord = new boolean[keywords.size()];
    int capacity = 3 + keywords.stream().mapToInt(keyword -> keyword.length).sum();
    this.symbol = new int[capacity];
    this.firstChild = new int[capacity];
    this.fallback = new int[capacity];
    this.longest = new int[capacity];
    this.from = new int[capacity];
    this.to = new int[capacity];
    Arrays.fill(longest, NO_KEYWORD);
  }

  Automaton build() {
    growTree();
    nodesWithRow = Math.min(nodes, Math.max(2, MAX_CELLS / width));
    rows = new int[nodesWithRow * width];
    for (int node = 0; node < nodes; node++) {
      linkChildren(node);
      if (node < nodesWithRow) {
        fillRow(node);
      }
    }
    symbol = Arrays.copyOf(symbol, nodes);
    firstChild = Arrays.copyOf(firstChild, nodes + 1);
    fallback = Arrays.copyOf(fallback, nodes);
    longest = Arrays.copyOf(longest, nodes);
    return new Automaton(this);
  }

  // A node is a range of the sorted keywords, those that begin with it; its depth is how many
  // characters they share.
  private void growTree() {
    to[Automaton.ROOT] = sorted.length;
    int depth = 0;
    int endOfLevel = 1;
    for (int node = 0; node < nodes; node++) {
      firstChild[node] = nodes;
      if (node == Automaton.IN_WORD) {
        endOfLevel = nodes;
        depth = 1;
        continue;
      }
      if (node == endOfLevel) {
        endOfLevel = nodes;
        depth++;
      }
      split(node, depth);
    }
    firstChild[nodes] = nodes;
  }

  private void split(int node, int depth) {
    int next = from[node];
    if (next < to[node] && keywords[sorted[next]].length == depth) {
      int keyword = sorted[next++];
      longest[node] = keyword;
      endsInWord[keyword] = symbol[node] >= alphabet.firstWord();
    }
    while (next < to[node]) {
      int child = nodes++;
      symbol[child] = keywords[sorted[next]][depth];
      from[child] = next;
      while (next < to[node] && keywords[sorted[next]][depth] == symbol[child]) {
        next++;
      }
      to[child] = next;
    }
  }

  // Where a child falls back to is known from its parent's fallback, which is not as deep.
  private void linkChildren(int node) {
    for (int child = firstChild[node]; child < firstChild[node + 1]; child++) {
      fallback[child] =
          node == Automaton.ROOT ? outside(symbol[child]) : step(fallback[node], symbol[child]);
      int ending = longest[nodeOf(fallback[child])];
      if (longest[child] == NO_KEYWORD) {
        longest[child] = ending;
      } else {
        shorter[longest[child]] = ending;
      }
    }
  }

  private void fillRow(int node) {
    int row = node * width;
    if (node == Automaton.ROOT) {
      for (int c = 1; c < width; c++) {
        rows[row + c] = outside(c);
      }
    } else if (node == Automaton.IN_WORD) {
      System.arraycopy(rows, 0, rows, row, alphabet.firstWord());
      Arrays.fill(rows, row + alphabet.firstWord(), row + width, row);
    } else {
      System.arraycopy(rows, fallback[node], rows, row, width);
      if (symbol[node] == Alphabet.SPACE) {
        rows[row + Alphabet.SPACE] = row;
      }
    }
    rows[row] = longest[node];
    for (int child = firstChild[node]; child < firstChild[node + 1]; child++) {
      rows[row + symbol[child]] =
          stateOf(child) | (longest[child] == NO_KEYWORD ? 0 : Automaton.ENDS);
    }
  }

  private int outside(int symbol) {
    return symbol >= alphabet.firstWord() ? stateOf(Automaton.IN_WORD) : stateOf(Automaton.ROOT);
  }

  private int step(int from, int symbol) {
    int state = from;
    while (state >= rows.length) {
      int node = nodeOf(state);
      int child = Arrays.binarySearch(this.symbol, firstChild[node], firstChild[node + 1], symbol);
      if (child >= 0) {
        return stateOf(child);
      }
      state = fallback[node];
    }
    return rows[state + symbol] & ~Automaton.ENDS;
  }

  private int stateOf(int node) {
    return node < nodesWithRow ? node * width : rows.length + node - nodesWithRow;
  }

  private int nodeOf(int state) {
    return state < rows.length ? state / width : state - rows.length + nodesWithRow;
  }
}
