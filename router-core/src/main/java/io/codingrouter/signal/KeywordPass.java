package io.codingrouter.signal;

import java.util.ArrayList;
import java.util.List;

/** Gathers the keywords that one search looks for. Used once. */
final class KeywordPass {
  /**
   * What tells searches from each other.
   *
   * @param source what is read
   * @param caseSensitive whether case counts
   * @param method how keywords are compared
   * @param arity the length of n-grams; 0 if there are none
   */
  record Key(TextSource source, boolean caseSensitive, KeywordRule.Method method, int arity) {

    static Key of(KeywordRule rule) {
      KeywordRule.Method method = rule.method();
      return new Key(
          rule.source(),
          rule.caseSensitive(),
          method,
          method == KeywordRule.Method.NGRAM ? rule.ngramArity() : 0);
    }

    /** The search that reads the same, for keywords as they are written. */
    Key literal() {
      return new Key(source, caseSensitive, KeywordRule.Method.LITERAL, 0);
    }
  }

  private final Key key;
  private final List<WordKeyword> keywords = new ArrayList<>();
  private final List<Integer> literals = new ArrayList<>(); // by keyword: its literal number, or -1
  private int literalSearch;

  KeywordPass(Key key) {
    this.key = key;
  }

  /**
   * Adds a keyword to be compared with words, and returns its number.
   *
   * @param keyword the keyword
   * @param literal its number among those that are looked for as they are written, or -1
   * @param search the number of the search that does that, the same for all; 0 if none does
   */
  int add(WordKeyword keyword, int literal, int search) {
    keywords.add(keyword);
    literals.add(literal);
    literalSearch = Math.max(literalSearch, search);
    return keywords.size() - 1;
  }

  KeywordSearch compile(Automaton folded, Automaton exact) {
    return switch (key.method()) {
      case LITERAL -> new LiteralSearch(key.source(), key.caseSensitive() ? exact : folded);
      case FUZZY -> words(new FuzzyIndex(keywords));
      case BM25 -> words(new Bm25Index(keywords));
      case NGRAM -> words(new NgramIndex(keywords, key.arity()));
      case REGEX -> throw new AssertionError(key);
    };
  }

  private KeywordSearch words(WordIndex index) {
    return new WordSearch(key.source(), !key.caseSensitive(), index, literalSearch, literals);
  }
}
