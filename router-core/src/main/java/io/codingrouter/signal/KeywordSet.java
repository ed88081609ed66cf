package io.codingrouter.signal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers distinct keywords, each under a number, for one {@link Automaton}. */
final class KeywordSet {
  private final boolean folded;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<int[]> keywords = new ArrayList<>();

  KeywordSet(boolean folded) {
    this.folded = folded;
  }

  /** Adds a keyword that is not blank and returns its number; one that is known keeps its own. */
  int add(String keyword) {
    int[] symbols = Chars.symbols(keyword, folded);
    return numbers.computeIfAbsent(
        new String(symbols, 0, symbols.length),
        absent -> {
          keywords.add(symbols);
          return keywords.size() - 1;
        });
  }

  /** Returns how many keywords there are. */
  int size() {
    return keywords.size();
  }

  /** Returns how many characters a keyword has, each run of white space being one. */
  int length(int keyword) {
    return keywords.get(keyword).length;
  }

  Automaton compile() {
    return Automaton.of(keywords, folded);
  }

  /** Compiles the keywords to be found within words as well; they must be folded. */
  Automaton compileAnywhere() {
    return Automaton.anywhere(keywords);
  }
}
