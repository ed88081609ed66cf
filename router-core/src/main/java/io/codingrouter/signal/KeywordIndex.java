package io.codingrouter.signal;

import java.util.List;

/**
 * All keyword signals of a router, compiled so that one pass over a text finds all literal keywords
 * of all of them, in time that does not depend on how many there are, and one more finds those that
 * are compared word by word. Immutable and safe for concurrent use.
 *
 * <p>A literal keyword matches text of the same letters, in any case unless the rule says that case
 * counts; any run of white space matches any other. Where it begins or ends with a letter, a digit
 * or {@code _}, no further such character may stand beside it: {@code prove} is not in {@code
 * proven}, while {@code C++} is in {@code C++17}. Scripts that are written without spaces, such as
 * Han, kana and Thai, know no such edge: what is written in them matches anywhere, and ends a word
 * of another script beside it. Keywords and text are compared in Unicode's normal form C.
 */
public final class KeywordIndex {
  private final List<KeywordPlan> plans;
  private final List<KeywordSearch> searches;
  private final PartSearch parts;
  private final int patterns;

  KeywordIndex(
      List<KeywordPlan> plans, List<KeywordSearch> searches, PartSearch parts, int patterns) {
    this.plans = plans;
    this.searches = searches;
    this.parts = parts;
    this.patterns = patterns;
  }

  /**
   * Compiles rules.
   *
   * @param rules the rules; a rule's number is its place in this list
   * @return the index
   * @throws IllegalArgumentException if a keyword is blank or is no regular expression where it
   *     should be one; the message names the rule and the keyword's place
   */
  public static KeywordIndex compile(List<KeywordRule> rules) {
    return new KeywordCompiler().compile(rules);
  }

  /**
   * Starts looking at a request. Nothing is read before it is asked for.
   *
   * @param text the request's text
   * @return what is found in it
   */
  public KeywordMatches match(RequestText text) {
    return new KeywordMatches(this, text);
  }

  KeywordPlan plan(int rule) {
    return plans.get(rule);
  }

  KeywordSearch search(int number) {
    return searches.get(number);
  }

  /** Returns how many different passes over text there are. */
  int searches() {
    return searches.size();
  }

  /** Returns what regular expressions cannot match without. */
  PartSearch parts() {
    return parts;
  }

  /** Returns how many regular expressions there are. */
  int patterns() {
    return patterns;
  }

  /** Prints how many rules there are. */
  @Override
  public String toString() {
    return "KeywordIndex[" + plans.size() + " rules]";
  }
}
