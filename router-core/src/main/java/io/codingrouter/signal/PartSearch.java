package io.codingrouter.signal;

import java.util.List;

/**
 * Finds in one pass over a text which {@linkplain RequiredParts parts} of regular expressions are
 * in it, whatever their case: so most expressions need not be tried. Immutable.
 */
final class PartSearch {
  private static final long[] NOTHING = {};

  private final Automaton automaton;
  private final boolean any;

  private PartSearch(KeywordSet parts) {
    this.automaton = parts.compileAnywhere();
    this.any = parts.size() > 0;
  }

  /** Gathers the parts of expressions that read the same texts. */
  static final class Builder {
    private final KeywordSet parts = new KeywordSet(true);

    /**
     * Adds what an expression cannot match without, and returns the numbers of the parts; none if
     * it may match any text.
     */
    int[] add(String pattern) {
      List<String> required = RequiredParts.of(pattern);
      return required.stream().anyMatch(String::isBlank)
          ? new int[0]
          : required.stream().mapToInt(parts::add).toArray();
    }

    PartSearch build() {
      return new PartSearch(parts);
    }
  }

  /**
   * Searches a text.
   *
   * @return the numbers of the parts that are in it, as a set of bits; some may be that differ in
   *     white space
   */
  long[] in(String text) {
    return any ? automaton.search(text) : NOTHING;
  }
}
