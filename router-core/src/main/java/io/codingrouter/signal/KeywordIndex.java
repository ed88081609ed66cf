package io.codingrouter.signal;

import java.util.List;

/**
 * All keyword signals of a router, compiled so that one pass over a text finds all literal keywords
 * of all of them. Immutable and safe for concurrent use.
 */
public final class KeywordIndex {
  private final List<KeywordRule> rules;

  private KeywordIndex(List<KeywordRule> rules) {
    this.rules = rules;
  }

  /**
   * Compiles rules.
   *
   * @param rules the rules; a rule's number is its place in this list
   * @return the index
   * @throws IllegalArgumentException if a keyword is blank or is no regular expression where it
   *     should be one
   */
  public static KeywordIndex compile(List<KeywordRule> rules) {
    return new KeywordIndex(List.copyOf(rules));
  }

  /**
   * Starts looking at a request. Nothing is read before it is asked for.
   *
   * @param text the request's text
   * @return what is found in it
   */
  public KeywordMatches match(RequestText text) {
    return new KeywordMatches(rules, text);
  }
}
