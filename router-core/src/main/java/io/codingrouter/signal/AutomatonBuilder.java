package io.codingrouter.signal;

import java.util.Arrays;
import java.util.List;

/** Builds an {@link Automaton}, level by level. Used once. */
final class AutomatonBuilder {
  /** Bound on the table of rows, in cells of four bytes. */
  private static final int MAX_CELLS = 1 << 18;

  private static final int NO_KEYWORD = -1;

  final Alphabet alphabet;

  /** For each node that has a row: the longest keyword that ends here, then a step a class. */
  int[] rows = {};

  /** For each other node: its record; see {@link Automaton}. */
  int[] records = {};

  /** The steps of records that have several: pairs of a class and a step, sorted. */
  int[] edges = {};

  /** For each keyword: the longest other keyword that it ends with, or -1. */
  final int[] shorter;

  /** For each keyword: whether its last character is one of a word. */
  final boolean[] endsInWord;

  private final int width;
  private final int[][] keywords;
  private final Integer[] sorted;

  // By node; nodes are numbered by depth. The keywords that begin with a node are a range of the
  // sorted ones; its children reach from its first one up to the first one of the next node.
  private final int[] from;
  private final int[] to;
  private final int[] symbol;
  private final int[] firstChild;
  private final int[] fallback;
  private final int[] longest;
  private int nodes = 2;
  private int nodesWithRow;

  AutomatonBuilder(List<int[]> keywords, boolean folded, boolean edged) {
    this.alphabet = new Alphabet(keywords, folded, edged);
    this.width = alphabet.size();
    this.keywords = keywords.stream().map(alphabet::classesOf).toArray(int[][]::new);
    this.sorted = new Integer[keywords.size()];
    Arrays.setAll(sorted, i -> i);
    Arrays.sort(sorted, (a, b) -> Arrays.compare(this.keywords[a], this.keywords[b]));
    this.shorter = new int[keywords.size()];
    Arrays.fill(shorter, NO_KEYWORD);
    this.endsInWord = new boolean[keywords.size()];
    int capacity = 3 + keywords.stream().mapToInt(keyword -> keyword.length).sum();
    this.from = new int[capacity];
    this.to = new int[capacity];
    this.symbol = new int[capacity];
    this.firstChild = new int[capacity];
    this.fallback = new int[capacity];
    this.longest = new int[capacity];
    Arrays.fill(longest, NO_KEYWORD);
  }

  Automaton build() {
    growTree();
    nodesWithRow = Math.min(nodes, Math.max(2, MAX_CELLS / width));
    rows = new int[nodesWithRow * width];
    records = new int[(nodes - nodesWithRow) * Automaton.RECORD];
    edges = new int[2 * countEdges()];
    int edge = 0;
    for (int node = 0; node < nodes; node++) {
      linkChildren(node);
      if (node < nodesWithRow) {
        fillRow(node);
      } else {
        edge = fillRecord(node, edge);
      }
    }
    return new Automaton(this);
  }

  private void growTree() {
    to[Automaton.ROOT] = sorted.length;
    int depth = 0;
    int endOfLevel = 1;
    for (int node = 0; node < nodes; node++) {
      firstChild[node] = nodes;
      if (node == endOfLevel) {
        endOfLevel = nodes;
        depth++;
      }
      if (node != Automaton.IN_WORD) {
        split(node, depth);
      }
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
    }
    if (isInSpace(node)) {
      rows[row + Alphabet.SPACE] = row;
    }
    for (int child = firstChild[node]; child < firstChild[node + 1]; child++) {
      rows[row + symbol[child]] = stateOf(child);
    }
    if (longest[node] != NO_KEYWORD) {
      int end = endsInWord[longest[node]] ? row + alphabet.firstWord() : row + width;
      for (int cell = row + 1; cell < end; cell++) {
        rows[cell] |= Automaton.ENDED;
      }
    }
    rows[row + Alphabet.NONE] = longest[node];
  }

  private int countEdges() {
    int count = 0;
    for (int node = nodesWithRow; node < nodes; node++) {
      count += edgesOf(node) > 1 ? edgesOf(node) : 0;
    }
    return count;
  }

  private int edgesOf(int node) {
    return firstChild[node + 1] - firstChild[node] + (isInSpace(node) ? 1 : 0);
  }

  private int fillRecord(int node, int firstEdge) {
    int record = (node - nodesWithRow) * Automaton.RECORD;
    records[record + Automaton.FALLBACK] = fallback[node];
    records[record + Automaton.KEYWORD] = longest[node];
    if (edgesOf(node) == 0) {
      return firstEdge;
    }
    if (edgesOf(node) == 1) {
      records[record + Automaton.LABEL] = symbol[firstChild[node]];
      records[record + Automaton.NEXT] = stateOf(firstChild[node]);
      return firstEdge;
    }
    records[record + Automaton.LABEL] = -edgesOf(node);
    records[record + Automaton.NEXT] = firstEdge;
    int edge = firstEdge;
    if (isInSpace(node)) {
      edges[edge++] = Alphabet.SPACE;
      edges[edge++] = stateOf(node);
    }
    for (int child = firstChild[node]; child < firstChild[node + 1]; child++) {
      edges[edge++] = symbol[child];
      edges[edge++] = stateOf(child);
    }
    return edge;
  }

  // Once in white space, more of it changes nothing: an edge back to the node, before all others.
  private boolean isInSpace(int node) {
    return symbol[node] == Alphabet.SPACE;
  }

  private int outside(int symbol) {
    return stateOf(symbol >= alphabet.firstWord() ? Automaton.IN_WORD : Automaton.ROOT);
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
    return rows[state + symbol] & ~Automaton.ENDED;
  }

  private int stateOf(int node) {
    return node < nodesWithRow
        ? node * width
        : rows.length + (node - nodesWithRow) * Automaton.RECORD;
  }

  private int nodeOf(int state) {
    return state < rows.length
        ? state / width
        : (state - rows.length) / Automaton.RECORD + nodesWithRow;
  }
}
